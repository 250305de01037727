import json
import random
import re
from itertools import pairwise

import pytest

from autograd import Rounding, Value, scope, squared_error, weighted_sum
from tests.visualize.examples import HOSTILE, course_network
from tests.visualize.test_themes import contrast
from visualize.picture.marks import minus
from visualize.player.page import embedded, page

pytestmark = pytest.mark.browser

# In the pass of 001.Q2: 17 values (steps 0 to 16), the seed (17), 16 edges with two steps each,
# done (50). Backwards go L, ŷ, Σ₃ (w₅, w₆, σ₁, σ₂), σ₂, Σ₂ (w₃ first): w₃ accumulates in step 33.
SEED, W3, LAST = 17, 33, 50


@pytest.fixture(scope="module")
def trace():
    return course_network()[0].trace(Rounding(4))


@pytest.fixture(scope="module")
def html(trace):
    return page(trace)


def sentence(player):
    return player.text_content("#sentence")


def shown(player, name, kind):
    """The text of a node in the picture."""
    return player.evaluate(
        """([name, kind]) => [...document.querySelectorAll("g.node")]
            .find((g) => g.querySelector("title").textContent === name)
            .querySelector("." + kind).textContent""",
        [name, kind],
    )


def equations(player):
    """The lines of the equation as text, without what is shown on demand only."""
    return player.eval_on_selector_all(
        "#equation .line",
        """lines => lines.map((line) => [...line.querySelectorAll("math")]
            .filter((math) => !math.closest("[hidden]"))
            .map((math) => math.textContent).join(""))""",
    )


def step_of(player):
    return int(player.input_value("#step"))


def is_idle(player, button):
    """Whether a button says that it has nothing to do."""
    return player.get_attribute(button, "aria-disabled") == "true"


def test_steps_forward_to_the_end_say_what_the_trace_says(visit, html, trace):
    player = visit(html)
    said = [sentence(player)]
    for _ in range(LAST):
        player.click("#next")
        said.append(sentence(player))

    assert said == [minus(sentence) for sentence in trace.sentences]
    assert is_idle(player, "#next")


def test_steps_back_end_at_the_first_with_nothing_left_in_the_picture(visit, html, trace):
    player = visit(html, f"#s={LAST}")
    said = []
    while not is_idle(player, "#back"):
        said.append(sentence(player))
        player.click("#back")

    assert [*said, sentence(player)] == [minus(sentence) for sentence in trace.sentences[::-1]]
    assert shown(player, "L", "value") == ""


def test_w3_gets_its_hand_value_when_its_step_is_reached_and_is_blank_before(visit, html):
    player = visit(html, f"#s={W3 - 1}")

    assert shown(player, "w₃", "gradient") == ""
    player.click("#next")
    assert shown(player, "w₃", "gradient") == "∂ 0.0006"
    assert sentence(player) == "∂L/∂w₃ grows from 0 by 0.0006 to 0.0006."
    assert player.text_content("#ledger tr.active") == "w₃0.240.0006"


def test_the_active_edge_and_node_are_stressed(visit, html):
    player = visit(html, f"#s={W3}")

    titles = player.eval_on_selector_all(
        "g.active", "groups => groups.map((g) => g.querySelector('title').textContent)"
    )

    assert titles == ["w₃ → Σ₂", "w₃"]


@pytest.mark.parametrize(
    ("keys", "step"),
    [
        ("ArrowRight", 18), ("n", 18), ("PageDown", 18), ("Space", 18), ("ArrowLeft", 16),
        ("b", 16), ("PageUp", 16), ("Home", 0), ("End", LAST), ("f", 16), ("f f", 17), ("]", 18),
        ("[", 16), ("] ]", 20), ("ArrowRight n ArrowLeft", 18),
    ],
)  # fmt: skip
def test_keys_step(visit, html, keys, step):
    player = visit(html, f"#s={SEED}")

    for key in keys.split():
        player.keyboard.press(key)

    assert step_of(player) == step


