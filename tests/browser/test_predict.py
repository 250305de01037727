import re

import pytest

from autograd import Rounding, Value
from tests.browser.reading import SEED, step_of
from tests.visualize.examples import course_network, square
from visualize.picture.marks import minus
from visualize.player.marking import marked
from visualize.player.page import page
from visualize.player.result_lines import result_lines

pytestmark = pytest.mark.browser


def next_edge(player, trace):
    """The edge step that comes after the one where the player stands."""
    at = step_of(player)
    return next(step for step in trace[at + 1 :] if step.kind == "edge")


def called(trace, edge):
    """What the page calls an edge."""
    names = trace.graph.names
    uses = [each for each in trace.graph.edges if each.operand is edge.operand]
    use = f", use {uses.index(edge) + 1} of {len(uses)}" if len(uses) > 1 else ""
    return f"{names[edge.operand]} → {names[edge.node]}{use}"


def right_answer(player, trace):
    """What is right for the open question, by the trace."""
    asked = player.text_content("#question")
    at = step_of(player)
    if "sum" in asked:
        return next(step for step in trace[at + 1 :] if step.kind == "accumulate").after
    step = next_edge(player, trace)
    if "Which edge" in asked:
        return called(trace, step.edge)
    assert called(trace, step.edge) in asked
    return step.partial if "local derivative ∂" in asked else step.contribution


def choose(player, name):
    player.get_by_role("button", name=name, exact=True).click()


def reply(player, answer):
    if isinstance(answer, str) and "→" in answer:
        choose(player, answer)
        return
    player.fill("#guess", str(answer))
    player.press("#guess", "Enter")


def go_on(player):
    player.click("#check")


def play(player, trace):
    """Answer everything right, until the result; gives the questions."""
    asked = []
    while player.is_visible("#ask"):
        asked.append(player.text_content("#question"))
        reply(player, right_answer(player, trace))
        assert player.text_content("#verdict").startswith("Right"), asked[-1]
        go_on(player)
    return asked


def handed_in(player):
    return next(result_lines(player.input_value("#result textarea")))


def test_the_three_sigmoids_all_right_give_the_full_score(visit, html, trace):
    player = visit(html, "#predict=1")
    total = int(player.text_content("#place").split()[-1])

    asked = play(player, trace)
    marks = marked(handed_in(player), course_network()[0])

    most = 4 * len(asked)
    assert player.text_content("#result-title") == f"Result: {most} of {most} points"
    assert f"{len(asked)} of {total} questions answered" in player.text_content("#result")
    assert f"{total - len(asked)} skipped as known" in player.text_content("#result")
    assert "Nothing was missed." in player.text_content("#result")
    assert marks.faults == []
    assert marks.points == (most, most)
    assert marks.questions == total


def test_questions_come_in_the_order_of_the_chain_rule(visit, html, trace):
    player = visit(html, f"#s={SEED}&predict=1")

    asked = play(player, trace)

    assert [question.partition("?")[0] for question in asked[:5]] == [
        "Which edge comes next",
        "Edge ŷ → L: what is the local derivative ∂L/∂ŷ",
        "Which edge comes next",
        "Edge Σ₃ → ŷ: what is the local derivative ∂ŷ/∂Σ₃",
        "Edge Σ₃ → ŷ: what is ∂L/∂Σ₃, upstream × local derivative",
    ]
    assert not any("sum" in question for question in asked)  # nothing is used twice
    assert "(Skipped 1 before it" in " ".join(asked)


# Everything that a reader sees or hears, and every attribute: data, labels, titles, values.
EVERYTHING = """() => {
    const found = [document.title, location.hash];
    const geometry = /^(d|points|transform|style|viewBox|[xy][12]?|[cr][xy]?|width|height)$/;
    for (const each of document.querySelectorAll("body *")) {
        if (/^(SCRIPT|STYLE)$/.test(each.tagName)) continue;
        for (const { name, value } of each.attributes)
            if (!geometry.test(name)) found.push(value);
        if ("value" in each && each.tagName !== "LI") found.push(String(each.value));
        for (const child of each.childNodes) if (child.nodeType !== 1) found.push(child.data);
    }
    return found.join("\\n");
}"""
NUMBER = re.compile(r"[−-]?\d+\.\d+")


