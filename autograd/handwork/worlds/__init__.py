"""Worlds: what every quantity of a sheet is worth, in truth and by the person's own numbers."""