@pytest.mark.parametrize("keys", ["Control+ArrowRight", "Alt+n", "Meta+End"])
def test_keys_with_a_modifier_are_the_browsers(visit, html, keys):
    player = visit(html, "#s=17")

    player.keyboard.press(keys)

    assert step_of(player) == 17


def test_keys_typed_into_a_field_do_not_step(visit, html):
    player = visit(html, "#s=17")

    player.focus("#step")
    player.keyboard.type("nfb")

    assert player.input_value("#slider") == "17"


def test_slider_and_step_field_jump(visit, html):
    player = visit(html)

    player.fill("#slider", "33")
    assert step_of(player) == 33
    player.fill("#step", "20")
    player.press("#step", "Enter")
    assert player.input_value("#slider") == "20"
    assert player.get_attribute("#slider", "aria-valuetext").startswith("Step 20 of 50: ")


def test_the_address_holds_the_state(visit, html):
    player = visit(html, "#s=33&only=w3&places=2")

    assert step_of(player) == 33
    assert player.input_value("#places") == "2"
    player.keyboard.press("n")
    player.wait_for_url("**#s=50&only=w3&places=2")


def test_a_link_without_places_shows_the_rounding_of_the_page(visit, html):
    player = visit(html, "#s=33&places=2")

    player.evaluate("location.hash = '#s=20'")
    player.wait_for_function("document.getElementById('step').value === '20'")

    assert player.input_value("#places") == "4"


@pytest.mark.parametrize(
    "address",
    ["#", "#s=-4", "#s=1e9", "#s=9999999999999", "#s=x&only=nobody&places=77", "#%E0%A4%A",
     "#only=L", "#s=0&open=none"],
)  # fmt: skip
def test_a_bad_address_is_harmless(visit, html, address):
    player = visit(html, address)

    assert step_of(player) == 0
    assert sentence(player) == "w₅ = 0.8 is given."


def test_only_one_weight_walks_its_path_with_the_running_product(visit, html, trace):
    player = visit(html, "#only=w3")
    w3 = trace.graph.node("w₃")
    walked = [step_of(player)]
    while not is_idle(player, "#next"):
        player.click("#next")
        walked.append(step_of(player))
    player.click("#back")

    assert walked == [step.index for step in trace.of(w3)]
    # by hand, four places after each product: see the five factors of the course's solution
    assert player.text_content("#product") == (
        "Running product: 1 × 0.2910 × 0.2288 × (−0.2) × 0.1556 × (−0.3) = 0.0006"
    )
    assert len(player.query_selector_all("g.edge.path")) == 5


def test_predict_mode_asks_judges_and_shows(visit, html):
    player = visit(html, "#s=31&predict=1")  # next: the edge w₃ → Σ₂, −0.0021 × −0.3

    assert "what does the edge w₃ → Σ₂ contribute" in player.text_content("#question")
    for guess, verdict in [
        ("-0,0006", "Check the sign."),
        ("−0.3", "That is the local derivative alone; times the upstream gradient?"),
        ("-0.0021", "That is the upstream gradient alone; times the local derivative?"),
        ("banana", "Please type a number, such as −0.25."),
        ("7", "Not yet. Try again, or let it be shown."),
    ]:
        player.fill("#guess", guess)
        player.press("#guess", "Enter")
        assert player.text_content("#verdict") == verdict
    assert step_of(player) == 31
    player.fill("#guess", "0.0006")
    player.press("#guess", "Enter")
    assert step_of(player) == 32
    assert player.text_content("#verdict") == "Right. It is 0.0006."


def test_predict_mode_does_not_step_past_a_question_and_can_show_it(visit, html):
    player = visit(html, "#s=31&predict=1")

    player.click("#next")
    assert step_of(player) == 31
    player.click("#reveal")
    assert step_of(player) == 32
    assert player.text_content("#verdict") == "It is 0.0006."


