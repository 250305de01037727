"""Remedies: a sentence for each slip of the catalogue, and for nothing else."""

import math

from autograd.handwork.reports.class_report import NONE
from autograd.handwork.reports.remedies import REMEDIES
from autograd.handwork.slips.catalogue import SLIPS


def test_every_slip_has_its_remedy():
    assert [*REMEDIES] == [*(slip.name for slip in SLIPS), NONE]


def test_a_remedy_is_a_sentence_that_fits_a_line_of_feedback():
    assert [
        told for told in REMEDIES.values() if not told.endswith((".", "?")) or len(told) > 110
    ] == []


def test_the_numbers_in_the_remedies_are_right():
    assert f"ln 10 = {math.log(10):.4f}" in REMEDIES["logarithm"]
    assert f"sin 1 = {math.sin(1):.4f}" in REMEDIES["degrees"]
