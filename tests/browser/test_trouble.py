"""A page that cannot start says why, instead of standing there dead."""

import base64
import zlib

import pytest

from visualize.player import page as pages

pytestmark = pytest.mark.browser

TROUBLE = "html[data-trouble]"


@pytest.fixture
def said(visit):
    """What a page says that does not start; its errors are expected in the console."""

    def opened(html, **options):
        player = visit(html, ready=TROUBLE, **options)
        player.complaints.clear()
        assert player.is_visible("#picture > svg")
        assert player.is_visible("#trouble")
        assert not player.is_visible("#next")
        return player.text_content("#trouble")

    return opened


def with_data(html, text):
    before, _, rest = html.partition('id="data">')
    return f'{before}id="data">{text}{rest[rest.index("</script>") :]}'


def test_a_browser_that_cannot_unpack_is_named_as_too_old(said, html):
    text = said(html, before="delete window.DecompressionStream")

    assert text.startswith("Stepping needs a newer browser: this one has no DecompressionStream.")
    assert text.endswith("The picture shows the finished pass.")


@pytest.mark.parametrize(
    ("name", "place"), [("popover", "HTMLElement"), ("toReversed", "Array")], ids=str
)
def test_a_browser_without_what_gives_no_error_is_named_as_too_old(said, html, name, place):
    text = said(html, before=f"delete {place}.prototype.{name}")

    assert text.startswith(f"Stepping needs a newer browser: this one has no {name}. Chrome")


def test_a_browser_that_cannot_read_the_script_is_named_as_too_old(said, trace, monkeypatch):
    monkeypatch.setattr(pages, "joined", lambda entry, read: "class { of another year")

    assert "cannot read the page's script. Chrome" in said(pages.page(trace))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "no data!",
        base64.b64encode(b"not deflated").decode(),
        base64.b64encode(zlib.compress(b"[1, 2")).decode(),
        base64.b64encode(zlib.compress(b"{}")).decode(),
    ],
    ids=["none", "not base 64", "not deflated", "not JSON", "not a pass"],
)
def test_damaged_data_are_called_damaged(said, html, data):
    assert said(with_data(html, data)).startswith("This page is damaged; please make or download")


def test_a_page_cut_off_is_called_damaged(said, html):
    text = said(html[: html.index('id="data">') + 900])

    assert text.startswith("This page is damaged")
    assert "(its script did not run)" in text


def test_an_error_after_the_start_is_no_trouble(visit, html):
    player = visit(html)

    player.evaluate("setTimeout(() => { throw new Error('later') })")
    player.wait_for_timeout(50)

    assert player.complaints == ["later"]
    player.complaints.clear()
    assert not player.is_visible("#trouble")
