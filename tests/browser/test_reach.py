import re

import pytest

from tests.browser.reading import LAST
from tests.visualize.test_themes import contrast

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["#s=14", "#s=15&only=w3&predict=1"])
def test_axe_finds_no_violation(visit, html, theme, address, axe):
    player = visit(html, address, color_scheme=theme, bypass_csp=True)
    player.click("#help")
    player.click("#whole summary")
    player.wait_for_selector("#whole tbody tr")

    found = axe.run(player)

    assert [v["id"] for v in found.response["violations"]] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["#s=19&by=node&node=w3", "#s=5&by=layer"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844), (640, 400)], ids=str)
def test_axe_finds_no_violation_in_any_pane(visit, html, theme, address, size, axe):
    window = {"width": size[0], "height": size[1]}
    player = visit(html, address, viewport=window, color_scheme=theme, bypass_csp=True)
    tabs = [tab for tab in player.query_selector_all("[data-tab]") if tab.is_visible()]

    found = [v["id"] for v in axe.run(player).response["violations"]]
    for tab in tabs:
        tab.click()
        found += [v["id"] for v in axe.run(player).response["violations"]]
    if player.is_visible("#menu"):
        player.click("#menu")
    player.click("#help")
    found += [v["id"] for v in axe.run(player).response["violations"]]

    assert len(tabs) > 1
    assert found == []


def test_axe_finds_no_violation_in_a_picture_with_modules(visit, network_html, axe):
    player = visit(network_html, "#s=700&open=layer2", bypass_csp=True)

    assert [v["id"] for v in axe.run(player).response["violations"]] == []


COLOURS_OF_TEXTS = """() => [...document.querySelectorAll("#picture text")]
    .filter((text) => text.textContent.trim())
    .map((text) => {
        const body = text.closest("g.node")?.querySelector(".body");
        const ground = body ? getComputedStyle(body).fill
            : getComputedStyle(document.body).backgroundColor;
        return [text.textContent, getComputedStyle(text).fill, ground];
    })"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "address"),
    [("html", "#s=15&only=w3"), ("html", f"#s={LAST}"), ("network_html", "#s=500")],
)
def test_every_text_in_the_picture_can_be_read(visit, request, name, theme, address):
    player = visit(request.getfixturevalue(name), address, color_scheme=theme)

    found = player.evaluate(COLOURS_OF_TEXTS)

    def hexadecimal(colour):  # rgb(179, 78, 0)
        return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour))

    assert len(found) > 9
    ratios = {text: contrast(hexadecimal(ink), hexadecimal(ground)) for text, ink, ground in found}
    assert {text: ratio for text, ratio in ratios.items() if ratio < 4.5} == {}


def test_dark_and_light_follow_the_system_and_the_menu(visit, html):
    player = visit(html, color_scheme="dark")
    colour = "getComputedStyle(document.body).backgroundColor"

    assert player.evaluate(colour) == "rgb(20, 24, 29)"
    player.select_option("#theme", "light")
    assert player.evaluate(colour) == "rgb(255, 255, 255)"