def numbers_in(text):
    return {float(found.replace("−", "-")) for found in NUMBER.findall(text)}


def test_no_answer_stands_on_the_page_while_its_question_is_open(visit, html, trace):
    player = visit(html, "#predict=1")
    player.click("#whole summary")  # the whole pass as a table
    looked = 0
    while player.is_visible("#ask"):
        answer = right_answer(player, trace)
        on_page = numbers_in(player.evaluate(EVERYTHING))
        at = step_of(player)
        told = {abs(x) for step in trace[: at + 1] for x in (step.value, step.after, step.partial)}
        told |= {abs(node.data) for node in trace.graph.leaves}
        local = next_edge(player, trace).partial
        if not isinstance(answer, str) and abs(answer) not in told | {abs(local)}:
            looked += 1
            assert answer not in on_page, player.text_content("#question")
            assert -answer not in on_page
        if "local derivative ∂" in player.text_content("#question") and abs(local) not in told:
            assert local not in on_page
        reply(player, answer)
        go_on(player)

    assert looked >= 12
    assert trace.gradients[trace.graph.node("w₃")] in numbers_in(player.evaluate(EVERYTHING))


def test_slips_have_the_names_of_the_sheet_checker(visit, html):
    player = visit(html, f"#s={SEED}&predict=1")
    said = []

    def says(answer):
        reply(player, answer)
        said.append(player.text_content("#verdict"))

    says("Σ₃ → ŷ")
    says("ŷ → L")
    go_on(player)
    says("-0.291")
    says("0.6455 - 0.5")
    says("2,91")
    says("banana")
    says("2*(0.6455-0.5)")
    go_on(player)
    says("Σ₃ → ŷ")
    go_on(player)
    says("0.6455")
    says("σ(0.6455)·(1 − σ(0.6455))")
    says("0,6455·(1−0,6455)")
    go_on(player)
    says("0.2288")
    says("0.291")
    says("0")
    says("0.0665")

    assert said == [
        "∂L/∂ŷ is not known yet: ŷ → L comes before it.",
        "Right: ∂L/∂L is complete.",
        "A sign is wrong: that of ∂L/∂ŷ was flipped or lost.",
        "A factor 2 is missing or too many.",
        "Perhaps the decimal point is in the wrong place.",
        "“banana” is not known; type numbers, or exp, tanh, sigmoid, sqrt, ln, sin, cos, abs of a "
        "number.",
        "Right.",
        "Right: ∂L/∂ŷ is complete.",
        "The function's value was used where its derivative ∂ŷ/∂Σ₃ is meant.",
        "The derivative ∂ŷ/∂Σ₃ was taken at the output of the function, not at its input.",
        "Right.",
        "The factor ∂L/∂ŷ was left out.",
        "The factor ∂ŷ/∂Σ₃ was left out.",
        "Not yet. Try again, or take a hint.",
        "Right, but truncated: the digit after the last one was cut off, not rounded.",
    ]


def test_hints_come_in_stages_and_the_answer_last(visit, html):
    player = visit(html, f"#s={SEED}&predict=1")
    choose(player, "ŷ → L")
    go_on(player)
    labels, hints = [], []
    for _ in range(4):
        labels.append(player.text_content("#aid"))
        player.click("#aid")
        hints.append(player.locator("#hints li").count())

    assert labels == [
        "Hint: where (−1 point)",
        "Hint: rule (−1 point)",
        "Hint: factors (−1 point)",
        "Show it (0 points)",
    ]
    assert hints == [1, 2, 3, 3]
    assert player.text_content("#verdict") == "It is 0.2910."
    assert player.text_content("#points") == "4 of 8 points"
    go_on(player)
    assert player.locator("#hints li").count() == 0
    assert player.text_content("#verdict") == ""


