from html.parser import HTMLParser

import pytest

from tests.browser.reading import LAST, W3, sentence, step_of
from visualize.player.page import page

pytestmark = pytest.mark.browser

FRAME = {"viewport": {"width": 640, "height": 400}}
SEEN = ("#picture", "#sentence", "#equation", "#first", "#back", "#play", "#next", "#last", "#full")


def embed_code(player):
    """The attributes of the frame whose code the dialog copies."""
    player.click("#share")
    player.click("#copy-embed")
    player.wait_for_selector("#shared:not(:empty)")
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, dict(attributes)))
    parser.feed(player.input_value("#copied"))
    ((tag, attributes),) = found
    assert tag == "iframe"
    return attributes


@pytest.mark.parametrize("name", ["html", "network_html"])
def test_the_small_view_fits_its_frame_at_every_step(visit, request, name):
    player = visit(request.getfixturevalue(name), "#view=embed", **FRAME)
    boxes = [player.locator(part).bounding_box() for part in SEEN]

    cut = player.evaluate(
        """() => {
            const equation = document.getElementById("equation"), cut = [];
            const field = document.getElementById("step");
            const panel = document.querySelector(".panel").getBoundingClientRect();
            for (let step = 0; step <= Number(field.max); step += field.max > 99 ? 7 : 1) {
                field.value = step;
                field.dispatchEvent(new Event("change"));
                for (const piece of equation.querySelectorAll("math")) {
                    const { right, bottom } = piece.getBoundingClientRect();
                    if (right > innerWidth || bottom > panel.bottom) cut.push(step);
                }
            }
            return cut;
        }"""
    )

    assert [box for box in boxes if box["x"] < 0 or box["x"] + box["width"] > 640] == []
    assert [box for box in boxes if box["y"] < 0 or box["y"] + box["height"] > 400] == []
    assert player.locator("#picture").bounding_box()["height"] > 180
    assert player.evaluate("document.documentElement.scrollHeight") == 400
    assert cut == []


def test_the_small_view_leaves_out_what_a_frame_has_no_room_for(visit, html):
    player = visit(html, "#view=embed", **FRAME)

    for part in (".options", ".view", "#whole", "#ledger", "#slider", "#speed", "#border"):
        assert not player.is_visible(part)


def test_the_embed_code_shows_the_step_in_the_frame_of_another_page(visit, html, tmp_path):
    player = visit(html, f"#s={W3}&only=w3")
    frame = embed_code(player)

    around = f'<!doctype html><title>a</title><iframe src="{frame["src"]}" width="640"></iframe>'
    other = visit(around, ready="iframe")  # beside the first page, as the dialog says
    inside = other.frames[1]
    inside.wait_for_selector("html[data-ready]", state="attached")

    assert inside.text_content("#sentence") == sentence(player)
    assert inside.is_visible("#next")
    assert not inside.is_visible(".options")
    assert frame["title"] == "Backward pass of L"
    assert "Put this file into the folder" in player.text_content("#shared")
    other.requests.pop()  # the page in the frame


def test_the_small_view_stays_when_one_steps_and_reloads(visit, html):
    player = visit(html, "#view=embed", **FRAME)
    player.click("#next")
    player.wait_for_url("**#s=1&view=embed")

    player.reload()
    player.requests.pop()
    player.wait_for_selector("html[data-ready]", state="attached")

    assert step_of(player) == 1
    assert not player.is_visible(".options")


def test_the_small_view_leads_to_the_whole_page_at_its_step(visit, html):
    player = visit(html, f"#view=embed&s={LAST - 1}", **FRAME)
    player.click("#next")

    _, _, address = player.get_attribute("#full", "href").partition("#")

    whole = visit(html, f"#{address}")
    assert step_of(whole) == LAST
    assert whole.is_visible(".options")
    assert not whole.is_visible("#full")


def test_axe_finds_no_violation_in_the_small_view(visit, trace, axe):
    player = visit(page(trace), f"#view=embed&s={W3}", bypass_csp=True, **FRAME)

    assert [v["id"] for v in axe.run(player).response["violations"]] == []


@pytest.mark.parametrize(
    ("address", "told"), [("node=w3", "#sentence"), ("predict=1", "#question")]
)
def test_a_small_view_tells_its_step_whatever_is_chosen(visit, html, address, told):
    player = visit(html, f"#s=12&view=embed&{address}", viewport={"width": 640, "height": 400})

    assert player.is_visible(told)
    assert player.locator("#picture").bounding_box()["height"] > 150
    next_button = player.locator("#next").bounding_box()
    assert next_button["y"] + next_button["height"] <= 400