def test_rounding_switches_all_numbers_at_once(visit, html):
    player = visit(html, f"#s={LAST}")

    assert shown(player, "w₃", "gradient") == "∂ 0.0006"
    player.select_option("#places", "exact")
    assert shown(player, "w₃", "gradient") == "∂ 0.000621578"
    player.select_option("#places", "6")
    assert shown(player, "w₃", "gradient") == "∂ 0.000622"


def test_playing_stops_at_the_end_and_on_a_key(visit, html):
    player = visit(html, f"#s={LAST - 2}")
    player.keyboard.press("9")

    player.keyboard.press("Enter")
    assert player.get_attribute("#play", "aria-label") == "Pause"
    assert player.get_attribute("#sentence", "aria-live") == "off"
    player.wait_for_selector("#next[aria-disabled=true]")
    assert player.get_attribute("#play", "aria-label") == "Play"
    assert player.get_attribute("#sentence", "aria-live") == "polite"


def test_the_whole_pass_is_also_a_table(visit, html, trace):
    player = visit(html)

    player.click("summary")
    player.wait_for_selector("#whole tbody tr")

    cells = player.eval_on_selector_all(
        "#whole tbody td:nth-child(2)", "t => t.map((e) => e.textContent)"
    )
    assert cells == [minus(sentence) for sentence in trace.sentences]


def test_equations_are_mathml(visit, html):
    player = visit(html, f"#s={W3 - 1}")

    assert equations(player) == [
        "∂Σ₂∂w₃=x₃=−0.3",
        "∂L∂Σ₂·∂Σ₂∂w₃",
        "=−0.0021·(−0.3)=0.0006",
    ]


def test_a_long_sum_shows_three_terms_and_all_on_demand(visit, network_html):
    trace = network(2, 16, 16, 1).trace()
    neuron = next(step.index for step in trace if len(step.node.operands) > 30)
    player = visit(network_html, f"#s={neuron}")
    symbols = equations(player)[0]

    player.click("#equation .line:first-child button")

    assert symbols.count("·") == 3
    assert equations(player)[0].count("·") == 16
    assert player.locator("#equation .line:last-child").text_content().startswith("=")


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
        const last = [...lines.querySelectorAll("math")].at(-1).getBoundingClientRect();
        for (const piece of lines.querySelectorAll("math"))
            if (piece.getBoundingClientRect().right > right + 1)
                wrong.push(`step ${{step}} is cut`);
        if (innerWidth > 900 && last.bottom > panel.getBoundingClientRect().bottom)
            wrong.push(`step ${{step}} has its result out of sight`);
    }}
    return [first.split(";").length, wrong.slice(0, 9)];
}}"""


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=str)
@pytest.mark.parametrize("name", ["html", "network_html"])
def test_no_step_moves_a_button_or_cuts_an_equation(visit, request, name, size):
    player = visit(request.getfixturevalue(name), viewport={"width": size[0], "height": size[1]})

    buttons, wrong = player.evaluate(WALK)

    assert buttons == 21
    assert wrong == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["#s=24", "#s=31&only=w3&predict=1"])
def test_axe_finds_no_violation(visit, html, theme, address, axe):
    player = visit(html, address, color_scheme=theme, bypass_csp=True)
    player.click("#help")
    player.click("summary")

    found = axe.run(player)

    assert [v["id"] for v in found.response["violations"]] == []


def test_playing_moves_no_button(visit, html):
    player = visit(html, "#s=5")
    before = player.evaluate(BOXES)

    player.keyboard.press("Enter")

    assert player.get_attribute("#play", "aria-label") == "Pause"
    assert player.evaluate(BOXES) == before


COLOURS_OF_TEXTS = """() => [...document.querySelectorAll("#picture text")]
    .filter((text) => text.textContent.trim())
    .map((text) => {
        const body = text.closest("g.node")?.querySelector(".body");
        const ground = body ? getComputedStyle(body).fill
            : getComputedStyle(document.body).backgroundColor;
        return [text.textContent, getComputedStyle(text).fill, ground];
    })"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["#s=31&only=w3", f"#s={LAST}"])
