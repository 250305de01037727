"""The sheet page, built as a person builds it and driven in Chromium, offline and from disk."""

from pathlib import Path

import pytest

from autograd.handwork import check
from autograd.handwork.reports.data_report import to_json
from examples.chalkbench.generating import sheets
from tests.browser.conftest import SHEET
from tests.browser.judged_alike import different

pytestmark = pytest.mark.browser

KEY = SHEET.replace("0.3374", "0.6626").replace("0.1138", "0.4390").replace("0.6748", "1.3252")
SLIP, DERIVATIVE = 6, 8
MARKS = ["✓", "· not read", "✓", "✗ slip", "✓ carried", "✓ carried", "…"]


@pytest.fixture
def opened(browser, built):
    """Open a page offline; afterwards hold it to no errors, and to nothing from outside itself."""
    pages = []

    def page_of(sheet=SHEET, *, before="", context=None, ready="html[data-ready]", **options):
        file = built(sheet, **options)
        context = context or browser.new_context(offline=True, reduced_motion="reduce")
        page = context.new_page()
        page.add_init_script(before)
        page.complaints, page.requests = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto(file.as_uri())
        page.wait_for_selector(ready, state="attached")
        pages.append(page)
        return page

    yield page_of
    for page in pages:
        assert page.complaints == []
        assert [url for url in page.requests if not url.startswith(("file:", "blob:"))] == []
        page.context.close()


def marks(page):
    """What stands beside the lines, from top to bottom."""
    shown = page.locator(".cm-verdicts .cm-gutterElement:not([style*=hidden]) .verdict")
    return shown.all_text_contents()


def to_line(page, number):
    page.click(f".cm-line >> nth={number - 1}")
    page.keyboard.press("End")


def retype(page, number, text):
    """Write another line in the place of one, key by key."""
    to_line(page, number)
    page.keyboard.press("Shift+Home")
    page.keyboard.type(text)


def settled(page):
    page.wait_for_selector("html[data-judging=no]", state="attached")


def until(page, expected, look=marks):
    """Wait until what is seen, by default the marks beside the lines, is this."""
    for _ in range(100):
        if look(page) == expected:
            return
        page.wait_for_timeout(100)
    assert look(page) == expected


def test_a_sheet_is_judged_as_soon_as_the_page_is_open(opened):
    page = opened()

    assert marks(page) == MARKS
    assert page.text_content("#summary").startswith("The first slip is in line 6.")
    assert page.text_content("#count") == "4 of 6 lines ✓"


@pytest.mark.parametrize(("sheet", "line"), [(SHEET, SLIP), ("title: t\n\na = 2 * 3 = 6", 3)])
def test_the_cursor_begins_where_there_is_something_to_see(opened, sheet, line):
    page = opened(sheet)

    assert page.text_content("#line-name") == f"Line {line}"
    assert page.evaluate("document.activeElement.tagName") == "BODY"  # no keyboard on a phone


def test_a_line_that_is_put_right_is_judged_anew_with_all_that_follow(opened):
    page = opened()

    retype(page, SLIP, "s = σ(z) = 0.6626")
    retype(page, 7, "L = s^2 = 0.4390")

    until(page, ["✓", "· not read", "✓", "✓", "✓", "✗ slip", "…"])


def test_a_line_is_not_called_wrong_while_it_is_typed(opened):
    page = opened()

    retype(page, 5, "z = x w = 0.6")
    settled(page)

    assert marks(page)[2] == "…"
    until(page, ["✓", "· not read", "✗ slip", *MARKS[3:]])


def test_hints_come_one_at_a_time_and_the_number_last(opened):
    page = opened()
    to_line(page, SLIP)
    asked = []
    for _ in range(4):
        asked.append((page.locator("#hints li").count(), page.locator(".pointed").count()))
        page.keyboard.press("Control+Enter")
    told = page.locator("#hints li").all_text_contents()

    assert asked == [(0, 0), (1, 1), (2, 1), (3, 1)]
    assert page.text_content(".pointed") == "0.3374"
    assert told[-1] == "Right: 0.6626"
    assert "0.6626" not in "".join(told[:-1])
    assert page.text_content("#hint") == "No more hints"


@pytest.mark.parametrize(("reveal", "hints"), [("none", 0), ("hint", 3), ("full", 4)])
def test_no_more_is_told_than_the_page_was_made_for(opened, reveal, hints):
    page = opened(reveal=reveal)
    to_line(page, SLIP)

    asked = page.evaluate("desk.judged.lines.find(({ line }) => line === 6).hints.length")

    assert asked == hints
    assert page.is_visible("#hint") == bool(hints)


def test_the_keyboard_leads_from_one_line_to_look_at_to_the_next(opened):
    page = opened(SHEET + "\nb = 3 + * 4")
    page.focus(".cm-content")
    seen = []
    for key in ("F8", "F8", "Shift+F8"):
        page.keyboard.press(key)
        seen.append(page.text_content("#line-name"))

    assert seen == ["Line 10", "Line 6", "Line 10"]
    assert "found '*'" in page.text_content("#remarks")


