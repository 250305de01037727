import pytest

from tests.browser.reading import LAST, SEED

pytestmark = pytest.mark.browser

WIRES = """() => [...document.querySelectorAll("#picture g.edge")].map((line) => {
    const style = getComputedStyle(line.querySelector(".wire"));
    return [style.markerStart !== "none", Number.parseFloat(style.strokeWidth)];
})"""


def test_used_edges_stay_marked_by_more_than_a_colour(visit, html):
    player = visit(html)
    unused = player.evaluate(WIRES)
    player.evaluate(f"location.hash = '#s={SEED}'")
    player.wait_for_timeout(50)
    forward = player.evaluate(WIRES)
    player.keyboard.press("End")
    backward = player.evaluate(WIRES)

    assert not any(tip for tip, _ in unused + forward)
    assert all(tip for tip, _ in backward)
    widths = [{wide for _, wide in wires} for wires in (unused, forward, backward)]
    assert max(widths[0]) < min(widths[1]) < min(widths[2])


def test_wires_are_as_wide_as_their_contributions_on_demand(visit, html):
    player = visit(html, f"#s={LAST}")
    alike = {wide for _, wide in player.evaluate(WIRES)}

    player.keyboard.press("w")
    weighed = [wide for _, wide in player.evaluate(WIRES)]
    player.keyboard.press("w")

    assert len(alike) == 1
    # ŷ → L carries 0.2910, the most; Σ₃ → ŷ 0.0666; w₁ → Σ₁ a sixth of that again
    assert max(weighed) == weighed[-1]
    assert weighed[-2] - 0.6 == pytest.approx(9 * 0.0666 / 0.2910, rel=0.02)
    assert {wide for _, wide in player.evaluate(WIRES)} == alike
