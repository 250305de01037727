"""Judging: every `=` of a sheet gets its verdict."""