def test_an_edge_is_chosen_by_clicking_it_in_the_picture(visit, html):
    player = visit(html, f"#s={SEED}&predict=1")

    def click_on(title):
        at = player.evaluate(
            """(title) => {
                const edge = [...document.querySelectorAll("#picture g.edge")]
                    .find((g) => g.querySelector("title").textContent === title);
                const wire = edge.querySelector(".wire");
                const middle = wire.getPointAtLength(wire.getTotalLength() / 2);
                const { x, y } = middle.matrixTransform(wire.getScreenCTM());
                return [x, y];
            }""",
            title,
        )
        player.mouse.click(at[0], at[1] + 4)  # not quite on it

    click_on("w₅ → Σ₃")
    assert player.text_content("#verdict") == "∂L/∂Σ₃ is not known yet: Σ₃ → ŷ comes before it."
    click_on("ŷ → L")
    assert player.text_content("#verdict") == "Right: ∂L/∂L is complete."
    click_on("Σ₃ → ŷ")
    assert player.text_content("#points") == "3 of 4 points"


def test_a_node_used_twice_is_summed(visit):
    output, _ = square()
    trace = output.trace()
    player = visit(page(trace), "#predict=1")

    asked = play(player, trace)

    assert asked[1] == "Edge x → L, use 1 of 2: what is the local derivative ∂L/∂x⁽¹⁾?"
    assert asked[-1] == "What is ∂L/∂x, the sum over the 2 uses of x?"
    assert marked(handed_in(player), output).points == (4 * len(asked), 4 * len(asked))


def test_the_gradient_of_a_node_used_twice_is_not_complete_before(visit):
    a = Value(0.5, "a")
    s = a.tanh()
    s.label = "s"
    output = s * 3 + s.exp()
    output.label = "L"
    trace = output.trace(Rounding(4))
    player = visit(page(trace), "#predict=1")
    reply(player, right_answer(player, trace))
    go_on(player)
    reply(player, right_answer(player, trace))
    go_on(player)

    choose(player, "a → s")

    assert re.fullmatch(
        r"∂L/∂s is not complete yet: s is used twice, and s → .*, use 1 of 2, s → .*, use 2 of 2 "
        r"are still to come\.",
        player.text_content("#verdict"),
    )


def test_what_was_answered_stays_until_it_is_reset(visit, html):
    player = visit(html, f"#s={SEED}&predict=1")
    choose(player, "ŷ → L")
    go_on(player)
    reply(player, "5")

    player.keyboard.press("Escape")
    assert player.is_hidden("#ask")
    assert player.get_attribute("#predict", "aria-pressed") == "false"
    player.click("#last")
    player.keyboard.press("p")
    assert step_of(player) == SEED
    assert player.text_content("#place").startswith("Question 2 of ")
    reply(player, "0.291")
    assert player.text_content("#points") == "7 of 8 points"
    player.click("#score")
    player.get_by_role("button", name="Start again").click()
    assert player.text_content("#place").startswith("Question 1 of ")
    assert player.text_content("#points") == "0 of 0 points"


def test_a_reload_loses_no_answer(visit, html):
    player = visit(html, f"#s={SEED}&predict=1")
    choose(player, "ŷ → L")
    go_on(player)
    reply(player, "5")

    player.reload()
    player.wait_for_selector("html[data-ready]", state="attached")
    player.requests.pop()

    assert player.text_content("#place").startswith("Question 2 of ")
    reply(player, "0.291")
    assert player.text_content("#points") == "7 of 8 points"


@pytest.mark.parametrize("beyond", ["End", "PageDown", "]", "f"])
def test_no_key_goes_beyond_the_open_question(visit, html, beyond):
    player = visit(html, f"#s={SEED}&predict=1")
    player.focus("#picture")

    player.keyboard.press(beyond)
    player.keyboard.press("ArrowLeft") if beyond == "f" else None

    assert step_of(player) <= SEED
    assert player.is_visible("#ask")


def test_the_keyboard_alone_answers(visit, html):
    player = visit(html, f"#s={SEED}")
    player.focus("#picture")

    player.keyboard.press("p")
    while player.evaluate("document.activeElement.textContent") != "ŷ → L":
        player.keyboard.press("Tab")
    player.keyboard.press("Enter")
    player.keyboard.press("Enter")
    player.keyboard.type("0.291")
    player.keyboard.press("Enter")
    assert player.text_content("#verdict") == "Right."
    player.keyboard.press("Enter")

    assert player.text_content("#place").startswith("Question 3 of ")
    player.keyboard.press("Escape")
    assert player.is_hidden("#ask")


