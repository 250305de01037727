"""Habits: what people type, each habit one rule that brings it to the form the grammar reads."""
