import pytest

from tests.browser.networks import network
from tests.browser.reading import LAST, equations
from tests.visualize.examples import course_network
from visualize.player.page import page

pytestmark = pytest.mark.browser


BOXES = """() => [...document.querySelectorAll("header, .controls, .view")].flatMap((part) =>
    [...part.querySelectorAll("button, select, input")].map((each) => {
        const box = each.getBoundingClientRect();
        return [each.id, ...[box.x, box.y, box.width, box.height].map(Math.round)].join(" ");
    })).join("; ")"""


WALK = f"""async () => {{
    const boxes = {BOXES}, next = document.getElementById("next"), wrong = [];
    const first = boxes();
    const panel = document.querySelector(".panel"), lines = document.getElementById("equation");
    for (let step = 0; next.ariaDisabled !== "true"; step += 1) {{
        next.click();
        if (boxes() !== first) wrong.push(`step ${{step}} moved a button: ${{boxes()}}`);
        const {{ right }} = lines.getBoundingClientRect();
        const last = [...lines.querySelectorAll("math")].at(-1)?.getBoundingClientRect();
        for (const piece of lines.querySelectorAll("math"))
            if (piece.getBoundingClientRect().right > right + 1)
                wrong.push(`step ${{step}} is cut`);
        if (innerWidth > 900 && last?.bottom > panel.getBoundingClientRect().bottom)
            wrong.push(`step ${{step}} has its result out of sight`);
    }}
    return [first.split(";").length, wrong.slice(0, 9)];
}}"""


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=str)
@pytest.mark.parametrize("name", ["html", "network_html"])
def test_no_step_moves_a_button_or_cuts_an_equation(visit, request, name, size):
    player = visit(request.getfixturevalue(name), viewport={"width": size[0], "height": size[1]})

    buttons, wrong = player.evaluate(WALK)

    assert buttons == 24
    assert wrong == []


def test_playing_moves_no_button(visit, html):
    player = visit(html, "#s=5")
    before = player.evaluate(BOXES)

    player.keyboard.press("Enter")

    assert player.get_attribute("#play", "aria-label") == "Pause"
    assert player.evaluate(BOXES) == before


def test_a_long_sum_shows_three_terms_and_all_on_demand(visit, network_html):
    trace = network(2, 16, 16, 1).trace()
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
    exact = page(course_network()[0].trace())
    player = visit(exact, f"#s={LAST}", viewport={"width": width, "height": 800})

    cut = player.evaluate(
        """[...document.querySelectorAll("#ledger td")]
            .filter((cell) => cell.scrollWidth > cell.clientWidth)
            .map((cell) => cell.textContent)"""
    )
    assert cut == []


def test_a_phone_has_the_jumps_in_sight(visit, html):
    player = visit(html)
    player.set_viewport_size({"width": 360, "height": 800})

    for jump in ("#node-back", "#node-next", "#border"):
        box = player.locator(jump).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert box["height"] < 50
