"""Gradient descent in the page goes where the engine and its optimiser go."""

import pytest

import nn
from autograd import Rounding, Value, by_hand, squared_error
from tests.visualize.examples import course_network
from visualize.player.page import page

pytestmark = pytest.mark.browser

STEPS = 10


def step_down(player, eta, steps):
    """Open the pane, set the learning rate, and make steps."""
    player.click("#learn")
    player.fill("#eta", str(eta))
    player.press("#eta", "Enter")
    for _ in range(steps):
        player.click("#descend")


def number(player, leaf):
    """All digits of a leaf's number, as its editor has them."""
    if player.is_hidden("#editor"):
        player.focus("#picture")
        player.keyboard.press("e")
    player.select_option("#leaf", label=leaf)
    return float(player.input_value("#number").replace("−", "-"))


def rows(player):
    """The table of a step: name, old number, product and new number of each parameter."""
    return player.eval_on_selector_all(
        "#updates tbody tr", "rows => rows.map((row) => [...row.cells].map((c) => c.innerText))"
    )


def square(w=3.0):
    """L = w², whose steps are known: w ← (1 − 2η)·w."""
    w = Value(w, "w")
    loss = w * w
    loss.label = "L"
    return loss


def test_ten_steps_go_where_the_optimiser_goes(visit):
    x = [Value(0.5, "x₁"), Value(-1.0, "x₂")]
    model = nn.MLP(2, [4, 1], seed=3)

    def loss():
        return squared_error(model(x), Value(0.3, "y"))

    player = visit(page(loss().trace()))
    optimiser = nn.SGD(model.parameters(), lr=0.5)
    for _ in range(STEPS):
        model.zero_grad()
        loss().backward()
        optimiser.step()

    step_down(player, 0.5, STEPS)

    found = {each.label: number(player, each.label) for each in model.parameters()}
    # the last places of tanh may differ between the browser and Python
    assert found == pytest.approx({each.label: each.data for each in model.parameters()}, rel=1e-12)
    assert player.text_content("#learned") == "17 of 20 leaves are learned"
    assert (number(player, "x₁"), number(player, "y")) == (0.5, 0.3)


def test_steps_by_hand_are_made_as_on_paper(visit):
    numbers = {name: leaf.data for name, leaf in course_network()[1].items()}
    player = visit(page(course_network()[0].trace()), "#places=3")
    for _ in range(STEPS):
        with by_hand(3):
            loss, weights = course_network(numbers)
            loss.backward()
            for name, w in weights.items():
                numbers[name] = (w - Value(2.0) * w.grad).data

    step_down(player, 2, STEPS)

    assert {name: number(player, name) for name in numbers} == numbers


def test_a_step_is_told_number_by_number_and_then_applied(visit):
    player = visit(page(square().trace()))
    player.click("#learn")

    assert player.text_content("#updates-title") == "Step 1, to come"
    assert rows(player) == [["w", "3", "0.1 · 6\n= 0.6", "2.4"]]
    assert number(player, "w") == 3
    player.click("#descend")
    assert player.text_content("#updates-title") == "Step 1, as it was made"
    assert rows(player) == [["w", "3", "0.1 · 6\n= 0.6", "2.4"]]
    assert player.text_content("#descent-say") == "Step 1: L falls from 9 to 5.76."
    assert number(player, "w") == 2.4


def test_the_whole_run_can_be_stepped_back_and_goes_on_from_there(visit):
    player = visit(page(square().trace()))
    step_down(player, 0.25, 3)  # w = 3, 1.5, 0.75, 0.375

    assert player.get_attribute("#curve", "aria-label") == "L over 3 steps: from 9 to 0.140625."
    player.focus("#run-step")
    player.keyboard.press("ArrowLeft")
    assert number(player, "w") == 0.75
    assert len(player.query_selector_all("#curve .dot")) == 4
    box = player.locator("#curve").bounding_box()
    player.mouse.click(box["x"] + 57, box["y"] + 60)
    assert number(player, "w") == 3
    player.fill("#run-step", "1")
    player.click("#descend")
    assert number(player, "w") == 0.75
    assert len(player.query_selector_all("#curve .dot")) == 3


def test_playing_runs_until_it_is_stopped_and_is_undone_at_once(visit):
    player = visit(page(square().trace()))
    step_down(player, 0.25, 0)
    player.select_option("#pace", "16")

    player.click("#run")
    player.wait_for_selector("#curve .dot:nth-of-type(5)", state="attached")
    assert player.text_content("#run") == "Pause"
    player.click("#run")
    assert player.text_content("#run") == "Play"
    made = len(player.query_selector_all("#curve .dot"))
    player.focus("#picture")
    player.wait_for_timeout(200)
    assert len(player.query_selector_all("#curve .dot")) == made
    player.keyboard.press("z")
    assert number(player, "w") == 3


