"""Walking by edge, by node and by layer."""

import pytest

from tests.browser.reading import LAST, is_idle, sentence, step_of

pytestmark = pytest.mark.browser


def lit(player):
    """The titles of the nodes and edges that the picture stresses."""
    return player.eval_on_selector_all(
        "#picture g.active", "all => all.map((g) => g.querySelector('title').textContent)"
    )


def told(player):
    """The rows of the table that tells a stop, as lists of texts."""
    return player.eval_on_selector_all(
        "#equation tbody tr", "rows => rows.map((row) => [...row.cells].map((c) => c.textContent))"
    )


def test_node_by_node_all_edges_of_a_node_are_told_together(visit, html):
    player = visit(html, "#s=19&by=node")

    assert sentence(player) == (
        "Σ₂ has the gradient ∂L/∂Σ₂ = −0.0021. Times each local derivative, it goes back "
        "along 4 edges."
    )
    # by hand: −0.0021 times each local derivative, rounded to four places
    assert told(player) == [
        ["w₃", "×(−0.3)", "0.0006"],
        ["w₄", "×0.8", "−0.0017"],
        ["x₃", "×0.24", "−0.0005"],
        ["x₄", "×(−1.7)", "0.0036"],
    ]
    assert set(lit(player)) == {
        *("w₃", "w₄", "x₃", "x₄"),
        *("w₃ → Σ₂", "w₄ → Σ₂", "x₃ → Σ₂", "x₄ → Σ₂"),
    }


def test_layer_by_layer_needs_few_steps_and_says_what_goes_on(visit, html):
    player = visit(html, f"#s={LAST}&by=layer")
    stops = 1
    while not is_idle(player, "#back"):
        player.click("#back")
        stops += 1
        if "These go on" in sentence(player) and "σ₂" in sentence(player):
            assert told(player) == [["σ₁", "0.7971"], ["σ₂", "0.1928"]]

    # given, four layers, the seed, four layers back, done
    assert stops == 11


def test_the_key_and_the_menu_choose_and_the_address_says_it(visit, html):
    player = visit(html, "#s=16")

    player.keyboard.press("s")
    assert player.input_value("#by") == "node"
    player.wait_for_url("**by=node")
    assert step_of(player) == 19
    player.select_option("#by", "edge")
    assert step_of(player) == 16
    assert told(player) == []


def test_a_long_table_shows_its_rest_on_demand(visit, network_html):
    player = visit(network_html, "#s=600&by=layer")
    player.click("#back")

    assert len(told(player)) == 12
    more = player.text_content("#equation button")
    player.click("#equation button")
    assert len(told(player)) == 12 + int(more.split()[1])


def test_a_question_is_asked_at_every_edge_whatever_was_chosen(visit, html):
    player = visit(html, "#s=15&by=layer")

    player.keyboard.press("p")

    assert player.is_disabled("#by")
    assert player.is_visible("#question")
    player.keyboard.press("Escape")
    player.keyboard.press("Escape")
    assert player.input_value("#by") == "layer"
