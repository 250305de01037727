"""The fingerprint of a key: it knows the key's numbers and does not tell them."""

import json

import pytest

from autograd.handwork.checking import check
from autograd.handwork.fingerprints import Fingerprint, agrees, compared, fingerprint

KEY = "round: 4\ngiven: x, w = 0.7, -1.3\nz = w x\na = σ(z)\nv = [a, 2 a]\nda/dw = a (1 - a) x"
# z = -0.91, a = 0.2870..., da/dw = 0.1432...


@pytest.fixture(scope="module")
def made():
    return fingerprint(KEY, salt="chalk", work=3)


@pytest.mark.parametrize(
    ("name", "number", "told"),
    [
        ("z", "-0.9100", True),
        ("z", "-0.91", True),  # exact, however few digits
        ("z", "0.9100", False),
        ("a", "0.2870", True),
        ("a", "0.28699", True),
        ("a", "0.2869", True),  # one off in the last place: a matter of rounding
        ("a", "0.2868", False),
        ("a", "0.287", True),
        ("a", "0.29", None),  # too few digits to tell
        ("a", "0.7", None),
        ("∂a/∂w", "0.1432", True),
        ("da/dw", "0.2046", False),
        ("v", "[0.2870, 0.5739]", True),
        ("v", "[0.2870, 0.2870]", False),
        ("v", "0.2870", None),
        ("x", "0.7", None),  # given, not worked out
        ("y", "0.7", None),
    ],
)
def test_a_number_is_the_key_s_or_not_or_cannot_be_told(made, name, number, told):
    assert agrees(made, name, number) is told


def test_neither_a_number_nor_a_formula_of_the_key_stands_in_it(made):
    told = json.dumps(made.data)

    assert set(made.hashes) == {"z", "a", "v", "da/dw"}
    assert all(len(one) == 64 for hashes in made.hashes.values() for one in hashes)
    assert not any(number in told for number in ("0.9", "0.28", "0.14", "σ", "w x"))


def test_it_survives_json_and_is_another_with_another_salt(made):
    assert Fingerprint(**json.loads(json.dumps(made.data))) == made
    assert not set(fingerprint(KEY, work=3).hashes["a"]) & set(made.hashes["a"])


def test_equal_numbers_of_two_quantities_look_different():
    hashes = fingerprint("given: x = 2\ny = 2 x\nz = x^2", work=1).hashes

    assert hashes["y"] != hashes["z"]


def test_the_lines_of_a_sheet_are_compared_and_carried_ones_are_told_apart(made):
    report = check("given: x, w = 0.7, -1.3\nz = w x = 0.9100\na = σ(z) = 0.7130\n= 0.2870\nb = 3")

    assert compared(report, made) == {2: False, 3: False, 4: True}


def test_a_key_with_free_symbols_has_numbers_only_where_there_are_some():
    made = fingerprint("any: u in [-1, 1]\ny = u^2\ndy/du = 2 u\na = 2\nb = 3 a\nc = b/0", work=1)

    assert list(made.hashes) == ["b"]