@pytest.mark.parametrize(
    ("eta", "word"),
    [("3", "It runs away: each step jumps over the valley"), ("0.5", "Every gradient is 0")],
)
def test_a_run_that_cannot_go_on_stops_and_says_why(visit, eta, word):
    player = visit(page(square().trace()))
    step_down(player, eta, 0)
    player.select_option("#pace", "16")

    player.click("#run")

    player.locator("#descent-say", has_text=word).wait_for()
    assert player.text_content("#run") == "Play"


def test_a_step_to_where_there_is_no_loss_is_not_made(visit):
    player = visit(page(Value(0.5, "w").log().trace()))

    step_down(player, 1, 1)  # to w = 0.5 − 1/0.5 < 0

    assert "there is no loss: log of −1.5" in player.text_content("#descent-say")
    assert number(player, "w") == 0.5


@pytest.mark.parametrize("typed", ["0", "-1", "banana", ""])
def test_a_wrong_learning_rate_is_answered(visit, typed):
    player = visit(page(square().trace()))

    step_down(player, typed, 0)

    assert player.get_attribute("#eta", "aria-invalid") == "true"
    assert len(player.text_content("#descent-say")) > 20


def test_which_leaves_are_learned_can_be_chosen(visit):
    player = visit(page(course_network()[0].trace()))
    player.click("#learn")
    player.click("#learned")

    assert player.text_content("#learned") == "6 of 10 leaves are learned"
    for box in player.query_selector_all("#parameters input"):
        box.set_checked(box.evaluate("box => box.parentElement.innerText.trim() === 'x₁'"))
    player.click("#descend")

    assert [row[0] for row in rows(player)] == ["x₁"]
    assert number(player, "w₁") == 0.75
    assert number(player, "x₁") != 0.9


def test_a_reload_makes_the_run_again(visit):
    player = visit(page(course_network()[0].trace()), "#s=5&set=w3:0.5")
    step_down(player, 2, 4)
    player.fill("#run-step", "3")
    numbers = [number(player, f"w{i}") for i in "₁₂₃₄₅₆"]
    player.wait_for_url("**#s=5&set=w3:0.5&eta=2&run=2*4&at=3")

    player.reload()
    player.requests.pop()
    player.wait_for_selector("html[data-ready]", state="attached")

    assert [number(player, f"w{i}") for i in "₁₂₃₄₅₆"] == numbers
    player.click("#learn")
    assert len(player.query_selector_all("#curve .dot")) == 5
    assert player.input_value("#eta") == "2"


def test_a_step_moves_no_button(visit):
    player = visit(page(course_network()[0].trace()))
    player.click("#learn")
    boxes = """() => [...document.querySelectorAll(
            "button:not(#reset-edits, #ledger button), #eta, #curve, #run-step, #pace"
        )].map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        return [each.id, x, y, width, height].join(" ");
    })"""
    before = player.evaluate(boxes)

    for _ in range(3):
        player.click("#descend")
        assert player.evaluate(boxes) == before


def test_a_run_ends_when_questions_begin(visit):
    player = visit(page(square().trace()))
    player.click("#learn")
    player.select_option("#pace", "16")
    player.click("#run")
    player.wait_for_function("document.getElementById('run-step').max > 0")

    player.click("#predict")
    player.wait_for_timeout(400)  # until the address is written
    before = player.evaluate("location.hash")
    player.wait_for_timeout(500)

    assert "run=" in before
    assert player.evaluate("location.hash") == before
    player.click("#predict")
    player.click("#learn")
    assert player.text_content("#run") == "Play"


def test_no_number_of_a_step_is_broken_into_two_lines(visit):
    player = visit(page(course_network()[0].trace()), viewport={"width": 1280, "height": 800})
    step_down(player, 0.1, 3)

    lines = player.eval_on_selector_all(
        "#updates :is(thead th, tbody td:nth-child(even))",
        """cells => cells.map((cell) => {
            const text = document.createRange();
            text.selectNodeContents(cell);
            return text.getClientRects().length;
        })""",
    )
    assert set(lines) == {1}
    pane = player.evaluate("(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(descent)")
    assert pane == 0


@pytest.mark.parametrize(
    ("number", "says"),
    [(0.0, "A gradient is no finite number here"), (1e306, "≈1e+306")],
)
def test_numbers_beyond_all_scales_are_told_and_draw_no_nonsense(visit, number, says):
    x, k = Value(number, "x"), Value(-2.0, "k")
    root = x.sqrt() * k + x
    root.label = "L"
    player = visit(page(root.trace(Rounding(3))))  # it holds the page to no complaint

    player.click("#learn")
    player.click("#descend")

    assert says in player.inner_text("#descent")
    widest = "[...document.querySelectorAll('#descent *')].map((each) => each.scrollWidth)"
    assert max(player.evaluate(widest)) <= player.evaluate("descent.clientWidth")


def test_the_pane_and_the_questions_do_not_lie_over_each_other(visit):
    player = visit(page(square().trace()))
    player.click("#learn")

    player.click("#predict")

    assert player.is_hidden("#descent")
    player.click("#learn")
    assert "told after them" in player.text_content("#descent-off")
    player.keyboard.press("Escape")
    assert player.is_hidden("#descent")
    assert player.get_attribute("#predict", "aria-pressed") == "true"