def test_every_text_in_the_picture_can_be_read(visit, html, theme, address):
    player = visit(html, address, color_scheme=theme)

    found = player.evaluate(COLOURS_OF_TEXTS)

    def hexadecimal(colour):  # rgb(179, 78, 0)
        return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour))

    assert len(found) > 50
    ratios = {text: contrast(hexadecimal(ink), hexadecimal(ground)) for text, ink, ground in found}
    assert {text: ratio for text, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("width", [360, 800, 1920])
def test_no_width_needs_scrolling_sideways(visit, html, width):
    player = visit(html, "#s=24&only=w3", viewport={"width": width, "height": 800})

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


def test_dark_and_light_follow_the_system_and_the_menu(visit, html):
    player = visit(html, color_scheme="dark")
    colour = "getComputedStyle(document.body).backgroundColor"

    assert player.evaluate(colour) == "rgb(20, 24, 29)"
    player.select_option("#theme", "light")
    assert player.evaluate(colour) == "rgb(255, 255, 255)"


def test_print_shows_the_finished_picture_and_the_table(visit, html):
    player = visit(html, "#s=3")

    player.evaluate("dispatchEvent(new Event('beforeprint'))")
    player.emulate_media(media="print")

    assert shown(player, "w₃", "gradient") == "∂ 0.0006"
    assert player.is_visible("#whole table")
    assert not player.is_visible("#next")
    player.evaluate("dispatchEvent(new Event('afterprint'))")
    assert step_of(player) == 3


@pytest.mark.parametrize("label", HOSTILE, ids=lambda label: repr(label[:12]))
def test_hostile_labels_are_inert(visit, label):
    x = Value(3.0, label)
    output = x * x
    output.label = f"{label}!"

    player = visit(page(output.trace(), title=label), "#s=4")

    assert step_of(player) == 4
    assert player.eval_on_selector_all("script", "all => all.length") == 2
    assert player.evaluate("document.documentElement.scrollWidth") <= 1280


def test_nothing_but_the_pages_own_script_may_run(visit, html):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]

    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert policy.endswith("'; base-uri 'none'; form-action 'none'")
    assert "unsafe" not in policy
    assert "://" not in re.sub(r"http://www\.w3\.org/[A-Za-z0-9/]*", "", html)


def test_several_players_on_a_notebook_page_do_not_meet(visit, trace):
    both = embedded(trace) + embedded((Value(2.0, "a") ** 2).trace())

    notebook = visit(f"<!doctype html><title>n</title>{both}", ready="iframe + iframe")

    first, second = notebook.frames[1:]
    for frame in (first, second):
        frame.wait_for_selector("html[data-ready]", state="attached")
    first.click("#last")
    assert first.input_value("#step") == "50"
    assert second.input_value("#step") == "0"
    assert second.text_content("#sentence") == "a = 2 is given."
    notebook.requests[:] = notebook.requests[:1]  # the frames' own texts count as requests


def network(*sizes):
    """A multilayer network with a scope for each layer, and its squared error."""
    numbers = random.Random(1)

    def leaf(name):
        return Value(numbers.uniform(-1, 1), name)

    h = [leaf(f"x{i}") for i in range(sizes[0])]
    for place, (n_in, n_out) in enumerate(pairwise(sizes)):
        with scope(f"layer{place}", "Linear"):
            sums = [
                weighted_sum(
                    leaf(f"b{place}.{j}"), [leaf(f"w{place}.{j}.{i}") for i in range(n_in)], h
                )
                for j in range(n_out)
            ]
            h = [each.tanh() for each in sums]
    return squared_error(h[0], 0.5)


@pytest.fixture(scope="module")
def network_html():
    return page(network(2, 16, 16, 1).trace())


