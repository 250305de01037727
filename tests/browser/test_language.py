"""A translation changes the words, their lengths and their direction, and nothing else."""

import pytest

from tests.browser.reading import W3

pytestmark = pytest.mark.browser

LONGER = """(direction) => {
    document.documentElement.dir = direction;
    for (const each of document.querySelectorAll("button, label, option, h2, h3, summary")) {
        const text = [...each.childNodes].find((node) => node.nodeType === 3);
        if (text && /[a-z]{3}/i.test(text.data)) text.data = text.data.trim() + "sverzeichnis ";
    }
}"""
OVERLAPS = """() => {
    const places = ":is(header, .controls) :is(button, select, input)";
    const parts = [...document.querySelectorAll(places)]
        .filter((part) => part.checkVisibility());
    const boxes = parts.map((part) => part.getBoundingClientRect());
    const meets = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
        && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return parts.flatMap((part, i) => parts.slice(i + 1)
        .filter((_, j) => meets(boxes[i], boxes[i + 1 + j]))
        .map((other) => `${part.id} ${other.id}`));
}"""
FLOW = """() => {
    const [small] = document.querySelectorAll("g.active");
    const seen = small.getBoundingClientRect(), stage = picture.getBoundingClientRect();
    const maths = [...document.querySelectorAll("#equation math")].map((math) =>
        getComputedStyle(math).direction);
    return [seen.left >= stage.left && seen.right <= stage.right, ...new Set(maths)];
}"""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_longer_words_and_the_other_direction_fit(visit, html, direction):
    player = visit(html, f"#s={W3}")

    player.evaluate(LONGER, direction)
    player.click("#next")

    assert player.evaluate("document.documentElement.scrollWidth") <= 1280
    assert player.evaluate(OVERLAPS) == []
    assert player.evaluate(FLOW) == [True, "ltr"]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_dialog_and_the_paper_have_room_for_longer_words(visit, html, direction):
    player = visit(html, viewport={"width": 390, "height": 800})
    player.evaluate(LONGER, direction)

    player.evaluate("document.getElementById('share').click()")  # it may be behind a menu

    cut = player.eval_on_selector_all(
        "#sharing, #sharing button",
        """all => all.filter((part) => part.scrollWidth > part.clientWidth + 1)
            .map((part) => part.id)""",
    )
    assert cut == []