def test_the_result_names_what_to_practise_and_what_was_missed(visit, html, trace):
    player = visit(html, f"#s={SEED}&predict=1")
    choose(player, "ŷ → L")
    go_on(player)
    reply(player, "-0.291")
    reply(player, "0.291")

    player.click("#score")

    said = player.text_content("#result")
    assert "Result: 7 of 8 points" in said
    assert "To practise: Sign" in said
    assert "the local derivative ∂L/∂ŷ? answered -0.291; sign" in said
    marks = marked(handed_in(player), course_network()[0])
    assert marks.faults == []
    assert marks.points == (7, 8)
    assert marks.got["sign"] == 0


BOXES = """() => {
    for (let at = document.getElementById("ask"); at; at = at.parentElement) at.scrollTop = 0;
    const all = "header button, .controls button, #ask button:not(#choices *), #guess";
    return JSON.stringify([...document.querySelectorAll(all)].map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        return [each.id, ...[x, y, width, height].map(Math.round)];
    }));
}"""


@pytest.mark.parametrize(
    ("width", "height", "mode"),
    [(1280, 800, ""), (390, 844, ""), (640, 400, ""), (1920, 1080, ""), (1920, 1080, "Present")],
)
def test_no_question_moves_a_button(visit, html, trace, width, height, mode):
    player = visit(html, "#predict=1", viewport={"width": width, "height": height})
    if mode:
        player.get_by_role("button", name=mode).click()
    first = player.evaluate(BOXES)
    boxes = set()
    for _ in range(8):
        if player.is_visible("#choices"):
            player.click("#choices button >> nth=0")
        else:
            reply(player, "0.123")
        boxes.add(player.evaluate(BOXES))
        for _ in range(3):
            player.click("#aid", force=True)  # it may have nothing to do
        boxes.add(player.evaluate(BOXES))
        if player.text_content("#check") == "Check":
            reply(player, right_answer(player, trace))
        boxes.add(player.evaluate(BOXES))
        go_on(player)
        boxes.add(player.evaluate(BOXES))

    assert boxes == {first}
    assert player.evaluate("document.documentElement.scrollWidth") <= width


def test_formula_answer_and_verdict_are_in_sight_together(visit, html):
    player = visit(html, f"#s={SEED}&predict=1")
    choose(player, "ŷ → L")
    go_on(player)
    reply(player, "-0.291")

    for part in ("#slots", "#guess", "#verdict"):
        box = player.locator(part).bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 800


def test_a_phone_has_targets_for_a_thumb(visit, html):
    player = visit(html, "#predict=1", viewport={"width": 390, "height": 844})

    heights = player.eval_on_selector_all(
        "#ask button, #guess", "all => all.map((each) => each.getBoundingClientRect().height)"
    )

    assert len(heights) > 6
    assert min(heights) >= 44


def test_axe_finds_no_violation_in_questions_and_result(visit, html, axe):
    player = visit(html, f"#s={SEED}&predict=1", bypass_csp=True)
    choose(player, "ŷ → L")
    go_on(player)
    player.click("#aid")
    reply(player, "-1")
    asked = axe.run(player).response["violations"]
    player.click("#score")
    result = axe.run(player).response["violations"]

    assert [violation["id"] for violation in asked + result] == []


def test_a_page_by_hand_says_how_many_decimals_it_wants(visit, html):
    player = visit(html, f"#s={SEED}&predict=1")
    choose(player, "ŷ → L")
    go_on(player)
    assert player.text_content("#guess-label") == "Your answer: 4 decimals, or a calculation"

    player.select_option("#places", "exact")

    choose(player, "ŷ → L")
    go_on(player)
    wanted = "Your answer: 4 significant digits, or a calculation"
    assert player.text_content("#guess-label") == wanted
    player.select_option("#places", "4")
    assert player.text_content("#place").startswith("Question 2 of ")


def test_minus_signs_are_one_character(visit, html):
    player = visit(html, f"#s={SEED}&predict=1")
    choose(player, "ŷ → L")
    go_on(player)
    for _ in range(4):
        player.click("#aid")

    text = player.text_content("#ask")

    assert text == minus(text)
