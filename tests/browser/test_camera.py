import pytest

from tests.browser.reading import LAST, W3, step_of

pytestmark = pytest.mark.browser


PLACE_OF_THE_ACTIVE_NODE = """() => {
    const stage = document.getElementById("picture").getBoundingClientRect();
    const card = document.querySelector("#picture g.node.active .body").getBoundingClientRect();
    return {
        x: (card.x + card.width / 2 - stage.x) / stage.width,
        y: (card.y + card.height / 2 - stage.y) / stage.height,
        wide: card.width,
    };
}"""


def active_node(player):
    """Where on the stage the middle of the active node is, from 0 to 1, and how wide it is."""
    return player.evaluate(PLACE_OF_THE_ACTIVE_NODE)


def assert_in_sight(node):
    assert 0 < node["x"] < 1
    assert 0 < node["y"] < 1


@pytest.mark.parametrize("step", [6, W3, LAST - 1])
def test_a_zoomed_view_follows_the_active_node(visit, html, step):
    player = visit(html, f"#s={step}")
    before = active_node(player)["wide"]

    for _ in range(8):
        player.keyboard.press("+")
    assert active_node(player)["wide"] == pytest.approx(before * 1.25**8, rel=0.02)
    assert_in_sight(active_node(player))
    for _ in range(5):
        player.keyboard.press("b")
        assert_in_sight(active_node(player))


def test_keys_move_the_view(visit, html):
    player = visit(html, f"#s={W3}")
    before = active_node(player)

    player.keyboard.press("Shift+ArrowRight")
    player.keyboard.press("Shift+ArrowUp")
    after = active_node(player)

    assert after["x"] < before["x"]
    assert after["y"] > before["y"]
    player.keyboard.press("Shift+ArrowLeft")
    player.keyboard.press("Shift+ArrowDown")
    assert active_node(player) == pytest.approx(before)
    assert step_of(player) == W3


def test_a_resize_keeps_the_scale_that_was_chosen(visit, html):
    player = visit(html, f"#s={W3}")
    for _ in range(4):
        player.keyboard.press("+")
    before = active_node(player)["wide"]

    player.set_viewport_size({"width": 1000, "height": 700})
    player.wait_for_timeout(100)

    assert active_node(player)["wide"] == pytest.approx(before)
    assert_in_sight(active_node(player))


def test_opening_the_keys_keeps_the_whole_picture_in_sight(visit, html):
    player = visit(html, f"#s={W3}")

    player.keyboard.press("?")
    player.wait_for_timeout(100)

    outside = player.evaluate(
        """() => {
            const stage = document.getElementById("picture").getBoundingClientRect();
            return [...document.querySelectorAll("#picture g.node")]
                .map((card) => card.getBoundingClientRect())
                .filter((box) => box.bottom > stage.bottom + 1 || box.top < stage.top - 1).length;
        }"""
    )
    assert outside == 0
