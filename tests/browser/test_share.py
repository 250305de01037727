import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.browser.reading import LAST, W3, sentence, step_of
from visualize.player.page import embedded

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
DARK = (20, 24, 29)
NO_CLIPBOARD = """Object.defineProperty(navigator, 'clipboard', { value: undefined });
    document.execCommand = () => false;"""


def open_sharing(player):
    player.click("#share")


def told(player):
    player.wait_for_selector("#shared:not(:empty)")
    return player.text_content("#shared")


def pasted(player):
    """What is in the clipboard, as a reader pastes it."""
    player.evaluate("document.body.append(document.createElement('textarea'))")
    player.focus("body > textarea")
    player.keyboard.press("Control+V")
    return player.input_value("body > textarea")


def saved(player, button):
    with player.expect_download() as download:
        player.click(button)
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_the_dialog_is_reached_and_left_by_keyboard(visit, html):
    player = visit(html, "#s=5")
    player.focus("#share")

    player.keyboard.press("Enter")
    for key in ("ArrowRight", "End", "n"):
        player.keyboard.press(key)
    assert player.is_visible("#copy-link")
    assert step_of(player) == 5

    player.keyboard.press("Escape")
    assert not player.is_visible("#copy-link")
    assert player.evaluate("document.activeElement.id") == "share"
    assert player.text_content("#share") == "Share"


def test_sharing_moves_nothing(visit, html):
    player = visit(html)
    open_sharing(player)
    boxes = """() => [...document.querySelectorAll('button')].map((each) =>
        JSON.stringify(each.getBoundingClientRect())).join()"""
    before = player.evaluate(boxes)

    player.click("#copy-link")

    assert told(player)
    assert player.evaluate(boxes) == before


def test_a_copied_link_holds_the_numbers_that_were_changed(visit, html):
    player = visit(html, "#s=5&set=w3:0.8&eta=2&run=2*3")
    open_sharing(player)

    player.click("#copy-link")
    player.keyboard.press("Escape")

    assert pasted(player).endswith("#s=5&set=w3:0.8&eta=2&run=2*3")


def test_a_copied_link_leads_to_the_same_state(visit, html):
    player = visit(html, f"#s={W3}&only=w3&places=2")
    open_sharing(player)

    player.click("#copy-link")

    assert told(player) == "The link is copied. It leads to this file, on this computer."
    player.keyboard.press("Escape")
    link = pasted(player)
    before, _, address = link.partition("#")
    assert before == player.url.partition("#")[0]
    again = visit(html, f"#{address}")
    assert sentence(again) == sentence(player)
    assert again.input_value("#places") == "2"
    assert again.input_value("#only") == player.input_value("#only")


@pytest.mark.parametrize(
    ("address", "equation"),
    [
        (
            f"#s={W3}",
            r"\frac{\partial L}{\partial w_{3}} = \frac{\partial L}{\partial \Sigma_{2}} \cdot "
            r"\frac{\partial \Sigma_{2}}{\partial w_{3}} = "
            r"-0.0021 \cdot \left(-0.3\right) = 0.0006",
        ),
        (
            "#s=4&places=2",
            r"\sigma_{2} = \sigma\left(\Sigma_{2}\right) = \sigma\left(-1.43\right) = 0.19",
        ),
    ],
    ids=["edge", "forward"],
)
def test_the_equation_of_a_step_is_copied_in_latex(visit, html, address, equation):
    player = visit(html, address)
    open_sharing(player)

    player.click("#copy-latex")

    assert told(player) == "The equation is copied."
    player.keyboard.press("Escape")
    assert pasted(player) == equation


def test_where_copying_is_forbidden_the_text_stands_there_selected(visit, html):
    player = visit(html, "#s=3", before=NO_CLIPBOARD)
    open_sharing(player)

    player.click("#copy-link")

    assert told(player).startswith("The link is selected below: copy it with Ctrl-C")
    assert player.evaluate("getSelection().toString()").endswith("#s=3")
    assert player.input_value("#copied").endswith("#s=3")


TEXTS = """() => [...document.querySelectorAll('#picture text')]
    .filter((text) => text.textContent && getComputedStyle(text).visibility !== 'hidden')
    .map((text) => [text.textContent, getComputedStyle(text).fill])"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_saved_svg_looks_as_on_the_page_without_it(visit, html, theme):
    player = visit(html, f"#s={W3}&only=w3", color_scheme=theme)
    open_sharing(player)

    name, data = saved(player, "#save-svg")

    assert name == f"backward-pass-of-l-step-{W3}.svg"
    root = ElementTree.fromstring(data)
    texts = [[text.text, text.get("fill")] for text in root.iter(f"{SVG}text")]
    assert texts == player.evaluate(TEXTS)
    assert root.find(f"{SVG}title").text == f"Backward pass of L, step {W3}"
    assert root.find(f"{SVG}desc").text == sentence(player)
    assert [each for each in root.iter() if each.get("style") or each.get("tabindex")] == []
    assert b"var(" not in data
    assert b"<style" not in data


def test_what_is_hidden_on_the_page_is_not_in_the_file(visit, html):
    player = visit(html, f"#s={LAST}")
    player.keyboard.press("l")
    open_sharing(player)

    _, data = saved(player, "#save-svg")

    kinds = [text.get("class") for text in ElementTree.fromstring(data).iter(f"{SVG}text")]
    assert "gradient" in kinds
    assert "partial" not in kinds


def test_what_a_style_sheet_moves_is_moved_in_the_file(visit, html):
    player = visit(html)
    player.evaluate("document.querySelector('#n0').style.transform = 'translate(5px, -3px)'")
    open_sharing(player)

    _, data = saved(player, "#save-svg")

    moved = ElementTree.fromstring(data).find(f".//{SVG}g[@id='n0']")
    assert moved.get("transform") == "matrix(1, 0, 0, 1, 5, -3)"


def test_the_saved_png_is_twice_as_large_and_in_the_theme(visit, html):
    player = visit(html, f"#s={W3}", color_scheme="dark")
    open_sharing(player)

    name, data = saved(player, "#save-png")

    size = player.evaluate(
        "(({ width, height }) => [width, height])(picture.firstChild.viewBox.baseVal)"
    )
    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert name == f"backward-pass-of-l-step-{W3}.png"
    assert image.size == (2 * size[0], 2 * size[1])
    assert image.getpixel((5, 5)) == DARK
    assert len(image.getcolors(1_000_000)) > 50
    assert player.requests.pop().startswith("blob:")  # the picture, from the page itself


def test_a_notebook_saves_pictures_and_has_no_link(visit, trace):
    player = visit(embedded(trace), ready="iframe")
    frame = player.frame_locator("iframe")
    frame.locator("#share").evaluate("share => share.click()")  # it may be behind a menu

    with player.expect_download() as download:
        frame.locator("#save-svg").click()
    assert download.value.suggested_filename == "backward-pass-of-l-step-0.svg"
    frame.locator("#copy-link").click()
    assert frame.locator("#shared").text_content().startswith("A notebook's page has no address")


def test_axe_finds_no_violation_in_the_dialog(visit, html, axe):
    player = visit(html, bypass_csp=True)
    open_sharing(player)
    player.click("#copy-link")

    assert [v["id"] for v in axe.run(player).response["violations"]] == []
