import pytest

from tests.browser.reading import LAST, SEED, step_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("keys", "step"),
    [
        ("ArrowRight", 9), ("n", 9), ("PageDown", 9), ("Space", 9), ("ArrowLeft", 7),
        ("b", 7), ("PageUp", 7), ("Home", 0), ("End", LAST), ("f", 7), ("f f", 8), ("]", 9),
        ("[", 7), ("] ]", 10), ("ArrowRight n ArrowLeft", 9),
    ],
)  # fmt: skip
def test_keys_step(visit, html, keys, step):
    player = visit(html, f"#s={SEED}")

    for key in keys.split():
        player.keyboard.press(key)

    assert step_of(player) == step


@pytest.mark.parametrize("keys", ["Control+ArrowRight", "Alt+n", "Meta+End"])
def test_keys_with_a_modifier_are_the_browsers(visit, html, keys):
    player = visit(html, f"#s={SEED}")

    player.keyboard.press(keys)

    assert step_of(player) == SEED


def test_keys_typed_into_a_field_do_not_step(visit, html):
    player = visit(html, f"#s={SEED}")

    player.focus("#step")
    player.keyboard.type("nfb")

    assert player.input_value("#slider") == str(SEED)


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
    player.keyboard.type("20")
    player.keyboard.press("Enter")
    player.keyboard.press("ArrowRight")

    assert step_of(player) == 21


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


def test_escape_leaves_the_keys_and_shift_space_goes_back(visit, html):
    player = visit(html, "#s=5")
    player.focus("#picture")
    player.keyboard.press("?")
    player.keyboard.press("Escape")
    player.keyboard.press("Shift+Space")

    assert player.is_hidden("[data-pane=keys]")
    assert step_of(player) == 4
