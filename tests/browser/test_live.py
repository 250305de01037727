"""Numbers changed in the page: what it then tells is what Python tells of the changed graph."""

import pytest

from autograd import Rounding, Value, by_hand, op
from tests.autograd.programs import forgotten_ops
from tests.browser.reading import LAST, shown
from tests.visualize.examples import course_network
from visualize.picture.marks import marks, minus
from visualize.player.page import page

pytestmark = pytest.mark.browser

SAID = """() => {
    const press = (id) => document.getElementById(id).click();
    press("first");
    const said = [];
    for (;;) {
        said.push(document.getElementById("sentence").textContent);
        if (document.getElementById("next").ariaDisabled === "true") return said;
        press("next");
    }
}"""
"""The sentences of all steps, from the first to the last."""

TEXTS = """(kind) => Object.fromEntries([...document.querySelectorAll("#picture g")]
    .filter((g) => g.querySelector(":scope > ." + kind) && g.querySelector(":scope > title"))
    .map((g) => [g.querySelector("title").textContent, g.querySelector("." + kind).textContent]))"""
"""What the picture shows of a kind, by the titles."""

CHANGED = {"w₃": 0.5, "x₁": -2.25}


@pytest.fixture(scope="module")
def exact_html():
    return page(course_network()[0].trace())


def change(player, leaf, text):
    """Open the editor of a leaf by a click on its card, in sight or not, and type."""
    card = player.locator("#picture g.node", has=player.locator(f"title:text-is('{leaf}')"))
    card.dispatch_event("click")
    player.fill("#number", text)


@pytest.mark.parametrize("places", [None, 4, 2])
def test_everything_follows_an_edit_and_is_what_python_tells(visit, exact_html, places):
    player = visit(exact_html, f"#places={places}" if places else "")
    for leaf, number in CHANGED.items():
        change(player, leaf, str(number))
    player.keyboard.press("Escape")
    trace = course_network(CHANGED)[0].trace(Rounding(places) if places else None)
    names = trace.graph.names

    assert player.evaluate(SAID) == [minus(sentence) for sentence in trace.sentences]
    expected = marks(trace)
    assert player.evaluate(TEXTS, "value") == {
        names[node]: text for node, text in expected.values.items()
    }
    assert player.evaluate(TEXTS, "gradient") == {
        names[node]: f"∂ {text}" for node, text in expected.gradients.items()
    }
    assert player.evaluate(TEXTS, "partial") == {
        f"{names[edge.operand]} → {names[edge.node]}": text
        for edge, text in expected.partials.items()
    }
    table = player.eval_on_selector_all(
        "#ledger tbody tr", "rows => rows.map((row) => [...row.cells].map((c) => c.textContent))"
    )
    assert {name: (value, gradient) for name, value, gradient in table} == {
        names[node]: (text, expected.gradients[node]) for node, text in expected.values.items()
    }


BOXES = """() => [...document.querySelectorAll(
        "header, header *, .controls, .controls *, .stage, .view *, .panel, #picture g.node .body")]
    .map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        return [each.id || each.tagName, x, y, width, height].join(" ");
    })"""


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=str)
def test_an_edit_moves_nothing(visit, exact_html, size):
    player = visit(exact_html, "#s=20", viewport={"width": size[0], "height": size[1]})
    before = player.evaluate(BOXES)

    player.keyboard.press("e")
    for text in ("0.5", "−123456.789", "banana", "1e-7"):
        player.fill("#number", text)
        assert player.evaluate(BOXES) == before
    player.keyboard.press("Escape")
    assert player.evaluate(BOXES) == before


def test_the_editor_lies_beside_its_leaf_and_hides_no_part_of_the_step(visit, exact_html):
    player = visit(exact_html, "#s=9")

    for leaf in ("w₁", "w₅", "x₄"):
        change(player, leaf, "0.5")
        card = player.locator("#editor").bounding_box()
        parts = player.locator("#picture .active .body, #picture .active .tip").all()
        for box in (each.bounding_box() for each in parts):
            apart_x = box["x"] >= card["x"] + card["width"] or box["x"] + box["width"] <= card["x"]
            apart_y = (
                box["y"] >= card["y"] + card["height"] or box["y"] + box["height"] <= card["y"]
            )
            assert apart_x or apart_y


