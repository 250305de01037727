"""Pictures of the player and of the sheet page in use, taken in a real browser for the gallery.

`python -m examples.make_gallery` takes them. Needs `playwright` and a Chromium, and npm for the
sheet page.
"""

import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from autograd import Rounding, Trace, Value, squared_error
from examples.trace_w3 import L
from nn import RNN
from visualize.player.page import page
from visualize.sheets.page import sheet_page

LAPTOP, PROJECTOR = (1280, 800), (1920, 1080)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


SHEET = Path(__file__).parent / "problems/001-q2.chalk"


def by_hand(output: Value = L) -> str:
    """The player on a pass rounded to four decimals, by default of the three sigmoids."""
    trace: Trace = output.trace(Rounding(4))
    return page(trace)


def through_time() -> str:
    """The player on a small recurrent network over six numbers."""
    numbers = {"x₁": 0.5, "x₂": -0.3, "x₃": 0.8, "x₄": 0.2, "x₅": -0.6, "x₆": 0.4}
    model = RNN(1, 1)
    for parameter, number in zip(model.parameters(), (0.9, 0.8, 0.1, -0.2), strict=True):
        parameter.data = number
    outputs, _ = model([[Value(number, name)] for name, number in numbers.items()])
    loss = squared_error(outputs[-1][0], 0.5)
    loss.label = "L"
    return by_hand(loss)


def change_w3(tab: Any) -> None:
    """Type another number for w₃; its card is open."""
    tab.keyboard.press("e")
    tab.fill("#number", "1.24")


def answer_with_a_slip(tab: Any) -> None:
    """Find the next edge, then forget the second factor of σ′."""
    tab.get_by_role("button", name="Σ₂ → σ₂").click()
    tab.click("#check")  # which now says "Next question"
    tab.fill("#guess", "0.1928")
    tab.keyboard.press("Enter")


def ask_two_hints(tab: Any) -> None:
    """Ask twice about the first slip, where the cursor is."""
    tab.click("#hint")
    tab.click("#hint")


class Shot(NamedTuple):
    """One picture: of which page, at which address, after which doings."""

    name: str
    page: Callable[[], str]
    address: str
    act: Callable[[Any], None]
    size: tuple[int, int] = LAPTOP


SHOTS = (
    Shot("player", by_hand, "s=16", lambda tab: None),
    Shot("presenter", by_hand, "s=16", lambda tab: tab.keyboard.press("t"), PROJECTOR),
    Shot("edit", by_hand, "s=17", change_w3),
    Shot("predict", by_hand, "s=15&predict=1", answer_with_a_slip),
    Shot("descent", by_hand, "s=16&eta=2&run=2@4*12", lambda tab: tab.keyboard.press("d")),
    Shot("rnn", through_time, "s=57", lambda tab: None),
    Shot("sheet", lambda: sheet_page(SHEET.read_text("utf-8")), "", ask_two_hints),
)


def take(folder: Path, browser: str) -> None:
    """Take every picture, in 256 colours, which is enough and a third of the size."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=QUIET)
        for name, text, address, act, (width, height) in SHOTS:
            file = Path(place, f"{name}.html")
            file.write_text(text(), "utf-8")
            tab = chromium.new_page(
                viewport={"width": width, "height": height}, reduced_motion="reduce"
            )
            tab.goto(f"{file.as_uri()}#{address}")
            tab.wait_for_selector("html[data-ready]", state="attached")
            act(tab)
            tab.wait_for_timeout(500)
            image = Image.open(BytesIO(tab.screenshot())).convert("RGB")
            image.quantize(256, dither=Image.Dither.NONE).save(
                folder / f"{name}.png", optimize=True
            )
            tab.close()
        chromium.close()
