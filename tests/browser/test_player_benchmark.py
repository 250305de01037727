import pytest

from examples.player_benchmark import EDITS, network, times
from visualize.player.page import page

pytestmark = pytest.mark.browser


def test_the_benchmark_times_edits_that_are_made(visit):
    player = visit(page(network(2, 3, 1)))

    work, seen = times(player, "4")

    assert 0 < work <= seen
    assert player.input_value("#places") == "4"
    assert player.text_content("#ledger tr.edited td") == str(EDITS / 10_000)
