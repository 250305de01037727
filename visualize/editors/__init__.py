"""Editors: verdicts where people type, in a terminal, a notebook cell, or by a language server."""
