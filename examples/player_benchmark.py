"""How long an edit takes in the player: from the key to everything recomputed and shown.

Run with `python -m examples.player_benchmark`; needs `playwright` and a Chromium. For a network of
about 500 nodes and one of about 5,000, a number is changed again and again in a real browser; each
time all values, gradients and texts follow. Told is the median, exactly and by hand with four
decimals: of the computing and changing alone, and until the next picture is on the screen.
"""

import random
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from autograd import Trace, Value, scope, squared_error, weighted_sum
from visualize.player.page import page

NETWORKS = {500: (4, 18, 18, 1), 5000: (12, 62, 62, 1)}
"""The widths of the layers, by about how many nodes they make."""
GOALS = {500: 50, 5000: 300}
"""Milliseconds that an edit may take."""
EDITS = 40

CHANGE = """async (text) => {
    const field = document.getElementById("number");
    const start = performance.now();
    field.value = text;
    field.dispatchEvent(new Event("input"));
    const changed = performance.now();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return [changed - start, performance.now() - start];
}"""
"""Types a number into the open editor; gives the times until it is changed and until it is seen."""


def network(*widths: int) -> Trace:
    """The pass of a multilayer network with tanh, and its squared error."""
    numbers = random.Random(1)

    def leaf(name: str) -> Value:
        return Value(round(numbers.uniform(-1, 1), 4), name)

    h = [leaf(f"x{i}") for i in range(widths[0])]
    for layer, (n_in, n_out) in enumerate(pairwise(widths)):
        with scope(f"layer{layer}", "Linear"):
            sums = [
                weighted_sum(
                    leaf(f"b{layer}.{j}"), [leaf(f"w{layer}.{j}.{i}") for i in range(n_in)], h
                )
                for j in range(n_out)
            ]
            h = [each.tanh() for each in sums]
    trace: Trace = squared_error(h[0], 0.5).trace()
    return trace


@contextmanager
def shown(html: str) -> Iterator[Any]:
    """A page in a browser."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "player.html")
        file.write_text(html, "utf-8")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        player = browser.new_page(viewport={"width": 1280, "height": 800})
        player.goto(f"{file.as_uri()}#s=99999999")
        player.wait_for_selector("html[data-ready]", state="attached")
        yield player
        browser.close()


def times(player: Any, places: str) -> tuple[float, float]:
    """The median milliseconds of an edit: of the work alone, and until it is seen."""
    player.select_option("#places", places)
    player.keyboard.press("End")
    player.focus("#picture")
    player.keyboard.press("e")
    every = [player.evaluate(CHANGE, f"0.{i:04}") for i in range(1, EDITS + 1)]
    player.keyboard.press("Escape")
    work, seen = zip(*every, strict=True)
    return statistics.median(work), statistics.median(seen)


def main() -> None:
    """Print the table of times."""
    print("nodes  numbers   work    seen    goal")
    for about, widths in NETWORKS.items():
        trace = network(*widths)
        nodes = len(trace.graph.nodes)
        with shown(page(trace)) as player:
            for places in ("exact", "4"):
                work, seen = times(player, places)
                print(f"{nodes:5}  {places:7}{work:5.0f} ms{seen:5.0f} ms{GOALS[about]:5} ms")


if __name__ == "__main__":
    main()