HIDDEN = """() => {
    const box = (each) => each.getBoundingClientRect();
    const [card, stage] = ["editor", "picture"].map((id) => box(document.getElementById(id)));
    const parts = document.querySelectorAll(`#picture .active .body, #picture .source .body,
        #picture .packet:not([hidden]), .buttons button, #menu, #step, #editor > *`);
    return [...parts].filter((each) => each.checkVisibility()).filter((each) => {
        const { left, top, right, bottom } = box(each);
        if (each.closest("#editor")) return right > card.right || bottom > card.bottom;
        const end = each.closest("#picture") ? Math.min(right, stage.right) : right;
        return Math.min(end, card.right) > Math.max(left, card.left) + 1
            && Math.min(bottom, card.bottom) > Math.max(top, card.top) + 1;
    }).map((each) => each.id || each.textContent);
}"""


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (640, 400)], ids=str)
def test_at_no_step_the_editor_hides_the_step_or_a_control(visit, exact_html, size):
    player = visit(exact_html, viewport={"width": size[0], "height": size[1]})
    player.keyboard.press("e")

    for _ in range(LAST):
        player.click("#next")
        assert player.evaluate(HIDDEN) == []


def test_edits_are_undone_redone_and_reset(visit, exact_html):
    player = visit(exact_html)
    change(player, "w₃", "0.5")
    change(player, "w₁", "2")
    marked = "[...document.querySelectorAll('#picture .edited title')].map((t) => t.textContent)"

    assert player.evaluate(marked) == ["w₁", "w₃"]
    assert player.text_content("#edits") == "Reset all 2 numbers edited"
    player.click("#undo")
    assert player.evaluate(marked) == ["w₃"]
    assert shown(player, "w₁", "value") == "0.75"
    player.click("#redo")
    assert shown(player, "w₁", "value") == "2"
    player.select_option("#leaf", label="w₃")
    player.click("#reset")
    assert player.evaluate(marked) == ["w₁"]
    assert shown(player, "w₃", "value") == "0.24"
    player.click("#reset-all")
    assert player.evaluate(marked) == []
    assert player.is_hidden("#edits")
    player.keyboard.press("Escape")
    player.keyboard.press("z")
    assert player.evaluate(marked) == ["w₁"]
    player.keyboard.press("Shift+Z")
    assert player.evaluate(marked) == []


@pytest.mark.parametrize("text", ["", "banana", "1/0", "−", "1e999"])
def test_what_is_no_number_is_answered_and_changes_nothing(visit, exact_html, text):
    player = visit(exact_html)
    change(player, "w₃", "0.5")

    player.fill("#number", text)

    assert player.get_attribute("#number", "aria-invalid") == "true"
    assert len(player.text_content("#editor-say")) > 10
    assert shown(player, "w₃", "value") == "0.5"
    player.fill("#number", "0,25")
    assert player.get_attribute("#number", "aria-invalid") == "false"
    assert player.text_content("#editor-say") == ""
    assert shown(player, "w₃", "value") == "0.25"


def test_a_number_without_a_value_in_the_graph_is_refused_in_words(visit):
    x = Value(2.0, "x")
    y = x.log()
    y.label = "y"
    player = visit(page((y * y).trace()), "#s=1")

    change(player, "x", "-0.5")

    assert player.text_content("#editor-say").startswith("log of −0.5")
    assert player.get_attribute("#number", "aria-invalid") == "true"
    assert shown(player, "x", "value") == "2"
    assert shown(player, "y", "value") == "0.693147"
    player.click("#editor-close")
    assert "set=" not in player.evaluate("location.hash")


@pytest.mark.parametrize(("given", "edited"), [(4.0, 0.0), (0.0, 4.0)])
@pytest.mark.parametrize("places", [None, 3])
def test_a_derivative_that_an_edit_ends_or_brings_is_told_as_python_does(
    visit, given, edited, places
):
    def trace(number):
        root = Value(number, "x").sqrt()
        root.label = "y"
        output = root * Value(-2.0, "k")
        output.label = "L"
        return output.trace(Rounding(places) if places else None)

    player = visit(page(trace(given)))
    change(player, "x", str(edited))
    player.keyboard.press("Escape")

    assert player.evaluate(SAID) == [minus(sentence) for sentence in trace(edited).sentences]


def test_arrow_keys_move_the_number_by_its_last_place(visit, exact_html):
    player = visit(exact_html)
    change(player, "w₃", "0.24")

    player.press("#number", "ArrowUp")
    assert shown(player, "w₃", "value") == "0.25"
    player.press("#number", "Shift+ArrowDown")
    assert player.input_value("#number") == "0.15"
    player.keyboard.press("Escape")
    player.keyboard.press("z")
    assert shown(player, "w₃", "value") == "0.24"


