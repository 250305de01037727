import pytest

from tests.browser.graphs import GRAPHS
from tests.browser.reading import SEED, W3

pytestmark = pytest.mark.browser

WALK = """() => {
    const slider = document.getElementById("slider"), found = { steps: 0, told: 0, wrong: [] };
    const last = Number(slider.max), every = Math.ceil(last / 80);
    const overlap = (a, b) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    const stage = document.getElementById("picture").getBoundingClientRect();
    for (let step = 0; step <= last; step += every, found.steps += 1) {
        slider.value = step;
        slider.dispatchEvent(new Event("input"));
        const packet = document.querySelector("#picture .packet:not([hidden])");
        if (!packet) continue;
        found.told += 1;
        const box = packet.getBoundingClientRect();
        if (box.left < stage.left || box.right > stage.right
            || box.top < stage.top || box.bottom > stage.bottom)
            found.wrong.push(`step ${step}: out of sight`);
        const plate = packet.querySelector(".plate").getBoundingClientRect();
        for (const text of packet.querySelectorAll("text"))
            if (text.getBoundingClientRect().width > plate.width)
                found.wrong.push(`step ${step}: wider than its plate`);
        const never = document.querySelectorAll(
            "#picture g.node.active .body, #picture g.node.source .body, "
            + "#picture g.edge.active .partial");
        for (const each of never)
            if (overlap(plate, each.getBoundingClientRect()))
                found.wrong.push(`step ${step}: covers ${each.parentNode.textContent}`);
    }
    return found;
}"""


@pytest.mark.parametrize("name", sorted(GRAPHS))
def test_the_packet_of_a_step_is_in_sight_and_covers_no_number_of_the_step(visit, name):
    player = visit(GRAPHS[name](), viewport={"width": 1280, "height": 800})

    found = player.evaluate(WALK)

    assert found["told"] > found["steps"] / 4
    assert found["wrong"] == []


def packet(player):
    return player.eval_on_selector_all(
        "#picture .packet:not([hidden]) text",
        "texts => texts.map((text) => text.textContent).join(' ')",
    )


def test_an_edge_step_is_told_by_the_picture(visit, html):
    player = visit(html, f"#s={W3}")

    assert packet(player) == "−0.0021 × (−0.3) = 0.0006"
    assert player.text_content("g.node.source .name") == "Σ₂"
    lit = player.locator("#picture .light").bounding_box()
    text = player.locator("g.node.source .gradient").bounding_box()
    assert lit["x"] < text["x"]
    assert lit["x"] + lit["width"] > text["x"] + text["width"]
    assert lit["y"] <= text["y"] + 1


@pytest.mark.parametrize("by", ["node", "layer"])
def test_a_stop_of_several_edges_has_no_packet(visit, html, by):
    player = visit(html, f"#by={by}&s=14")

    assert player.locator("g.edge.active").count() == 4
    assert packet(player) == ""


def test_a_forward_step_has_no_packet_and_no_light(visit, html):
    player = visit(html, "#s=2")

    assert packet(player) == ""
    assert player.locator("#picture .light").count() == 0


MOVING = """() => document.getAnimations().filter((each) =>
    each.effect.target.closest("#picture")).length"""

PLACES_ON_THE_WAY = """() => {
    const [flight] = document.querySelector(".packet").getAnimations();
    flight.pause();
    const end = flight.effect.getTiming().duration;
    return [0, 0.25, 0.5, 0.75, 0.999].map((part) => {
        flight.currentTime = part * end;
        const at = document.querySelector(".packet").getBoundingClientRect();
        return at.x + at.width / 2;
    });
}"""


def test_a_packet_travels_against_the_arrow(visit, html):
    player = visit(html, f"#s={W3 - 1}", reduced_motion="no-preference")

    player.keyboard.press("n")
    places = player.evaluate(PLACES_ON_THE_WAY)

    assert places == sorted(places, reverse=True)
    assert places[0] - places[-1] > 50


def test_fast_steps_leave_nothing_behind(visit, html):
    player = visit(html, f"#s={SEED}", reduced_motion="no-preference")

    for _ in range(12):
        player.keyboard.press("n")
    player.keyboard.press("b")
    assert player.locator("#picture .packet").count() == 1
    assert player.locator("#picture .light").count() == 1
    assert player.evaluate("document.querySelector('.packet').getAnimations().length") == 0
    player.keyboard.press("End")

    assert packet(player) == ""
    assert player.locator("#picture .light").count() == 0
    player.wait_for_timeout(600)
    assert player.evaluate(MOVING) == 0


def test_with_reduced_motion_nothing_moves(visit, html):
    player = visit(html, f"#s={W3 - 1}")

    player.keyboard.press("n")

    assert player.evaluate(MOVING) == 0
    assert packet(player) == "−0.0021 × (−0.3) = 0.0006"
