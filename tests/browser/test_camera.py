import pytest

from autograd import Value
from tests.browser.graphs import GRAPHS
from tests.browser.reading import LAST, W3, step_of
from visualize.player.page import page

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

NODES_OUT_OF_SIGHT = """() => {
    const stage = document.getElementById("picture").getBoundingClientRect();
    return [...document.querySelectorAll("#picture g.node")]
        .map((card) => card.getBoundingClientRect())
        .filter((box) => box.bottom > stage.bottom + 1 || box.top < stage.top - 1
            || box.right > stage.right + 1 || box.left < stage.left - 1).length;
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


READABLE = """() => {
    const stage = document.getElementById("picture").getBoundingClientRect();
    const scale = new DOMMatrix(document.querySelector("#picture svg").style.transform).a;
    const slider = document.getElementById("slider"), wrong = [];
    const whole = (boxes) => ({
        left: Math.min(...boxes.map((b) => b.left)), right: Math.max(...boxes.map((b) => b.right)),
        top: Math.min(...boxes.map((b) => b.top)), bottom: Math.max(...boxes.map((b) => b.bottom)),
    });
    let smallest = Infinity, steps = 0;
    const last = Number(slider.max), every = Math.ceil(last / 80);
    for (let step = 0; step <= last; step += every, steps += 1) {
        slider.value = step;
        slider.dispatchEvent(new Event("input"));
        const groups = [...document.querySelectorAll("#picture g.active, #picture g.source")];
        const sizes = groups.flatMap((group) => [...group.querySelectorAll("text")])
            .map((text) => Number(text.getAttribute("font-size")) * scale);
        smallest = Math.min(smallest, ...sizes);
        const cards = groups.filter((group) => group.classList.contains("node"));
        const all = whole(cards.map((card) => card.querySelector(".body").getBoundingClientRect()));
        const fits = all.right - all.left < stage.width - 24
            && all.bottom - all.top < stage.height - 24;
        const first = groups.find((group) => group.matches("g.node.active"));
        const box = fits ? all : first && whole([first.getBoundingClientRect()]);
        if (box && (box.left < stage.left || box.right > stage.right
            || box.top < stage.top || box.bottom > stage.bottom))
            wrong.push(`step ${step} ${fits ? "could be in sight" : "has its node out of sight"}`);
    }
    return { steps, smallest, wrong: wrong.slice(0, 9) };
}"""


@pytest.mark.parametrize(("size", "least"), [((1280, 800), 13), ((1920, 1080), 18)], ids=str)
@pytest.mark.parametrize("name", sorted(GRAPHS))
def test_what_a_step_is_about_is_in_sight_and_readable(visit, name, size, least):
    player = visit(GRAPHS[name](), viewport={"width": size[0], "height": size[1]})

    found = player.evaluate(READABLE)

    assert found["steps"] > 5
    assert found["smallest"] >= least - 0.001
    assert found["wrong"] == []


def test_a_graph_that_can_be_read_whole_is_shown_whole(visit):
    player = visit(page((Value(3.0, "x") ** 2).trace()), "#s=2")

    assert len(player.query_selector_all("#picture g.node")) == 2
    assert player.evaluate(NODES_OUT_OF_SIGHT) == 0


def test_fit_shows_the_whole_picture_and_then_the_readable_one_again(visit, html):
    player = visit(html, f"#s={W3}")
    before = active_node(player)
    assert player.evaluate(NODES_OUT_OF_SIGHT) > 0

    player.keyboard.press("0")
    assert player.evaluate(NODES_OUT_OF_SIGHT) == 0
    player.click("#fit")

    assert active_node(player)["wide"] == pytest.approx(before["wide"])
    assert_in_sight(active_node(player))


def test_opening_the_keys_keeps_the_scale_and_the_step_in_sight(visit, html):
    player = visit(html, f"#s={W3}")
    before = active_node(player)["wide"]

    player.keyboard.press("?")
    player.wait_for_timeout(100)

    assert active_node(player)["wide"] == pytest.approx(before)
    assert_in_sight(active_node(player))