def test_the_line_that_is_told_is_seen_on_a_phone(browser, opened):
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    page = opened(SHEET + "\n" * 25 + "b = 2 * 3 = 7", context=context)

    page.click("#after")

    assert page.text_content("#line-name") == "Line 34"
    of = "document.querySelector('{}').getBoundingClientRect().{}"
    line, panel = of.format(".cm-activeLine", "bottom"), of.format(".line", "top")
    until(page, True, lambda page: page.evaluate(f"{line} < {panel}"))


def test_a_mark_of_direction_is_seen_and_turns_nothing_around(opened):
    page = opened("a = 2 * \u202e3 = 6")

    assert (
        page.get_attribute(".cm-specialChar", "title") == "Control character right-to-left override"
    )


def test_the_keyboard_can_leave_the_editor(opened):
    page = opened()
    page.focus(".cm-content")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "∂"


def lit(page, kind):
    key = "id" if kind == "card" else "edge"
    return page.eval_on_selector_all(f".{kind}.lit", f"all => all.map(it => it.dataset.{key})")


def test_the_graph_lights_the_quantity_that_the_cursor_is_in(opened):
    page = opened()
    to_line(page, 5)

    assert lit(page, "card") == ["z"]
    assert sorted(lit(page, "wire")) == ["w z", "x z"]


def test_the_graph_lights_the_ways_of_a_derivative(opened):
    page = opened()
    to_line(page, 9)

    assert sorted(lit(page, "card")) == ["L", "z"]
    assert sorted(lit(page, "wire")) == ["s L", "z s"]


def test_a_card_of_the_graph_leads_to_its_line(opened):
    page = opened()

    page.click(".card[data-id=L] .name")

    assert page.text_content("#line-name") == "Line 7"
    assert page.evaluate("document.activeElement.className").startswith("cm-content")


def test_a_sheet_that_takes_too_long_is_given_up_and_the_next_one_is_judged(opened):
    unanswered = """
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (data) {
          if (!String(data).includes("SLOW")) post.call(this, data);
        };
        const later = setTimeout;
        window.setTimeout = (act, ms) => later(act, ms === 12000 ? 300 : ms);
    """
    page = opened(before=unanswered)

    retype(page, 4, "SLOW")
    until(page, True, lambda page: "takes longer than 12 s" in page.text_content("#summary"))
    retype(page, 4, "Here I was quicker.")

    until(page, True, lambda page: "The first slip" in page.text_content("#summary"))
    assert marks(page) == MARKS


def test_a_browser_that_cannot_start_python_says_so_and_the_sheet_can_be_saved(opened):
    page = opened(before="WebAssembly.compileStreaming = async () => { throw Error('no room'); }")

    assert page.text_content("#trouble") == (
        "Sheets cannot be judged in this browser: Error: no room"
    )
    assert saved(page, "#save-sheet") == (SHEET, "one-sigmoid.chalk")


def test_an_older_browser_is_told_what_judging_needs(opened):
    page = opened(before="delete window.DecompressionStream", ready="html[data-trouble]")

    assert page.text_content("#trouble").startswith(
        "Judging needs a newer browser: this one has no"
    )


def test_what_was_typed_is_there_after_a_reload(opened):
    page = opened()
    retype(page, 4, "kept")
    settled(page)

    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")

    assert page.text_content(".cm-line >> nth=3") == "kept"


def saved(page, button):
    page.click("#files")
    with page.expect_download() as download:
        page.click(button)
    return Path(download.value.path()).read_text("utf-8"), download.value.suggested_filename


def test_the_sheet_and_its_report_are_saved_as_python_writes_them(opened):
    page = opened()

    assert saved(page, "#save-sheet") == (SHEET, "one-sigmoid.chalk")
    page.keyboard.press("Escape")
    assert saved(page, "#save-json") == (to_json(check(SHEET)), "one-sigmoid.json")


def test_the_page_knows_the_numbers_of_the_key_and_does_not_hold_them(opened, built):
    wrong = SHEET.replace("s = σ(z) = 0.3374", "s = σ(-z) = 0.3374")
    page = opened(wrong, key=KEY)
    until(page, ["✓", "· not read", "✓", "≠ key", "≠ key", "≠ key", "…"])
    to_line(page, 5)

    assert "The key has the same number." in page.text_content("#remarks")
    assert "0.6626" not in built(wrong, key=KEY).read_text("utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_the_page_is_accessible(browser, opened, axe, theme, size):
    look = {"color_scheme": theme, "viewport": dict(zip(("width", "height"), size, strict=True))}
    context = browser.new_context(offline=True, reduced_motion="reduce", **look)
    page = opened(context=context)
    to_line(page, SLIP)
    page.keyboard.press("Control+Enter")

    found = axe.run(page).response["violations"]

    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_reports_are_those_of_python_here_to_the_last_digit(opened):
    page = opened()
    tried = [SHEET, KEY, "", "nonsense =", "x = 0.1\ny = x/3 = 0.0333\ndy/dx = 1/3 = 0.333"]
    tried += [item["text"] for item in sheets(20, seed=7)]

    assert [difference for sheet in tried if (difference := different(page, sheet))] == []