def test_a_network_of_337_parameters_is_small_and_quick(visit, network_html):
    assert len(network_html) < 3_000_000
    player = visit(network_html, "#s=900&open=*")

    times = player.evaluate(
        """async () => {
            const times = [], next = document.getElementById("next");
            for (let i = 0; i < 40; i += 1) {
                const start = performance.now();
                next.click();
                document.body.getBoundingClientRect();
                times.push(performance.now() - start);
                await new Promise(requestAnimationFrame);
            }
            return times.sort((a, b) => a - b);
        }"""
    )

    print(json.dumps({"bytes": len(network_html), "median": times[20], "most": times[-1]}))
    assert times[20] < 50


ROWS = "document.querySelectorAll('#whole tbody tr').length"


def test_the_table_of_a_large_graph_makes_its_rows_as_they_are_scrolled_to(visit, network_html):
    player = visit(network_html)
    last = int(player.get_attribute("#step", "max"))

    player.click("summary")
    player.wait_for_selector("#whole tbody tr")
    assert player.evaluate(ROWS) <= 400
    for _ in range(100):
        player.evaluate("scrollTo(0, document.body.scrollHeight)")
        player.wait_for_timeout(30)
        if player.evaluate(ROWS) == last + 1:
            break
    steps = player.eval_on_selector_all(
        "#whole tbody td:first-child", "cells => cells.map((cell) => cell.textContent)"
    )

    assert steps == [str(step) for step in range(last + 1)]


def test_paper_gets_every_row_of_a_large_graph(visit, network_html):
    player = visit(network_html)

    player.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert player.evaluate(ROWS) == int(player.get_attribute("#step", "max")) + 1
    player.evaluate("dispatchEvent(new Event('afterprint'))")


def test_axe_finds_no_violation_in_a_picture_with_modules(visit, network_html, axe):
    player = visit(network_html, "#s=700&open=layer2", bypass_csp=True)

    assert [v["id"] for v in axe.run(player).response["violations"]] == []


def test_modules_open_and_close_by_mouse_and_keyboard(visit, network_html):
    player = visit(network_html)

    assert len(player.query_selector_all("g.group")) == 3
    assert (
        player.text_content("#hint") == "406 nodes, drawn collapsed: click a stacked box to open it"
    )
    player.click('g[data-path="layer2"] .name')
    assert shown(player, "w2.0.3", "name") == "w2.0.3"
    player.wait_for_url("**open=layer2")
    player.focus("text[data-module=layer2]")
    player.keyboard.press("Enter")
    assert len(player.query_selector_all("g.group")) == 3
    player.click("#open")
    assert len(player.query_selector_all("g.node")) == 406


PLACE_OF_THE_ACTIVE_NODE = """() => {
    const stage = document.getElementById("picture").getBoundingClientRect();
    const card = document.querySelector("#picture g.node.active .body").getBoundingClientRect();
    return {
        x: (card.x + card.width / 2 - stage.x) / stage.width,
        y: (card.y + card.height / 2 - stage.y) / stage.height,
        wide: card.width,
    };
}"""


def active_node(player):
    """Where on the stage the middle of the active node is, from 0 to 1, and how wide it is."""
    return player.evaluate(PLACE_OF_THE_ACTIVE_NODE)


def assert_in_sight(node):
    assert 0 < node["x"] < 1
    assert 0 < node["y"] < 1


@pytest.mark.parametrize("step", [0, W3, LAST - 1])
def test_a_zoomed_view_follows_the_active_node(visit, html, step):
    player = visit(html, f"#s={step}")
    before = active_node(player)["wide"]

    for _ in range(8):
        player.keyboard.press("+")
    assert active_node(player)["wide"] == pytest.approx(before * 1.25**8, rel=0.02)
    assert_in_sight(active_node(player))
    for _ in range(5):
        player.keyboard.press("b")
        assert_in_sight(active_node(player))