def test_a_slider_drags_the_number_and_is_undone_at_once(visit, exact_html):
    player = visit(exact_html)
    change(player, "w₃", "0.24")

    box = player.locator("#reach").bounding_box()
    y = box["y"] + box["height"] / 2
    player.mouse.move(box["x"] + box["width"] * 0.62, y)
    player.mouse.down()
    for part in (0.7, 0.8, 0.9):
        player.mouse.move(box["x"] + box["width"] * part, y)
        player.evaluate("new Promise(requestAnimationFrame)")
    player.mouse.up()
    player.evaluate("new Promise(requestAnimationFrame)")
    dragged = float(shown(player, "w₃", "value"))

    assert 0.7 < dragged < 0.9
    assert float(player.input_value("#number")) == dragged
    player.click("#undo")
    assert shown(player, "w₃", "value") == "0.24"


def test_the_card_tells_what_the_gradient_foretold(visit, exact_html):
    player = visit(exact_html)
    change(player, "w₃", "0.34")
    before, after = (course_network(changed)[0] for changed in ({}, {"w₃": 0.34}))
    gradient = before.trace().gradients[before.trace().graph.node("w₃")]

    rows = player.eval_on_selector_all(
        "#effect div", "rows => rows.map((row) => [...row.children].map((e) => e.innerText))"
    )

    def six(x):
        return minus(f"{x:.6g}")

    delta = 0.34 - 0.24
    assert rows == [
        ["L", f"{six(before.data)} → {six(after.data)}"],
        ["ΔL", six(after.data - before.data)],
        ["∂L/∂w₃ · Δw₃", f"{six(gradient)} · {six(delta)}\n= {six(gradient * delta)}"],
    ]


def test_open_questions_keep_their_answers(visit, exact_html):
    player = visit(exact_html, "#s=5&predict=1")

    change(player, "w₃", "0.5")
    player.click("#learn")

    assert "0.0" not in player.text_content("#effect")
    assert player.is_hidden("#descent-body")


def test_a_rounding_in_which_the_numbers_have_no_value_cannot_be_chosen(visit):
    x = Value(2.0, "x")
    player = visit(page((x * x).log().trace()))
    change(player, "x", "0.04")  # its square is 0.0 with one decimal, 0.00 with two

    player.focus("#places")

    disabled = player.eval_on_selector_all(
        "#places option", "all => all.filter((o) => o.disabled).map((o) => o.value)"
    )
    assert disabled == ["1", "2"]
    player.select_option("#places", "3")
    change(player, "x", "0.01")
    assert player.text_content("#editor-say").startswith("log has no value by hand at 0.000")
    assert shown(player, "x", "value") == "0.04"


def test_what_was_refused_is_said_until_it_is_over(visit):
    x = Value(2.0, "x")
    player = visit(page((x * x).log().trace(Rounding(1))), "#set=x:0.04")
    refused = "log has no value by hand at 0.0"

    assert player.input_value("#places") == "exact"
    assert player.text_content("#hint").startswith(refused)
    player.click("#reset-edits")
    assert player.is_hidden("#hint")
    player.select_option("#places", "1")
    player.focus("#picture")
    player.keyboard.press("z")
    assert player.text_content("#live-say").startswith(refused)
    player.keyboard.press("ArrowRight")
    assert player.text_content("#live-say") == ""


def test_the_address_keeps_edits_and_a_reload_loses_nothing(visit, exact_html):
    player = visit(exact_html, "#s=9")
    change(player, "w₃", "0.8")
    change(player, "x₁", "−1/8")
    player.wait_for_url("**&set=x1:-0.125,w3:0.8")

    player.reload()
    player.requests.pop()
    player.wait_for_selector("html[data-ready]", state="attached")

    assert shown(player, "w₃", "value") == "0.8"
    assert shown(player, "x₁", "value") == "−0.125"
    player.evaluate("location.hash = '#s=9'")
    player.wait_for_selector("#edits", state="hidden")
    assert shown(player, "w₃", "value") == "0.24"


