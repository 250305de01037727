"""Executors: a pool or a cluster judges as one process does, and loses nothing with a worker."""

import math
import os
import re
import signal
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from shutil import copy, copytree

import pytest

from autograd import handwork
from autograd.handwork import check_all, guarding, worked
from autograd.handwork.exercises.making import exercise
from autograd.handwork.exercises.simulating import simulate
from autograd.handwork.guarding import PARCEL
from autograd.spreading import spread
from tests.handwork.striking import squared

SHEETS = 3 * PARCEL + 1
KEY = exercise("chain", 3).checker


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A class: right sheets, wrong ones, one too long, one of nonsense, two of one name."""
    made = tmp_path_factory.mktemp("class")
    for i in range(SHEETS):
        sheet = simulate(KEY, "sign", seed=i) if i % 3 == 0 else worked(KEY)
        made.joinpath(f"s{i:02}.chalk").write_text(sheet.text, "utf-8")
    made.joinpath("long.chalk").write_bytes(b"x = 1\n" * 50_000)
    made.joinpath("odd.chalk").write_bytes(b"\xff\xfea = ((2 = 3")
    made.joinpath("sub").mkdir()
    made.joinpath("sub", "s00.chalk").write_text("a = 2\nb = a a = 5")
    made.joinpath("key").write_text(KEY, "utf-8")
    return made


def told(reports):
    """All that is said of sheets."""
    return [(r.sheet.source, r.lines, r.error, r.missing) for r in reports]


@pytest.fixture(scope="module")
def alone(folder):
    return told(check_all([folder], key=folder / "key"))


def spawning(workers=2):
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def test_a_process_pool_judges_as_one_process_does(folder, alone):
    with spawning() as executor:
        assert told(check_all([folder], key=folder / "key", executor=executor)) == alone


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    options = {"n_workers": 3, "threads_per_worker": 1, "dashboard_address": ":0"}
    with distributed.LocalCluster(**options) as cluster:
        yield cluster


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_loses_nothing_else(cluster, folder, alone, monkeypatch):
    monkeypatch.setattr(guarding, "PARCEL", 4)
    with cluster.get_client() as client:
        workers = client.run(os.getpid)
        judged = check_all([folder], key=folder / "key", executor=client.get_executor())
        found = list(islice(judged, 3))
        busy = [worker for worker, tasks in client.processing().items() if tasks]
        os.kill(workers[busy[0]], signal.SIGKILL)
        found += judged

    assert told(found) == alone


@pytest.mark.slow
def test_the_page_shows_how_a_cluster_judges(cluster, folder, alone, tmp_path, monkeypatch):
    page = Path(handwork.__file__).with_name("README.md").read_text("utf-8")
    (block,) = re.findall(r"^```py\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    copytree(folder, "answers")
    copy(folder / "key", "key.chalk")

    names = {}
    exec(block.replace("tcp://THAT-MACHINE:8786", cluster.scheduler_address), names)

    assert told(names["reports"]) == alone


def test_what_dies_with_a_worker_is_done_here(tmp_path):
    tmp_path.joinpath("here").write_text(str(os.getpid()))
    at = tmp_path / "struck"

    def strike():
        while not (at.exists() and at.read_text()):
            time.sleep(0.01)
        os.kill(int(at.read_text()), signal.SIGTERM)

    threading.Thread(target=strike, daemon=True).start()
    work = partial(squared, folder=tmp_path)
    with spawning(1) as executor, pytest.warns(UserWarning, match=r"gave up.*Broken"):
        assert list(spread(work, range(6), executor)) == [0, 1, 4, 9, 16, 25]

    assert at.exists()


def test_an_executor_that_is_shut_down_is_told():
    with ThreadPoolExecutor() as executor:
        pass
    with pytest.raises(RuntimeError, match="after shutdown"):
        list(spread(abs, [1, 2], executor))


def test_a_fault_of_the_work_itself_is_told():
    with (
        ThreadPoolExecutor() as executor,
        pytest.warns(UserWarning, match=r"done here \(ValueError"),
        pytest.raises(ValueError, match=r"math domain error|nonnegative"),
    ):
        list(spread(math.sqrt, [4, -1], executor))


class Hoarding(Executor):
    """It begins nothing until asked."""

    def __init__(self):
        self.futures = []

    def submit(self, fn, /, *args, **kwargs):
        self.futures.append(Future())
        return self.futures[-1]


def test_whoever_wants_no_more_takes_back_what_has_not_begun():
    executor = Hoarding()
    results = spread(abs, [-1, -2, -3], executor)
    threading.Timer(0.05, lambda: executor.futures[0].set_result(1)).start()

    assert next(results) == 1
    results.close()
    assert [future.cancelled() for future in executor.futures] == [False, True, True]
