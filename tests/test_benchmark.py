"""The benchmark times what was shown to agree, under every condition, and tells it as measured."""

import doctest
import gc
import importlib
import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograd import Value
from examples.benchmark import growth, racing, tables, timing, with_nn, written_out
from examples.benchmark.races import CLASS, eager
from examples.benchmark.timing import Entrant, Spread

ROOT = Path(__file__).resolve().parents[1]
PEERS = {"in_numpy": "numpy", "in_torch": "torch", "in_jax": "jax", "in_casadi": "casadi"}


@pytest.mark.parametrize("module", [tables, timing, racing], ids=lambda module: module.__name__)
def test_the_doctests_hold(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("workload", ["mlp", "convolutions"])
@pytest.mark.parametrize("module", PEERS)
def test_a_peer_computes_what_nn_computes(module, workload):
    pytest.importorskip(PEERS[module])
    peer = getattr(importlib.import_module(f"examples.benchmark.{module}"), workload)(3)
    ours = getattr(with_nn, workload)(3)

    for _ in range(2):
        assert peer.answer() == pytest.approx(ours.answer(), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("workload", ["mlp", "convolutions"])
@pytest.mark.parametrize("engine", ["python", "numpy", "compiled"])
def test_a_tape_computes_what_nn_computes(engine, workload):
    by_tape = getattr(importlib.import_module("examples.benchmark.by_tape"), workload)(3, engine)
    ours = getattr(with_nn, workload)(3)

    for _ in range(2):
        assert by_tape.answer() == pytest.approx(ours.answer(), rel=1e-9, abs=1e-12)


def test_the_second_step_starts_where_the_first_one_led():
    mlp = with_nn.mlp(20)
    first, second = mlp.answer()[0], mlp.answer()[0]

    assert second < first


@pytest.mark.parametrize("race", list(eager(CLASS)), ids=lambda race: race.workload)
def test_the_sides_of_an_eager_race_agree(race):
    entrants = racing.built(race)

    assert len(entrants) >= 2


def test_an_engine_that_computes_something_else_is_refused():
    race = racing.Race(
        "eager",
        "W1",
        5,
        {"right": lambda: written_out.mlp(Value, 5), "wrong": lambda: written_out.mlp(Value, 6)},
    )

    with pytest.raises(racing.DisagreementError, match=r"W1, wrong: number 1 of 338 is"):
        racing.built(race)


def test_a_gradient_too_few_is_refused():
    with pytest.raises(racing.DisagreementError, match="number 2 of 2 is nan"):
        racing.agree("short", [1.0, 2.0], [1.0])


def taking(times, asked=None):
    """An entrant that takes these times, over and over, and writes down what it was asked."""
    turns = itertools.cycle(times)

    def seconds(calls, collector):
        if asked is not None:
            asked.append((calls, collector))
        return next(turns)

    return Entrant(lambda: [1.0], seconds)


def test_ratios_are_taken_round_by_round():
    builders = {"base": lambda: taking([2.0]), "twice": lambda: taking([1.0])}

    results = racing.run(racing.Race("eager", "W1", 1, builders), budget=0.0, fewest=3)

    twice = [result for result in results if result.engine == "twice"]
    assert [(r.collector, r.steps) for r in twice] == racing.CONDITIONS
    assert {r.ratio for r in twice} == {Spread(2.0, 2.0, 2.0)}
    assert {r.rounds for r in twice} == {3}


def test_a_step_too_short_for_the_clock_is_taken_more_often():
    asked = []
    builders = {"short": lambda: taking([racing.LEAST / 4], asked)}

    racing.run(racing.Race("eager", "W1", 1, builders), budget=0.0, fewest=1)

    assert asked[1:] == [(4 * steps, collector) for collector, steps in racing.CONDITIONS]


@pytest.mark.parametrize("collector", [True, False])
def test_a_step_runs_with_the_collector_as_asked_and_leaves_it_as_it_was(collector):
    seen = []

    timing.seconds(lambda: seen.append(gc.isenabled()), 2, collector)

    assert seen == [collector, collector]
    assert gc.isenabled()


def test_the_collector_is_restored_after_an_error():
    with pytest.raises(ZeroDivisionError):
        timing.seconds(lambda: 1 / 0, 1, False)

    assert gc.isenabled()


def test_growth_ends_where_an_engine_does():
    def deep(size):
        def step():
            if size > 100:
                raise RecursionError

        return size, step

    points = list(growth.grown("deep", deep, [10, 100, 1000, 10_000], limit=1.0))

    assert [point.size for point in points] == [10, 100]


def test_a_chain_holds_bytes_for_each_node():
    assert growth.held(Value, 2000) == pytest.approx(2 * growth.held(Value, 1000), rel=0.05)


def test_the_sheet_that_is_timed_is_right():
    report = growth.check(growth.sheet(30))

    assert [line.verdict for line in report.lines] == ["ok"] * 30


def benchmark(*args):
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "examples.benchmark", *args],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
def test_a_run_is_kept_and_told_again(tmp_path):
    done = benchmark("--quick", "--only", "W2", "-o", str(tmp_path))
    kept = tmp_path / "benchmark.json"
    again = benchmark("--again", str(kept), "-o", str(tmp_path / "again"))

    assert "| W2, micrograd's expression | written out | class in microgpt's style |" in done.stdout
    assert again.stdout == done.stdout
    assert (tmp_path / "again" / "benchmark.png").read_bytes()[:4] == b"\x89PNG"
    assert {r["engine"] for r in json.loads(kept.read_text())["races"]} == {CLASS, "written out"}


@pytest.mark.slow
def test_a_part_is_measured_anew_and_the_rest_kept(tmp_path):
    bare = {"what": "bare Python", "seconds": [1.0, 1.0, 1.0]}
    race = {"section": "another", "workload": "W4", "batch": 1}
    kept = tmp_path / "kept.json"
    known = {"races": [race], "growth": [], "surfaces": [], "memory": [], "starts": [bare]}
    kept.write_text(json.dumps(known))

    done = benchmark("--quick", "--again", str(kept), "--only", "start-up", "-o", str(tmp_path))

    assert done.returncode == 0
    run = json.loads((tmp_path / "benchmark.json").read_text())
    assert run["races"] == [race]
    assert [start["what"] for start in run["starts"]].count("bare Python") == 1
    assert bare not in run["starts"]


def test_a_task_that_there_is_not_is_named_beside_those_there_are(tmp_path):
    done = benchmark("--quick", "--only", "W9", "-o", str(tmp_path))

    assert done.returncode == 1
    assert done.stderr.startswith("nothing is called 'W9'; there are: eager: W1, batch 100, ")


@pytest.mark.parametrize("text", ["README.md", "examples/guide/guides/speed.md"])
def test_what_is_told_is_what_was_measured(text):
    kept = json.loads((ROOT / "examples" / "guide" / "guides" / "speed.json").read_text())
    told = (ROOT / text).read_text(encoding="utf-8")

    assert tables.renewed(told, tables.tables(kept)) == told
    assert "| W1, an MLP on 100 points | nn.MLP | micrograd | " in told
    assert "| chalkgrad, NumPy | " in told


def test_every_table_is_in_the_guide():
    kept = json.loads((ROOT / "examples" / "guide" / "guides" / "speed.json").read_text())
    guide = (ROOT / "examples" / "guide" / "guides" / "speed.md").read_text(encoding="utf-8")

    heads = [head for head, *_ in tables.tables(kept).values()]

    assert len(heads) == 8
    assert [head for head in heads if head not in guide] == []


def test_the_picture_has_a_panel_for_each_thing_that_was_measured(tmp_path):
    picture = pytest.importorskip("examples.benchmark.picture")
    point = {"what": "draw", "size": 100, "seconds": [0.1, 0.2, 0.3]}
    race = {"section": "replay", "workload": "W1", "engine": "JAX", "base": "NumPy"}
    race |= {"collector": False, "steps": 1, "ratio": [0.4, 0.5, 0.6]}
    batches = [race | {"batch": batch} for batch in (1, 100)]
    run = {"races": batches, "growth": [], "surfaces": [point]}

    titles = [title for title, _ in picture.panels(run)]

    assert titles == ["A batch of W1: times as fast as NumPy by hand", "What is shown"]
    assert picture.panels({"races": [], "growth": [], "surfaces": []}) == []
