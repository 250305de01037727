"""Draw every picture of the gallery anew: `python -m examples.make_gallery`.

Needs the extra `plots`. The pictures of the player and of the sheet page need `playwright`, a
Chromium and npm besides; without a browser they are left as they are.
"""

import shutil
from importlib.util import find_spec
from pathlib import Path

from autograd import Graph, Rounding, Value, paths
from examples.player_pictures import take
from examples.trace_w3 import L, w3
from nn import MLP
from visualize import draw
from visualize.plots.gradients import activation

GALLERY = Path(__file__).parent / "gallery"


def used_twice() -> Value:
    """A small graph in which one node is used three times."""
    a = Value(0.5, "a")
    output = (a * a + 3 * a).tanh() * a.exp()
    output.label = "L"
    return output


def main() -> None:
    """Draw, plot and photograph."""
    by_hand = L.trace(Rounding(4))
    draw(L.trace(), highlight=paths(L, w3)).save(GALLERY / "trace_w3.png", force=True)
    by_hand.gif(GALLERY / "trace_w3.gif", force=True)
    small = used_twice()
    draw(small.trace()).save(GALLERY / "used_twice.png", force=True)
    deep = MLP(2, [16, 16, 1], seed=1)([0.5, -1.0])
    draw(deep, depth=1).save(GALLERY / "mlp_collapsed.png", force=True)
    network = (MLP(2, [3, 1], seed=1)([0.5, -1.0]) - 1) ** 2
    network.label = "L"
    draw(network.trace(), weights="arrows", digits=3).save(GALLERY / "network.png", force=True)
    activation("tanh").savefig(GALLERY / "tanh.png", dpi=110)
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if found := browser and find_spec("playwright"):
        take(GALLERY, browser)
    print(f"drew {GALLERY.name}/ {'with' if found else 'without'} the pages; {Graph(deep)!r}")


if __name__ == "__main__":
    main()
