import pytest

from autograd import Value
from tests.browser.graphs import GRAPHS
from tests.browser.reading import LAST, W3, step_of
from visualize.player.page import page

pytestmark = pytest.mark.browser

COVERED = """() => {
    const slider = document.getElementById("slider"), map = document.getElementById("overview");
    const found = { shown: 0, corners: new Set(), wrong: [] };
    const last = Number(slider.max), every = Math.ceil(last / 80);
    for (let step = 0; step <= last; step += every) {
        slider.value = step;
        slider.dispatchEvent(new Event("input"));
        if (map.hidden || map.matches(".away")) continue;
        found.shown += every;
        found.corners.add(map.dataset.corner);
        const own = map.getBoundingClientRect();
        const needed = document.querySelectorAll("#picture g.node.active .body, "
            + "#picture .packet:not([hidden]), #picture g.edge.active .partial");
        for (const each of needed) {
            const box = each.getBoundingClientRect();
            if (Math.min(own.right, box.right) > Math.max(own.left, box.left) + 1
                && Math.min(own.bottom, box.bottom) > Math.max(own.top, box.top) + 1)
                found.wrong.push(`step ${step}: ${each.parentNode.textContent}`);
        }
    }
    return { ...found, corners: found.corners.size };
}"""


@pytest.mark.parametrize("name", ["sigmoids", "small_network", "open_network", "recurrent"])
def test_the_map_shows_in_most_steps_and_covers_nothing_of_them(visit, name):
    player = visit(GRAPHS[name](), viewport={"width": 1280, "height": 800})

    found = player.evaluate(COVERED)

    assert found["shown"] > 0.9 * int(player.get_attribute("#step", "max"))
    assert found["wrong"] == []


CARDS_COVERED = """() => {
    const map = document.getElementById("overview");
    const shown = !map.hidden && !map.matches(".away");
    const own = map.getBoundingClientRect();
    const cards = [...document.querySelectorAll("#picture g.node .body")].filter((each) => {
        const box = each.getBoundingClientRect();
        return Math.min(own.right, box.right) > Math.max(own.left, box.left) + 1
            && Math.min(own.bottom, box.bottom) > Math.max(own.top, box.top) + 1;
    });
    return shown ? cards.map((each) => each.parentNode.textContent) : [];
}"""


@pytest.mark.parametrize("size", [(1280, 800), (390, 844), (640, 400)], ids=str)
def test_the_map_covers_no_card_where_a_corner_is_free_or_the_stage_is_low(visit, html, size):
    player = visit(html, viewport={"width": size[0], "height": size[1]})

    for _ in range(LAST):
        assert player.evaluate(CARDS_COVERED) == []
        player.keyboard.press("ArrowRight")


def test_a_picture_all_in_sight_needs_no_map(visit, html):
    small = visit(page((Value(3.0, "x") ** 2).trace()), "#s=2")
    assert small.is_hidden("#overview")

    player = visit(html, f"#s={W3}")
    assert player.is_visible("#overview")
    player.keyboard.press("0")
    assert player.is_hidden("#overview")


def test_a_key_and_a_button_hide_the_map_and_bring_it_back(visit, html):
    player = visit(html, f"#s={W3}")

    player.keyboard.press("m")
    assert player.is_hidden("#overview")
    assert player.get_attribute("#map", "aria-pressed") == "false"
    player.click("#map")
    assert player.is_visible("#overview")


IN_THE_MIDDLE = """() => {
    const stage = document.getElementById("picture").getBoundingClientRect();
    const at = document.elementsFromPoint(stage.x + stage.width / 2, stage.y + stage.height / 2);
    return at.map((each) => each.closest("g.node")?.querySelector("title").textContent)
        .find(Boolean);
}"""


def test_a_press_on_the_map_brings_that_place_to_the_middle(visit, html):
    player = visit(html, f"#s={W3}")
    whole = player.locator("#overview svg").bounding_box()
    picture = player.locator("#picture svg").bounding_box()
    output = player.locator("g.node.output .body").bounding_box()
    grow = whole["width"] / picture["width"]
    x, y = (output[at] + output[side] / 2 for at, side in (("x", "width"), ("y", "height")))

    player.mouse.click(
        whole["x"] + (x - picture["x"]) * grow, whole["y"] + (y - picture["y"]) * grow
    )

    assert player.evaluate(IN_THE_MIDDLE) == "L"
    assert step_of(player) == W3


def test_the_map_marks_the_step_and_what_is_in_sight(visit, html):
    player = visit(html, f"#s={LAST - 1}")

    def frame():
        return player.eval_on_selector("#overview .map-frame", "each => each.getAttribute('x')")

    before = frame()
    assert player.get_attribute("#overview .map-active", "d").startswith("M")
    player.keyboard.press("Shift+ArrowRight")

    assert float(frame()) > float(before)