@pytest.mark.parametrize(
    "address",
    ["#set=w3:banana,nobody:3,,w1&eta=-3", "#set=w3:1e999&run=0.1*x", "#run=-1*3&set=S1:4"],
)
def test_wrong_parts_of_an_address_are_ignored(visit, exact_html, address):
    player = visit(exact_html, address)

    assert player.is_hidden("#edits")
    assert shown(player, "w₃", "value") == "0.24"


def test_numbers_of_an_address_without_a_value_are_as_if_absent(visit):
    x = Value(2.0, "x")
    player = visit(page(x.log().trace()), "#set=x:-1")

    assert shown(player, "x", "value") == "2"


def test_the_keyboard_alone_edits_and_goes_back_to_the_steps(visit, exact_html):
    player = visit(exact_html, "#s=3")

    player.focus("#picture")
    player.keyboard.press("e")
    player.keyboard.type("0.5")
    player.keyboard.press("Enter")
    player.keyboard.press("ArrowRight")

    assert player.is_hidden("#editor")
    assert player.text_content("#edits-count") == "1 number edited"
    assert player.input_value("#step") == "4"
    player.keyboard.press("e")
    player.focus("#picture")
    player.keyboard.press("Escape")
    assert player.is_hidden("#editor")


def test_a_row_of_the_table_opens_the_editor_too(visit, exact_html):
    player = visit(exact_html)

    player.click("#ledger tr button:text-is('x₂')")

    assert player.input_value("#number") == "−1.1"
    player.keyboard.press("Escape")
    player.click("#last")
    player.click("[data-tab=table]")  # the chosen leaf's pane came instead
    player.click("#ledger tr button:text-is('Σ₁')")
    assert player.is_hidden("#editor")


def test_a_graph_made_by_hand_says_why_nothing_can_be_changed(visit):
    with by_hand(2):
        loss = course_network()[0]
    player = visit(page(loss.trace()))

    player.keyboard.press("e")

    assert player.is_hidden("#editor")
    assert "cannot be changed: it was computed by hand" in player.text_content("#live-say")
    player.keyboard.press("d")
    assert "it was computed by hand" in player.text_content("#descent-off")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation_while_numbers_are_changed(visit, exact_html, theme, axe):
    player = visit(exact_html, "#s=20", color_scheme=theme, bypass_csp=True)
    change(player, "w₃", "banana")
    player.click("#learn")
    player.click("#descend")

    found = axe.run(player)

    assert [v["id"] for v in found.response["violations"]] == []


def test_a_leaf_that_only_python_can_follow_says_why_and_others_can_be_changed(visit):
    with forgotten_ops():

        @op(lambda x, y: 2 * x, domain="anything")
        def strange(x):
            return x.real * x.real

        x, y = Value(2.5, "x"), Value(3.0, "y")
        z = strange(x)
        z.label = "z"
        player = visit(page((z * y).trace()))

    card = player.locator("#picture g.node", has=player.locator("title:text-is('x')"))
    card.dispatch_event("click")
    assert player.is_hidden("#editor")
    assert player.text_content("#live-say").startswith(
        "x cannot be changed: z depends on it, which only Python can compute (the page cannot"
    )
    change(player, "y", "2")
    assert player.text_content("#live-say") == ""
    player.click("#last")
    assert shown(player, "x", "gradient") == "∂ 10"  # 2x·y


def test_a_click_on_a_card_opens_the_editor_and_a_drag_moves_the_picture(visit, exact_html):
    player = visit(exact_html)
    card = player.locator("#picture g.node", has=player.locator("title:text-is('w₁')"))
    box = card.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    player.mouse.move(x, y)
    player.mouse.down()
    player.mouse.move(x + 60, y + 20, steps=4)
    player.mouse.up()
    assert player.is_hidden("#editor")
    assert card.bounding_box()["x"] > box["x"] + 30
    player.mouse.click(x + 60, y + 20)
    assert player.input_value("#number") == "0.75"
    assert player.evaluate("document.activeElement.id") == "number"


def test_a_closed_module_shows_that_a_leaf_in_it_is_edited(visit, network_html):
    player = visit(network_html, "#open=&set=w1_0_0:0.5,w1_0_1:0.25,x0:1")
    pens = "[...document.querySelectorAll('#picture .pen')].map((pen) => pen.parentNode.id)"

    module, leaf = player.evaluate(pens)

    assert player.get_attribute(f"#{module}", "class").startswith("node group")
    assert "leaf" in player.get_attribute(f"#{leaf}", "class")
    player.keyboard.press("z")
    assert player.evaluate(pens) == []
