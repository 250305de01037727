from itertools import chain, repeat

import pytest

from tests.browser.reading import W3, step_of

pytestmark = pytest.mark.browser

LENS = """() => {
    const { a, e, f } = new DOMMatrix(document.querySelector("#picture svg").style.transform);
    return [a, e, f];
}"""


@pytest.fixture
def phone(visit, html):
    return visit(html, f"#s={W3}", viewport={"width": 390, "height": 844}, has_touch=True)


def touch(player, *movements):
    """Put fingers down and move them: each movement is a list of their places."""
    session = player.context.new_cdp_session(player)
    for kind, places in zip(chain(["touchStart"], repeat("touchMove")), movements, strict=False):
        points = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_moves_the_picture_and_not_the_page(phone):
    scale, left, top = phone.evaluate(LENS)
    box = phone.locator("#picture").bounding_box()
    x, y = box["x"] + 150, box["y"] + 250

    touch(phone, [(x, y)], [(x, y - 50)], [(x + 20, y - 100)])

    assert phone.evaluate(LENS) == pytest.approx([scale, left + 20, top - 100], abs=0.01)
    assert phone.evaluate("scrollY") == 0
    assert step_of(phone) == W3


def test_two_fingers_zoom_around_what_is_between_them(phone):
    scale, left, top = phone.evaluate(LENS)
    box = phone.locator("#picture").bounding_box()
    x, y = box["x"] + 150, box["y"] + 150

    touch(
        phone,
        [(x - 30, y), (x + 30, y)],
        [(x - 45, y), (x + 45, y)],
        [(x - 60, y), (x + 60, y)],
    )

    after = phone.evaluate(LENS)
    assert after[0] == pytest.approx(2 * scale, rel=0.01)
    assert 150 - after[1] == pytest.approx(2 * (150 - left), rel=0.01)
    assert 150 - after[2] == pytest.approx(2 * (150 - top), rel=0.01)


def test_the_buttons_of_the_picture_are_large_enough_for_a_finger(phone):
    for button in phone.locator(".view button:visible").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_a_mouse_drags_the_picture_and_opens_nothing(visit, network_html):
    player = visit(network_html)
    scale, left, top = player.evaluate(LENS)
    module = player.locator("g[data-path=layer0]").bounding_box()
    x, y = module["x"] + 30, module["y"] + 30

    player.mouse.move(x, y)
    player.mouse.down()
    player.mouse.move(x + 40, y + 10)
    player.mouse.move(x + 60, y + 20)
    player.mouse.up()

    assert player.evaluate(LENS) == pytest.approx([scale, left + 60, top + 20], abs=0.01)
    assert player.locator("g.group").count() == 3


def test_a_module_that_gets_the_focus_is_in_sight(visit, network_html):
    player = visit(network_html)

    player.focus("g[data-path=layer2]")

    stage = player.locator("#picture").bounding_box()
    module = player.locator("g[data-path=layer2]").bounding_box()
    assert module["x"] + module["width"] <= stage["x"] + stage["width"]
    assert player.evaluate("document.getElementById('picture').scrollLeft") == 0


def test_the_view_goes_where_a_module_was_opened(visit, network_html):
    player = visit(network_html)

    player.focus("g[data-path=layer2]")
    player.click("g[data-path=layer2] .name")

    stage = player.locator("#picture").bounding_box()
    heading = player.locator(".handle[data-module=layer2]").bounding_box()
    assert stage["x"] <= heading["x"]
    assert heading["x"] + heading["width"] <= stage["x"] + stage["width"]
    assert stage["y"] <= heading["y"] <= stage["y"] + stage["height"]
