"""Draw every picture of the gallery anew: `python -m examples.make_gallery`.

Needs the extra `plots`; the screenshot of the player needs `playwright` and a Chromium besides, and
is left as it is without them.
"""

import shutil
import tempfile
from pathlib import Path

from autograd import Graph, Rounding, Value, paths
from examples.trace_w3 import L, w3
from nn import MLP
from visualize import draw
from visualize.plots.gradients import activation

GALLERY = Path(__file__).parent / "gallery"
PLAYER = "#s=16&only=w3&places=4"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def used_twice() -> Value:
    """A small graph in which one node is used three times."""
    a = Value(0.5, "a")
    output = (a * a + 3 * a).tanh() * a.exp()
    output.label = "L"
    return output


def screenshot(path: Path) -> bool:
    """The player in a browser, if there is one."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return False
    if browser is None:
        return False
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = L.trace().html(Path(folder) / "player.html")
        chromium = playwright.chromium.launch(executable_path=browser, args=QUIET)
        tab = chromium.new_page(viewport={"width": 1280, "height": 800})
        tab.goto(page.as_uri() + PLAYER)
        tab.wait_for_timeout(300)
        tab.screenshot(path=str(path))
        chromium.close()
    return True


def main():
    """Draw, plot and photograph."""
    by_hand = L.trace(Rounding(4))
    draw(L.trace(), highlight=paths(L, w3)).save(GALLERY / "trace_w3.png", force=True)
    by_hand.gif(GALLERY / "trace_w3.gif", force=True)
    small = used_twice()
    draw(small.trace()).save(GALLERY / "used_twice.png", force=True)
    deep = MLP(2, [16, 16, 1], seed=1)([0.5, -1.0])
    draw(deep, depth=1).save(GALLERY / "mlp_collapsed.png", force=True)
    activation("tanh").savefig(GALLERY / "tanh.png", dpi=110)
    done = "with" if screenshot(GALLERY / "player.png") else "without"
    print(f"drew {GALLERY.name}/ {done} the screenshot of the player; {Graph(deep)!r}")


if __name__ == "__main__":
    main()
