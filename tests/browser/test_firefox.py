"""The core of the player in Firefox; that each part works is tested in Chromium."""

import re
import shutil
import time
import zlib

import pytest

from tests.browser.conftest import no_browser
from tests.browser.firefox import Firefox
from tests.browser.reading import LAST, W3
from tests.browser.test_room import WALK
from visualize.picture.marks import minus

pytestmark = pytest.mark.browser

RIGHT = "\ue014"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        no_browser("no firefox on PATH; on Debian: apt-get install firefox-esr")
    browser = Firefox(program, tmp_path_factory.mktemp("firefox"))
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def file(html, tmp_path_factory):
    path = tmp_path_factory.mktemp("pages") / "L.html"
    path.write_text(html, "utf-8")
    return path


def text(firefox, part):
    return firefox.run(f"return document.querySelector({part!r}).textContent")


def until(firefox, holds):
    firefox.run(f"while (!({holds})) await new Promise(requestAnimationFrame);")


def test_steps_say_what_the_trace_says(firefox, file, trace):
    firefox.visit(file)

    said = firefox.run(
        f"""const said = [];
        for (let step = 0; step <= {LAST}; step += 1) {{
            said.push(document.getElementById("sentence").textContent);
            document.getElementById("next").click();
        }}
        return said;"""
    )

    assert said == [minus(sentence) for sentence in trace.sentences]


def test_keys_step_and_the_address_is_kept(firefox, file):
    firefox.visit(file, f"#s={W3 - 2}&only=w3")

    firefox.press(RIGHT, "n")

    until(firefox, f"location.hash.startsWith('#s={W3}&')")
    assert text(firefox, "g.active .gradient") == "∂ 0.0006"
    firefox.send("WebDriver:Refresh")
    until(firefox, "document.documentElement.dataset.ready")
    assert text(firefox, "#kind").startswith(f"Step {W3} ")


@pytest.mark.parametrize("size", [(1280, 900), (500, 900)], ids=str)
def test_no_step_moves_a_button_or_cuts_an_equation(firefox, file, size):
    firefox.resize(*size)
    firefox.visit(file)

    _, wrong = firefox.run(f"return ({WALK})()")

    assert wrong == []


def test_pictures_are_saved(firefox, file):
    firefox.visit(file, f"#s={W3}")

    firefox.run("document.getElementById('share').click()")
    for kind in ("svg", "png"):
        firefox.run(f"document.getElementById('save-{kind}').click()")
        saved = firefox.folder / f"backward-pass-of-l-step-{W3}.{kind}"
        latest = time.monotonic() + 20
        while not (saved.exists() and saved.stat().st_size) and time.monotonic() < latest:
            time.sleep(0.1)
        assert saved.stat().st_size > 5_000


def test_paper_gets_one_page(firefox, file):
    firefox.visit(file, "#s=5")

    pdf = firefox.pdf()

    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, flags=re.DOTALL)
    unpacked = b"".join(unpack(stream) for stream in streams)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf + unpacked)) == 1
    assert text(firefox, "#handout-picture .output .value") == "0.0212"


def unpack(stream):
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def test_a_damaged_page_says_so(firefox, html, tmp_path):
    damaged = tmp_path / "damaged.html"
    damaged.write_text(html.replace('id="data">', 'id="data">x'), "utf-8")

    firefox.visit(damaged)

    assert text(firefox, "#trouble").startswith("This page is damaged")


def test_a_sheet_is_typed_and_judged_in_firefox(firefox, built):
    firefox.send("WebDriver:Navigate", url=built().as_uri())
    marks = (
        "return [...document.querySelectorAll('.cm-verdicts .verdict')].map((it) => it.textContent)"
    )

    until = time.monotonic() + 60
    while "✗ slip" not in firefox.run(marks) and time.monotonic() < until:
        time.sleep(0.2)

    assert firefox.run(marks)[1:] == ["✓", "· not read", "✓", "✗ slip", *["✓ carried"] * 2, "…"]
