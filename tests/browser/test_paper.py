import re

import pytest

from autograd import Value
from tests.browser.networks import network
from tests.browser.reading import shown, step_of
from visualize.player.page import page

pytestmark = pytest.mark.browser

NO_PRINTER = "window.print = () => {}"


def pages(player, paper="A4"):
    """How many pages are printed; afterwards the handout can still be read."""
    return len(re.findall(rb"/Type\s*/Page\b", player.pdf(format=paper)))


def row(player, name):
    """The cells of a node in the handout, as text."""
    cells = player.evaluate(
        """(name) => [...document.querySelectorAll("#handout tbody tr")]
            .filter((row) => row.cells[0].textContent === name)
            .map((row) => [...row.cells].slice(1).map((cell) => cell.textContent))""",
        name,
    )[0]
    return [cell.replace("\u2061", "") for cell in cells]  # applies a function, unseen


def names(player):
    return player.eval_on_selector_all(
        "#handout tbody th", "heads => heads.map((head) => head.textContent)"
    )


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_three_sigmoids_fill_one_page(visit, html, trace, paper):
    player = visit(html, "#s=5")

    assert pages(player, paper) == 1
    assert sorted(names(player)) == sorted(trace.graph.names.values())
    assert row(player, "w₃") == ["0.24", "−0.0021·(−0.3)=0.0006"]
    assert row(player, "σ₂") == ["σ(Σ₂)=σ(−1.4320)", "0.1928", "0.0666·(−0.2)=−0.0133"]
    assert row(player, "L")[1:] == ["0.0212", "1"]
    assert not player.evaluate("document.getElementById('handout-rest').checkVisibility()")


def test_an_mlp_fills_one_page(visit):
    trace = network(2, 4, 1).trace()
    player = visit(page(trace))

    assert pages(player) == 1
    assert sorted(names(player)) == sorted(trace.graph.names.values())
    player.emulate_media(media="print")
    last_sum = player.locator("#handout-computed tr:nth-child(9) td:nth-child(2)")
    assert last_sum.inner_text().partition("=")[0].count("w1.0.") == 4  # every term


def test_a_gradient_is_the_sum_over_the_uses(visit):
    x = Value(3.0, "x")
    player = visit(page((3 * x - x * x).trace()))

    assert pages(player) == 1
    assert row(player, "x") == ["3", "−1·3+(−1·3)+1·3=−3"]


def test_a_large_graph_fills_one_page_and_says_what_is_left_out(visit, network_html):
    nodes = len(network(2, 16, 16, 1).trace().graph.nodes)
    player = visit(network_html)

    assert pages(player) == 1
    printed = len(names(player))
    assert 40 < printed < nodes
    rest = player.text_content("#handout-rest")
    assert rest == f"and {nodes - printed} more nodes; “Print all steps” prints every number"


def test_the_handout_has_the_finished_picture_and_the_screen_its_step(visit, html):
    player = visit(html, "#s=3")

    player.pdf()

    printed = player.eval_on_selector_all(
        "#handout-picture .gradient", "all => all.map((text) => text.textContent)"
    )
    assert "∂ 0.0006" in printed
    assert "" not in printed
    assert step_of(player) == 3
    assert shown(player, "w₃", "gradient") == ""
    assert player.evaluate("document.querySelectorAll('#e0').length") == 1


def test_all_steps_are_printed_when_asked_for(visit, html, trace):
    player = visit(html, "#s=3", before=NO_PRINTER)
    player.click("#share")

    player.click("#print-all")

    assert not player.is_visible("#sharing")
    assert pages(player) > 1
    assert player.locator("#whole tbody tr").count() == len(trace)
    assert step_of(player) == 3
    assert not player.is_visible("#whole table")
    assert pages(player) == 1  # the next time a handout again


def test_a_dark_page_is_printed_dark_on_white(visit, html):
    player = visit(html, "#s=3", color_scheme="dark")

    player.pdf()
    player.emulate_media(media="print", color_scheme="dark")

    look = player.evaluate(
        "[getComputedStyle(handout).backgroundColor, getComputedStyle(handout).color]"
    )
    assert look == ["rgb(255, 255, 255)", "rgb(27, 31, 36)"]
    assert not player.is_visible("#next")
    assert not player.is_visible("#sharing")


def test_a_page_to_fill_in_has_what_is_given_and_nothing_else(visit, html):
    player = visit(html, "#s=30", before=NO_PRINTER)
    player.click("#share")

    player.click("#print-blank")

    assert pages(player) == 1
    assert row(player, "w₃") == ["0.24", ""]
    assert row(player, "σ₂") == ["σ(Σ₂)", "", ""]
    numbers = player.eval_on_selector_all(
        "#handout-picture :is(.node, .edge) text:is(.value, .gradient, .partial)",
        "texts => texts.map((text) => text.textContent).filter(Boolean)",
    )
    assert len(numbers) == 10
    assert "0.24" in numbers
    assert [cell for cell in numbers if "∂" in cell or "×" in cell] == []


def test_while_predicting_no_answer_is_printed(visit, html):
    player = visit(html, "#s=30&predict=1", before=NO_PRINTER)
    player.click("#share")

    player.click("#print-all")

    assert player.text_content("#shared").startswith("While you predict, only the page to fill in")
    assert pages(player) == 1
    assert row(player, "w₃") == ["0.24", ""]
