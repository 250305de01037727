"""Exercises: sheets to be solved, with their keys, and sheets with slips put in."""
