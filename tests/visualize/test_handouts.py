"""Exercises for a class: everybody's own numbers, whoever makes them, and the folder they fill."""

import csv
import io
import os
import signal
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import islice

import pytest

from autograd.handwork import check, exercise_of
from autograd.handwork.exercises.making import Exercise
from autograd.handwork.exercises.roster import people
from visualize.classroom import handouts as module
from visualize.classroom.class_folder import class_files
from visualize.classroom.handouts import handouts
from visualize.commands.exercises import processes

CLASS = people("\n".join(f"Person {chr(65 + i)}" for i in range(20)))


def given(made):
    return [row for row in made.exercise.checker.splitlines() if row.startswith("given:")]


def test_everybody_has_their_own_numbers_and_a_key_that_passes():
    made = list(handouts(CLASS, "rnn", level="mend"))

    assert len({str(given(one)) for one in made}) == len(CLASS)
    assert all(check(one.exercise.key, key=one.exercise.checker).is_right for one in made)
    assert [one.sheet.splitlines()[0] for one in made[:2]] == [
        "student: Person A",
        "student: Person B",
    ]


def test_nobody_s_numbers_change_with_the_list():
    everybody = list(handouts(CLASS, "mlp"))
    some = list(handouts(people("New\nPerson C\nPerson A"), "mlp"))

    assert some[1].exercise == everybody[2].exercise
    assert some[2].exercise == everybody[0].exercise
    assert some[1].exercise != next(handouts(people("Person C"), "mlp", seed=1)).exercise


def test_two_of_one_name_have_different_numbers():
    one, other = handouts(people("Ada\nAda"), "mlp")

    assert given(one) != given(other)


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_makes_the_same(pool):
    here = list(handouts(CLASS[:4], "softmax"))

    with pool(2) as executor:
        assert list(handouts(CLASS[:4], "softmax", executor=executor)) == here


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_makes_the_same():
    distributed = pytest.importorskip("distributed")
    here = list(handouts(CLASS, "rnn"))

    with (
        distributed.LocalCluster(
            n_workers=3, threads_per_worker=1, dashboard_address=":0"
        ) as cluster,
        cluster.get_client() as client,
    ):
        workers = client.run(os.getpid)
        made = handouts(CLASS, "rnn", executor=client.get_executor())
        found = list(islice(made, 2))
        busy = next(worker for worker, tasks in client.processing().items() if tasks)
        os.kill(workers[busy], signal.SIGKILL)
        found += made

    assert found == here


def test_exercises_that_turn_out_alike_are_made_again(monkeypatch):
    def few_numbers(template, places, level, templates, seed):
        return Exercise("", "", f"given: x = {seed % 3}\n", seed, f"code {seed}", level)

    monkeypatch.setattr(module, "_made", few_numbers)

    assert len({str(given(one)) for one in handouts(CLASS[:3], "tiny")}) == 3
    with pytest.raises(ValueError, match="tiny has too few numbers to give 4 people their own"):
        list(handouts(CLASS[:4], "tiny"))


@pytest.fixture(scope="module")
def made():
    return list(handouts(people("Ada;a@x.org\n=cmd();e@x.org"), "conv1d", level="network"))


def test_the_folder_of_a_class_holds_what_each_gets_and_the_teacher_keeps(made):
    files = dict(class_files(made))

    assert set(files) == {
        "class.csv",
        *(f"{folder}/{name}.chalk" for folder in ("sheets", "keys", "checkers") for name in NAMES),
        *(f"figures/{name}.svg" for name in NAMES),
    }
    assert files["sheets/Ada.chalk"].startswith("student: Ada\n")
    assert check(files["keys/Ada.chalk"], key=files["checkers/Ada.chalk"]).is_right
    assert files["figures/Ada.svg"] != files["figures/cmd.svg"]


NAMES = ("Ada", "cmd")


def test_the_list_says_whose_code_is_which_and_no_spreadsheet_runs_it(made):
    rows = list(csv.DictReader(io.StringIO(dict(class_files(made))["class.csv"])))

    assert [row["student"] for row in rows] == ["Ada", "'=cmd()"]
    assert [row["id"] for row in rows] == ["a@x.org", "e@x.org"]
    assert exercise_of(rows[0]["code"]) == made[0].exercise


def test_a_figure_without_numbers_is_one_for_all():
    files = dict(class_files(list(handouts(CLASS[:3], "chain"))))

    assert [name for name in files if name.endswith(".svg")] == ["figure.svg"]


def test_ctrl_c_ends_the_command_and_no_process_complains():
    with processes(1) as executor:
        assert executor.submit(signal.getsignal, signal.SIGINT).result() is signal.SIG_IGN
