"""Modules in the player: several open at once, each opened and closed for itself."""

import pytest

from autograd import Value, scope
from nn import RNN
from visualize.player.page import page

pytestmark = pytest.mark.browser


def chain_of_modules(count):
    """So many modules one after another, each with a parameter, and one inside the first."""
    node = Value(0.5, "x")
    for place in range(count):
        with scope(f"m{place}", "Layer"):
            node = (Value(0.1 * place + 0.2, f"w{place}") * node).tanh()
            if place == 0:
                with scope("inner"):
                    node = node * 2 + 1
    return page(node.trace(), depth=0)


@pytest.fixture(scope="module")
def modular():
    return chain_of_modules(3)


@pytest.fixture(scope="module")
def many():
    """An RNN with more combinations of open steps than a page has pictures for."""
    states, _ = RNN(1, 2, seed=1)([[Value(0.1 * t, f"x{t}")] for t in range(8)])
    return page((states[-1][0] + states[-1][1]).trace())


OPEN = """() => [...document.querySelectorAll('#picture .frame')]
    .map((each) => each.dataset.path).sort()"""


def test_opening_keeps_others_open_and_closing_closes_one(visit, modular):
    player = visit(modular)

    def click(handle):
        player.keyboard.press("0")  # the whole picture, so that all of it is in reach
        player.click(handle)

    click('g[data-module="m0"] .name')
    click('g[data-module="m2"] .name')
    click('g[data-module="m0.inner"] .name')
    assert player.evaluate(OPEN) == ["m0", "m0.inner", "m2"]
    player.wait_for_url("**open=m0.inner,m2")
    click('.handle[data-module="m0.inner"]')
    assert player.evaluate(OPEN) == ["m0", "m2"]
    click('.handle[data-module="m0"]')
    assert player.evaluate(OPEN) == ["m2"]
    player.wait_for_url("**open=m2")


@pytest.mark.parametrize(
    ("address", "frames"),
    [
        ("#open=*", ["m0", "m0.inner", "m1", "m2"]),
        ("#open=m0.inner", ["m0", "m0.inner"]),
        ("#open=m1,m0", ["m0", "m1"]),
        ("#open=nobody", []),
    ],
)
def test_an_address_says_what_is_open(visit, modular, address, frames):
    player = visit(modular, address)

    assert player.evaluate(OPEN) == frames


def test_modules_open_and_close_by_keyboard_which_stays_on_them(visit, modular):
    player = visit(modular)
    focused = "document.activeElement.ariaLabel"
    player.focus('[data-module="m1"]')

    player.keyboard.press("Enter")
    assert player.evaluate(OPEN) == ["m1"]
    assert player.evaluate(focused) == "Close m1"
    player.keyboard.press("Space")
    assert player.evaluate(OPEN) == []
    assert player.evaluate(focused) == "Open m1"


def test_a_module_that_was_opened_is_in_sight_and_easy_to_close(visit, many):
    player = visit(many)
    player.focus('[data-module="RNN.t=8"]')

    player.keyboard.press("Enter")

    box = player.locator('.frame[data-path="RNN.t=8"] > rect').bounding_box()
    stage = player.locator("#picture").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    assert stage["x"] < middle[0] < stage["x"] + stage["width"]
    assert stage["y"] < middle[1] < stage["y"] + stage["height"]


def test_where_a_combination_is_missing_the_page_says_what_it_closed(visit, many):
    player = visit(many)
    for time in range(1, 6):
        player.focus(f'[data-module="RNN.t={time}"]')
        player.keyboard.press("Enter")
        assert f"RNN.t={time}" in player.evaluate(OPEN)

    said = player.text_content("#hint")

    assert said.startswith("No picture has all of these open; closed: RNN.t=")


def test_every_text_stands_in_every_layout(visit, modular):
    player = visit(modular, "#s=5")

    for name in ("", "m0", "m0.inner", "m1,m2", "*"):
        player.evaluate(f"location.hash = 's=5&open={name}'")
        player.wait_for_timeout(50)
        assert player.text_content("#sentence")
        assert player.locator("g.node.active").count() == 1


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_a_closed_box_shows_its_name_in_every_window(visit, modular, width):
    player = visit(modular, viewport={"width": width, "height": 800})

    names = player.locator("#picture .node.group .name")

    assert sorted(names.all_text_contents()) == ["m0", "m1", "m2"]
    assert (
        names.evaluate_all("(all) => all.map((each) => getComputedStyle(each).clipPath)")
        == ["none"] * 3
    )
