"""The garbage collector, paused and running again, and the memory that graphs leave meanwhile."""

import gc
import sys
import threading
from array import array

import pytest

from autograd import Value, collector_paused


@pytest.fixture(autouse=True)
def running():
    """The collector as Python starts with it, whatever a test leaves behind."""
    gc.enable()
    yield
    gc.enable()


def test_collector_is_off_inside_and_on_again_afterwards():
    with collector_paused():
        inside = gc.isenabled()

    assert (inside, gc.isenabled()) == (False, True)


def test_collector_that_was_off_stays_off():
    gc.disable()
    with collector_paused():
        pass

    assert not gc.isenabled()


def test_inner_block_does_not_end_the_outer_one():
    with collector_paused():
        with collector_paused():
            pass
        between = gc.isenabled()

    assert (between, gc.isenabled()) == (False, True)


def test_collector_runs_again_after_an_error():
    with pytest.raises(KeyError), collector_paused():
        raise KeyError

    assert gc.isenabled()


def test_blocks_that_close_crosswise_pause_until_the_last():
    first, second = collector_paused(), collector_paused()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    between = gc.isenabled()
    second.__exit__(None, None, None)

    assert (between, gc.isenabled()) == (False, True)


def test_collector_waits_for_the_blocks_of_all_threads():
    entered, leave, seen = threading.Event(), threading.Event(), []

    def other():
        with collector_paused():
            entered.set()
            leave.wait(10)
            seen.append(gc.isenabled())

    thread = threading.Thread(target=other)
    with collector_paused():
        thread.start()
        entered.wait(10)
    seen.append(gc.isenabled())
    leave.set()
    thread.join()

    assert seen == [False, False]
    assert gc.isenabled()


def test_memory_stays_flat_over_a_thousand_steps():
    weights = [Value(0.1 * i) for i in range(5)]

    def step():
        loss = sum(((w * w).tanh() / (1 + w * w) for w in weights), Value(0.0)) ** 2
        loss.backward()

    held = array("q")  # whose numbers are no objects
    with collector_paused():
        for _ in range(1000):
            step()
            held.append(sys.getallocatedblocks())

    assert max(held[100:]) - held[100] < 50  # one step makes more than 50 objects
