import pytest

from tests.browser.graphs import GRAPHS
from tests.browser.reading import W3, step_of

pytestmark = pytest.mark.browser

ROOM = {"width": 1920, "height": 1080}
WALK = """() => {
    const slider = document.getElementById("slider"), panel = document.querySelector(".panel");
    const found = { picture: Infinity, strip: Infinity, places: new Set(), wrong: [] };
    const last = Number(slider.max), every = Math.ceil(last / 80);
    const px = (element) => Number.parseFloat(getComputedStyle(element).fontSize);
    for (let step = 0; step <= last; step += every) {
        slider.value = step;
        slider.dispatchEvent(new Event("input"));
        const scale = new DOMMatrix(document.querySelector("#picture svg").style.transform).a;
        const texts = document.querySelectorAll(
            "#picture g.active text, #picture g.source text, #picture .packet:not([hidden]) text");
        for (const text of texts)
            found.picture = Math.min(found.picture, text.getAttribute("font-size") * scale);
        const strip = document.querySelectorAll("#sentence, #equation math");
        found.strip = Math.min(found.strip, ...[...strip].map(px));
        const box = panel.getBoundingClientRect();
        for (const each of strip) {
            const { right, bottom } = each.getBoundingClientRect();
            if (right > box.right || bottom > box.bottom)
                found.wrong.push(`step ${step} is cut: ${each.textContent.slice(0, 40)}`);
        }
        found.places.add([...document.querySelectorAll(".buttons button")].map((each) => {
            const { x, y, width, height } = each.getBoundingClientRect();
            return [each.id, x, y, width, height].join(" ");
        }).join());
    }
    return { ...found, places: found.places.size };
}"""


@pytest.mark.parametrize("name", sorted(GRAPHS))
def test_a_room_can_read_every_step(visit, name):
    player = visit(GRAPHS[name](), viewport=ROOM)
    player.keyboard.press("t")
    player.wait_for_timeout(100)

    found = player.evaluate(WALK)

    assert found["picture"] >= 28
    assert found["strip"] >= 28
    assert found["wrong"] == []
    assert found["places"] == 1


def test_in_a_room_the_equation_is_larger_than_the_sentence(visit, html):
    player = visit(html, f"#s={W3}", viewport=ROOM)
    player.keyboard.press("t")

    sentence, equation = (
        player.eval_on_selector(each, "each => parseFloat(getComputedStyle(each).fontSize)")
        for each in ("#sentence", "#equation math")
    )

    assert equation > 1.2 * sentence


def test_presenting_shows_the_picture_the_step_and_four_buttons(visit, html):
    player = visit(html, f"#s={W3}", viewport=ROOM)

    player.click("#present")

    for hidden in (".options", "#ledger", "#whole", ".where", "#slider", "#first", ".view"):
        assert player.is_hidden(hidden)
    for shown in ("#picture", "#sentence", "#equation", "#back", "#next", "#play", "#leave"):
        assert player.is_visible(shown)
    assert player.locator("#next").bounding_box()["height"] > 80
    assert player.evaluate("document.scrollingElement.scrollHeight") <= ROOM["height"]


def test_the_packet_finds_a_place_in_the_larger_view(visit, html):
    player = visit(html, f"#s={W3}", viewport=ROOM)

    player.keyboard.press("t")
    player.wait_for_timeout(100)

    stage = player.locator("#picture").bounding_box()
    plate = player.locator("#picture .plate").bounding_box()
    assert stage["x"] <= plate["x"]
    assert plate["x"] + plate["width"] <= stage["x"] + stage["width"]
    assert stage["y"] <= plate["y"]
    assert plate["y"] + plate["height"] <= stage["y"] + stage["height"]


@pytest.mark.parametrize("leave", ["Escape", "t", "#leave"])
def test_presenting_is_left_where_it_was(visit, html, leave):
    player = visit(html, f"#s={W3}", viewport=ROOM)
    player.keyboard.press("t")
    player.keyboard.press("n")

    if leave == "#leave":
        player.click(leave)
    else:
        player.keyboard.press(leave)

    assert player.is_visible(".options")
    assert player.is_hidden("#leave")
    assert player.get_attribute("#present", "aria-pressed") == "false"
    assert step_of(player) == W3 + 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation_while_presenting(visit, html, axe, theme):
    player = visit(html, f"#s={W3}", viewport=ROOM, color_scheme=theme, bypass_csp=True)
    player.keyboard.press("t")

    assert [v["id"] for v in axe.run(player).response["violations"]] == []


def test_a_phone_presents_with_its_buttons_in_one_row(visit, html):
    player = visit(html, f"#s={W3}", viewport={"width": 390, "height": 844})

    player.keyboard.press("t")

    boxes = [
        player.locator(f"#{name}").bounding_box() for name in ("back", "next", "play", "leave")
    ]
    assert len({box["y"] for box in boxes}) == 1
    assert [box["x"] for box in boxes] == sorted(box["x"] for box in boxes)
    assert boxes[-1]["x"] + boxes[-1]["width"] <= 390
    assert min(box["height"] for box in boxes) >= 44
