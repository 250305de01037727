"""A real browser for the player. Without one these tests are skipped, in CI they fail."""

import os
import shutil

import pytest

from autograd import Rounding
from tests.browser.networks import network
from tests.visualize.examples import course_network
from visualize.player.page import page
from visualize.sheets.page import sheet_page
from visualize.sheets.runtime import NO_NPM, program

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

SHEET = """\
title: one sigmoid
round: 4
given: x, w = 0.9, 0.75
Here is how I did it.
z = x w = 0.675
s = σ(z) = 0.3374
L = s^2 = 0.1138
∂L/∂s = 2 s = 0.6748
∂L/∂z = ∂L/∂s s (1 - s) ="""


def pytest_collection_modifyitems(items):
    """Try twice more where a browser was late on a busy machine; what is wrong fails thrice."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2))


def no_browser(reason):
    """Fail in CI; elsewhere skip with a reason that cannot be overlooked."""
    if os.environ.get("CI"):
        pytest.fail(f"the player's tests need a browser in CI: {reason}", pytrace=False)
    pytest.skip(f"THE PLAYER WAS NOT TESTED: {reason}")


@pytest.fixture(scope="session")
def browser():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        no_browser(f"{error}; pip install -e '.[test]'")
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        no_browser("no chromium on PATH; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe():
    """The accessibility checker axe-core."""
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError as error:
        no_browser(f"{error}; pip install -e '.[test]'")
    return Axe()


@pytest.fixture
def visit(browser, tmp_path):
    """Open a page from disk, offline; afterwards hold it to no requests and no errors."""
    pages = []

    def opened(html, address="", *, ready="html[data-ready]", before="", **options):
        options.setdefault("reduced_motion", "reduce")  # so that a view is where it goes to
        file = tmp_path / f"page{len(pages)}.html"
        file.write_text(html, "utf-8")
        context = browser.new_context(offline=True, **options)
        page = context.new_page()
        page.add_init_script(before)
        page.complaints, page.requests = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto(f"file://{file}{address}")
        page.wait_for_selector(ready, state="attached")
        pages.append(page)
        return page

    yield opened
    for each in pages:
        assert each.complaints == []
        assert [url for url in each.requests if url.startswith("file:") is False] == []
        assert len(each.requests) == 1
        each.context.close()


@pytest.fixture(scope="session")
def trace():
    return course_network()[0].trace(Rounding(4))


@pytest.fixture(scope="session")
def html(trace):
    return page(trace)


@pytest.fixture(scope="session")
def network_html():
    return page(network(2, 16, 16, 1).trace())


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Gives the file of a page; each page is built once."""
    try:
        program("npm")
    except FileNotFoundError:
        no_browser(NO_NPM)
    folder = tmp_path_factory.mktemp("sheet pages")
    files = {}

    def file(sheet=SHEET, **options):
        asked = (sheet, *sorted(options.items()))
        if asked not in files:
            files[asked] = folder / f"{len(files)}.html"
            files[asked].write_text(sheet_page(sheet, **options), "utf-8")
        return files[asked]

    return file
