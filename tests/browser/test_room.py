"""What is shown has its room: nothing is cut, no button moves, whatever the window."""

import pytest

from tests.browser.graphs import EXAMPLES, GRAPHS, large_network, sigmoids, small_network
from tests.browser.reading import LAST, equations
from visualize.player.page import page

pytestmark = pytest.mark.browser

WINDOWS = {"1280×800": (1280, 800), "1920×1080": (1920, 1080), "phone": (390, 844)}
WINDOWS["1280×800 at 200 %"] = (640, 400)

BOXES = """() => [...document.querySelectorAll("header, .controls, .view, .tabs")].flatMap((part) =>
    [...part.querySelectorAll("button, select, input")].map((each) => {
        const box = each.getBoundingClientRect();
        return [each.id, ...[box.x, box.y, box.width, box.height].map(Math.round)].join(" ");
    })).join("; ")"""


WALK = f"""async () => {{
    const boxes = {BOXES}, next = document.getElementById("next"), wrong = [];
    const first = boxes();
    const pane = document.querySelector("[data-pane=step]"), room = pane.getBoundingClientRect();
    const lines = document.getElementById("equation").children;
    const slider = document.getElementById("slider"), end = Number(slider.max);
    for (let step = 0; step < end; step += Math.ceil(end / 80)) {{
        slider.value = step;
        slider.dispatchEvent(new Event("input"));
        next.click();
        if (boxes() !== first) wrong.push(`step ${{step}} moved a button: ${{boxes()}}`);
        if (pane.scrollWidth > pane.clientWidth) wrong.push(`step ${{step}} is cut`);
        const last = lines[lines.length - 1], result = last?.getBoundingClientRect();
        const seen = result?.bottom <= room.bottom + 1 && result?.bottom >= room.top + 20;
        if (last?.matches(".line") && !seen)
            wrong.push(`step ${{step}} has its result out of sight`);
    }}
    return [first, wrong.slice(0, 9)];
}}"""


@pytest.fixture(scope="module", params=EXAMPLES)
def example(request):
    return page(EXAMPLES[request.param]().trace())


@pytest.mark.parametrize("size", WINDOWS.values(), ids=WINDOWS)
def test_no_step_moves_a_button_or_cuts_an_equation(visit, example, size):
    player = visit(example, viewport={"width": size[0], "height": size[1]})

    buttons, wrong = player.evaluate(WALK)

    assert buttons.count(";") > 15
    assert wrong == []


@pytest.mark.parametrize("address", ["#places=4", "#by=node&places=6", "#by=layer"])
@pytest.mark.parametrize("size", WINDOWS.values(), ids=WINDOWS)
def test_numbers_of_17_digits_and_tables_are_not_cut(visit, size, address):
    small = page(small_network().trace())
    player = visit(small, address, viewport={"width": size[0], "height": size[1]})

    _, wrong = player.evaluate(WALK)

    assert wrong == []


def test_playing_moves_no_button(visit, html):
    player = visit(html, "#s=5")
    before = player.evaluate(BOXES)

    player.keyboard.press("Enter")

    assert player.get_attribute("#play", "aria-label") == "Pause"
    assert player.evaluate(BOXES) == before


def test_a_long_sum_shows_three_terms_and_all_on_demand(visit, network_html):
    trace = large_network().trace()
    neuron = next(step.index for step in trace if len(step.node.operands) > 30)
    player = visit(network_html, f"#s={neuron}")
    symbols = equations(player)[0]

    player.click("#equation .line:first-child button")

    assert symbols.count("·") == 3
    assert equations(player)[0].count("·") == 16
    assert player.locator("#equation .line:last-child").text_content().startswith("=")


@pytest.mark.parametrize("width", [360, 800, 1920])
def test_no_width_needs_scrolling_sideways(visit, html, width):
    player = visit(html, "#s=14&only=w3", viewport={"width": width, "height": 800})

    assert player.evaluate("document.documentElement.scrollWidth") <= width
    smallest = player.evaluate(
        """Math.min(...[...document.querySelectorAll("g.active text.name")]
            .map((text) => text.getBoundingClientRect().height))"""
    )
    assert smallest > 9


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_the_ledger_shows_whole_numbers(visit, width):
    exact = page(sigmoids().trace())
    player = visit(exact, f"#s={LAST}", viewport={"width": width, "height": 800})

    cut = player.evaluate(
        """[...document.querySelectorAll("#ledger td")]
            .filter((cell) => cell.scrollWidth > cell.clientWidth)
            .map((cell) => cell.textContent)"""
    )
    assert cut == []


def test_the_ledger_has_room_for_an_unfinished_sum_in_one_line(visit, html):
    player = visit(html, f"#s={LAST}", viewport={"width": 1280, "height": 800})

    high, cut = player.eval_on_selector(
        "#ledger tr.active td:last-child",
        """(cell) => {
            cell.textContent = "−0.0690153 + …"; // a longest one
            return [cell.getBoundingClientRect().height, cell.scrollWidth > cell.clientWidth];
        }""",
    )

    assert 15 < high < 35
    assert not cut