def test_keys_move_the_view(visit, html):
    player = visit(html, f"#s={W3}")
    before = active_node(player)

    player.keyboard.press("Shift+ArrowRight")
    player.keyboard.press("Shift+ArrowUp")
    after = active_node(player)

    assert after["x"] < before["x"]
    assert after["y"] > before["y"]
    player.keyboard.press("Shift+ArrowLeft")
    player.keyboard.press("Shift+ArrowDown")
    assert active_node(player) == pytest.approx(before)
    assert step_of(player) == W3


def test_a_resize_keeps_the_scale_that_was_chosen(visit, html):
    player = visit(html, f"#s={W3}")
    for _ in range(4):
        player.keyboard.press("+")
    before = active_node(player)["wide"]

    player.set_viewport_size({"width": 1000, "height": 700})
    player.wait_for_timeout(100)

    assert active_node(player)["wide"] == pytest.approx(before)
    assert_in_sight(active_node(player))


def test_opening_the_keys_keeps_the_whole_picture_in_sight(visit, html):
    player = visit(html, f"#s={W3}")

    player.keyboard.press("?")
    player.wait_for_timeout(100)

    outside = player.evaluate(
        """() => {
            const stage = document.getElementById("picture").getBoundingClientRect();
            return [...document.querySelectorAll("#picture g.node")]
                .map((card) => card.getBoundingClientRect())
                .filter((box) => box.bottom > stage.bottom + 1 || box.top < stage.top - 1).length;
        }"""
    )
    assert outside == 0


HIDDEN = """() => ["value", "gradient", "partial"].filter((kind) =>
    getComputedStyle(document.querySelector(`#picture .${kind}`)).visibility === "hidden")"""


@pytest.mark.parametrize(("key", "hidden"), [("v", "value"), ("l", "partial")])
def test_a_key_hides_one_kind_of_number_and_shows_it_again(visit, html, key, hidden):
    player = visit(html, f"#s={LAST}")

    player.keyboard.press(key)
    assert player.evaluate(HIDDEN) == [hidden]
    player.keyboard.press(key)
    assert player.evaluate(HIDDEN) == []


def test_arrow_keys_step_after_a_choice_in_a_menu(visit, html):
    player = visit(html, "#s=5")

    player.click("#places")
    player.keyboard.press("ArrowDown")
    player.keyboard.press("Enter")
    player.keyboard.press("ArrowRight")
    player.keyboard.press("ArrowLeft")
    player.keyboard.press("ArrowRight")

    assert player.input_value("#places") == "5"
    assert step_of(player) == 6


def test_arrow_keys_step_after_going_to_a_step(visit, html):
    player = visit(html)

    player.keyboard.press("g")
    player.keyboard.type("30")
    player.keyboard.press("Enter")
    player.keyboard.press("ArrowRight")

    assert step_of(player) == 31


def test_enter_at_the_end_leaves_the_end_in_sight(visit, html):
    player = visit(html, f"#s={LAST - 1}")

    player.focus("#next")
    player.keyboard.press("Enter")
    player.keyboard.press("Enter")
    assert step_of(player) == LAST
    assert player.evaluate("document.activeElement.id") == "next"
    player.focus("#picture")
    player.keyboard.press("Enter")
    assert step_of(player) == LAST
    assert player.get_attribute("#play", "aria-label") == "Play"


def test_escape_closes_the_keys_and_shift_space_goes_back(visit, html):
    player = visit(html, "#s=5")
    player.focus("#picture")
    player.keyboard.press("?")
    player.keyboard.press("Escape")
    player.keyboard.press("Shift+Space")

    assert player.is_hidden("#keys")
    assert step_of(player) == 4


def test_a_phone_has_the_jumps_in_sight(visit, html):
    player = visit(html)
    player.set_viewport_size({"width": 360, "height": 800})

    for jump in ("#node-back", "#node-next", "#border"):
        box = player.locator(jump).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert box["height"] < 50
