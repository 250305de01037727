"""Tests for a Value class of one's own: each bug that courses know is named in one sentence."""

from autograd.testing.examination import EngineError, assert_engine_correct, engine_findings
from autograd.testing.findings import CAUSES, Finding

__all__ = ["CAUSES", "EngineError", "Finding", "assert_engine_correct", "engine_findings"]