SMALLEST_TEXT = """() => Math.min(
    ...[...document.querySelectorAll("header *, .controls *, .panel *")]
    .filter((each) => each.checkVisibility() && !each.closest("math") && [...each.childNodes]
        .some((node) => node.nodeType === 3 && node.data.trim()))
    .map((each) => parseFloat(getComputedStyle(each).fontSize)))"""


@pytest.mark.parametrize(("size", "least"), [((1280, 800), 15), ((1920, 1080), 20)], ids=str)
def test_the_panel_can_be_read(visit, html, size, least):
    player = visit(html, "#s=16&only=w3", viewport={"width": size[0], "height": size[1]})

    assert player.evaluate(SMALLEST_TEXT) >= least


@pytest.mark.parametrize("height", [844, 740])
def test_a_phone_shows_picture_sentence_result_and_buttons_together(visit, html, height):
    player = visit(html, "#s=16", viewport={"width": 390, "height": height}, has_touch=True)

    for seen in ("#picture g.node.active", "#sentence", "#equation .line:last-child", "#next"):
        box = player.locator(seen).bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height


GAPS = """() => {
    const box = (part) => part.getBoundingClientRect();
    const [tops, ends] = ["first", "last"].map((which) =>
        [...document.querySelectorAll(`#equation mfrac > :${which}-child`)].map(box));
    return ends.flatMap((end) => tops
        .filter((top) => top.top > end.top && top.left < end.right && top.right > end.left)
        .map((top) => top.top - end.bottom));
}"""


@pytest.mark.parametrize(
    ("size", "presenter"),
    [((1280, 800), False), ((640, 400), False), ((390, 844), False), ((390, 844), True)],
    ids=str,
)
def test_no_fraction_touches_the_one_above_it(visit, size, presenter):
    html = GRAPHS["cross_entropy"]()
    player = visit(html, "#s=12", viewport={"width": size[0], "height": size[1]})
    if presenter:
        player.keyboard.press("t")

    gaps = player.evaluate(GAPS)

    assert len(gaps) > 0
    assert min(gaps) > 5


SMALL_TARGETS = """() => [...document.querySelectorAll("button, select, input, summary")]
    .filter((each) => each.checkVisibility() && !each.closest("#equation"))
    .map((each) => [each.id || each.textContent, each.getBoundingClientRect()])
    .filter(([, box]) => box.width < 44 || box.height < 44 || box.left < 0 || box.right > 390)
    .map(([name]) => name)"""


def test_a_phone_has_targets_for_fingers_within_its_width(visit, html):
    player = visit(html, viewport={"width": 390, "height": 844}, has_touch=True)

    assert player.evaluate(SMALL_TARGETS) == []
    player.click("#menu")
    player.wait_for_selector("#options:popover-open")
    assert player.evaluate(SMALL_TARGETS) == []
    player.select_option("#places", "2")
    player.keyboard.press("Escape")
    assert player.is_hidden("#places")
    assert player.input_value("#places") == "2"


def test_a_phone_has_the_jumps_in_sight(visit, html):
    player = visit(html)
    player.set_viewport_size({"width": 360, "height": 800})

    for jump in ("#node-back", "#node-next", "#border"):
        box = player.locator(jump).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert box["height"] < 50


UNEVEN = """() => {
    const all = [...document.querySelectorAll("header, .controls, .tabs")].flatMap((part) =>
        [...part.querySelectorAll("button, select, input, h1, #count")])
        .filter((each) => each.checkVisibility())
        .map((each) => [each.id || each.textContent, each.getBoundingClientRect()]);
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    const wrong = all.filter(([, box]) => box.right > innerWidth + 1).map(([name]) => name);
    for (const [i, [name, box]] of all.entries())
        for (const [other, room] of all.slice(i + 1))
            if (meet(box, room)) wrong.push(`${name} on ${other}`);
    return wrong;
}"""

SIZES = [(360, 640), (390, 844), (600, 800), (601, 800), (640, 400), (900, 700), (901, 700)]
SIZES += [
    (1000, 700),
    (1240, 800),
    (1241, 800),
    (1280, 800),
    (1500, 800),
    (1700, 850),
    (1920, 1080),
]


def test_in_no_window_one_control_lies_on_another(visit, html):
    player = visit(html)
    player.evaluate(
        """() => {
            const group = document.querySelector(".group:nth-child(2)");
            for (const word of ["Descend", "Present", "Share"]) {
                const button = group.appendChild(document.createElement("button"));
                button.textContent = word;
            }
        }"""
    )

    wrong = {}
    for width, height in SIZES:
        player.set_viewport_size({"width": width, "height": height})
        wrong[width] = player.evaluate(UNEVEN)

    assert {width: each for width, each in wrong.items() if each} == {}
