"""What the player tells about one node."""

import pytest

from autograd import Value
from tests.browser.graphs import twelve_uses
from tests.browser.reading import LAST, W3, step_of
from visualize.player.page import page

pytestmark = pytest.mark.browser

NODE = "#node-name"
LIT = """() => [...document.querySelectorAll("#picture g.lit")]
    .map((group) => group.querySelector("title").textContent)"""


def card(player, name):
    """The card of a node in the picture."""
    return player.locator("#picture g.node", has=player.locator(f"title:text-is('{name}')"))


def uses(player):
    return player.eval_on_selector_all(
        "#node-uses tbody tr", "rows => rows.map((row) => [...row.cells].map((c) => c.textContent))"
    )


def test_a_click_pins_a_node_with_its_sum_and_lights_its_paths(visit, html):
    player = visit(html, f"#s={LAST}")

    card(player, "w₃").click()

    assert player.text_content(NODE) == "w₃"
    assert player.text_content("#node-kind") == "used once; 1 path to L"
    assert player.text_content("#node-formula") == "w₃ = 0.24 is given."
    assert player.text_content("#node-gradient") == "∂L/∂w₃ = 0.0006"
    assert uses(player) == [["Σ₂", "−0.0021", "×(−0.3)", "0.0006"]]
    assert set(player.evaluate(LIT)) == {
        *("w₃", "Σ₂", "σ₂", "Σ₃", "ŷ", "L"),
        *("w₃ → Σ₂", "Σ₂ → σ₂", "σ₂ → Σ₃", "Σ₃ → ŷ", "ŷ → L"),
    }
    player.wait_for_url("**node=w3")


def test_escape_and_a_second_click_let_go(visit, html):
    player = visit(html, f"#s={LAST}&node=w3")

    assert len(player.evaluate(LIT)) == 11
    player.keyboard.press("Escape")
    assert player.evaluate(LIT) == []
    assert player.is_visible("#ledger")
    player.keyboard.press("0")  # the whole picture
    card(player, "L").click()
    card(player, "L").click()
    assert player.evaluate(LIT) == []
    player.wait_for_url(f"**#s={LAST}")


def test_pointing_shows_a_node_while_it_lasts(visit, html):
    player = visit(html, f"#s={W3}")

    card(player, "σ₂").hover()
    player.wait_for_selector("#node-pane:not([hidden])")
    assert player.text_content(NODE) == "σ₂"
    assert "σ" in player.text_content("#node-formula math")
    assert player.evaluate(LIT) != []
    player.hover("h1")
    player.wait_for_selector("#node-pane", state="hidden")
    assert player.evaluate(LIT) == []
    assert "node=" not in player.url


def test_nothing_is_told_before_its_step(visit, html):
    player = visit(html, "#s=0&node=w3")

    assert player.text_content("#node-gradient") == "∂L/∂w₃ is not yet computed."
    assert [row[3] for row in uses(player)] == [""]
    player.click("#last")
    assert player.text_content("#node-gradient") == "∂L/∂w₃ = 0.0006"


def test_a_gradient_that_still_grows_says_so(visit):
    x = Value(3.0, "x")
    output = x * x
    output.label = "L"
    player = visit(page(output.trace()), "#node=x")

    seen = set()
    while player.get_attribute("#next", "aria-disabled") != "true":
        seen.add(player.text_content("#node-gradient"))
        player.click("#next")

    assert player.text_content("#node-gradient") == "∂L/∂x = 6"
    assert "∂L/∂x = 3 + … (1 of 2 uses)" in seen
    assert "∂L/∂x = 3" not in seen


def test_questions_switch_it_off(visit, html):
    player = visit(html, "#s=15&node=w3")

    player.keyboard.press("p")

    shown = "document.getElementById('node-pane').innerText.trim()"
    assert player.evaluate(shown) == "While questions are asked, nothing is told about nodes."
    assert player.evaluate(LIT) == []
    card(player, "w₃").hover()
    player.wait_for_timeout(300)
    assert player.evaluate(LIT) == []


def test_its_paths_can_be_walked(visit, html):
    player = visit(html, "#node=w3")

    player.click("#walk")

    walked = "document.getElementById('only').selectedOptions[0].text"
    assert player.evaluate(walked) == "paths of w₃"
    player.keyboard.press("Escape")
    assert player.is_hidden("#node-pane")
    assert player.evaluate(walked) == "paths of w₃"
    player.keyboard.press("Escape")
    assert player.evaluate(walked) == "whole pass"


def test_keys_reach_every_node(visit, html):
    player = visit(html, f"#s={W3}")

    player.keyboard.press("i")
    assert player.text_content(NODE) == "w₃"
    player.keyboard.press(".")
    after = player.text_content(NODE)
    player.keyboard.press(",")
    assert player.text_content(NODE) == "w₃" != after
    player.keyboard.press("i")
    assert player.is_hidden("#node-pane")


def test_a_row_of_the_table_chooses_its_node_and_arrows_go_along(visit, html):
    player = visit(html, f"#s={LAST}")
    stops = player.eval_on_selector_all(
        "#ledger button", "all => all.filter((each) => each.tabIndex === 0).length"
    )

    assert stops == 1
    player.focus("#ledger tr.active button")
    player.keyboard.press("ArrowUp")
    player.keyboard.press("Enter")
    assert player.text_content(NODE) == "ŷ"
    assert step_of(player) == LAST


@pytest.mark.parametrize("size", [(390, 844), (640, 400)], ids=str)
def test_in_a_narrow_window_a_tap_shows_the_node_in_place_of_the_step(visit, html, size):
    player = visit(html, f"#s={W3}", viewport={"width": size[0], "height": size[1]}, has_touch=True)
    card(player, "w₃").tap()

    assert player.is_visible("#node-pane")
    assert player.is_hidden("#sentence")
    player.click("[data-tab=step]")
    assert player.is_visible("#sentence")


def test_a_node_of_many_uses_has_a_row_for_each(visit):
    player = visit(page(twelve_uses().trace()), "#node=x")

    player.click("#last")

    rows = uses(player)
    assert len(rows) == 12
    assert player.text_content("#node-kind").startswith("used 12 times; 12 paths to ")
