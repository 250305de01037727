"""What the browser keeps of a reader's choices, and what stands in the address."""

import pytest

from autograd import Rounding
from tests.browser.networks import network
from tests.visualize.examples import course_network
from visualize.player.asking import fingerprint
from visualize.player.page import page

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


KEPT = f"chalkgrad.answers.{fingerprint(course_network()[0].trace().graph)}"
FULL = """Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError") };"""
FOREIGN = [
    "no JSON",
    "null",
    '[false, [["4,half_up,op  ", 8, [["which 9", {"done": true}]]]]]',
    '[false, [["4,half_up,op  ", "nowhere", [[1, 2]]]]]',
]


@pytest.mark.parametrize(
    "before", [FULL, *(f"sessionStorage[{KEPT!r}] = {each!r}" for each in FOREIGN)]
)
def test_questions_go_on_whatever_the_store_holds(visit, html, before):
    player = visit(html, "#s=8&predict=1", before=before)

    for _ in range(4):
        player.click("#aid")

    assert player.text_content("#verdict").startswith("It is ")


def state(player):
    return {
        "step": player.input_value("#step"),
        "numbers": player.input_value("#places"),
        "paths of": player.input_value("#only"),
        "predicting": player.get_attribute("#predict", "aria-pressed"),
        "open": player.eval_on_selector_all("#picture .module", "all => all.length"),
        "small": player.get_attribute("html", "data-view"),
    }


TRACE = network(2, 4, 1).trace(Rounding(3))
SEED = next(step.index for step in TRACE if step.kind == "seed")
FIRST = {
    "step": "0",
    "numbers": "3",
    "paths of": "",
    "predicting": "false",
    "open": 0,
    "small": "",
}
# what each word of an address changes; a route begins at the seed
WORDS = {
    "s=27": {"step": "27"},
    "places=exact": {"numbers": "exact"},
    "only=x0": {"paths of": "8", "step": str(SEED)},
    "predict=1": {"predicting": "true", "step": str(SEED)},  # where the first question stands
    "open=layer1": {"open": 1},
    "view=embed": {"small": "embed"},
    f"s={SEED}&places=1&only=x1&predict=1&open=*": {
        "step": str(SEED),
        "numbers": "1",
        "paths of": "9",
        "predicting": "true",
        "open": 2,
    },
}


@pytest.fixture(scope="module")
def by_hand():
    return page(TRACE, depth=0)


@pytest.mark.parametrize("address", WORDS)
def test_an_address_gives_its_state_and_a_reload_loses_nothing(visit, by_hand, address):
    player = visit(by_hand, f"#{address}")
    player.wait_for_timeout(400)  # until the address is written

    assert state(player) == {**FIRST, **WORDS[address]}
    player.reload()
    player.requests.pop()
    player.wait_for_selector("html[data-ready]", state="attached")
    assert state(player) == {**FIRST, **WORDS[address]}


@pytest.mark.parametrize("address", WORDS)
def test_a_link_without_a_word_has_the_page_as_at_first(visit, by_hand, address):
    player = visit(by_hand, f"#{address}")

    player.evaluate("location.hash = 's=0'")
    player.wait_for_selector("#kind:has-text('Step 0 ')")

    assert state(player) == FIRST


def test_another_address_ends_the_playing(visit, by_hand):
    player = visit(by_hand)
    player.keyboard.press("9")
    player.click("#play")

    player.evaluate("location.hash = 's=3&predict=1'")
    player.wait_for_selector("#ask", state="visible")

    assert player.get_attribute("#play", "aria-label") == "Play"
