"""What the browser keeps of a reader's choices, and what stands in the address."""

import pytest

pytestmark = pytest.mark.browser

GROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(20, 24, 29)"


def test_theme_and_speed_are_kept(visit, html):
    player = visit(html)
    player.select_option("#theme", "dark")
    player.keyboard.press("Escape")
    player.keyboard.press("7")

    player.reload()
    player.wait_for_selector("html[data-ready]")
    player.requests.pop()

    assert player.input_value("#theme") == "dark"
    assert player.evaluate(GROUND) == DARK
    assert player.input_value("#speed") == "7"


def test_a_choice_that_no_menu_has_is_not_taken(visit, html):
    stored = "localStorage['chalkgrad.theme'] = '<b>'; localStorage['chalkgrad.speed'] = '77'"
    player = visit(html, before=stored)

    assert player.input_value("#theme") == "auto"
    assert player.input_value("#speed") == "1"


def test_a_browser_that_keeps_nothing_plays_all_the_same(visit, html):
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    player = visit(html, before=refuse)

    player.select_option("#theme", "dark")
    player.click("#next")

    assert player.evaluate(GROUND) == DARK
    assert player.input_value("#step") == "1"
