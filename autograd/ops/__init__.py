"""Ops: what one is, how it is written, and the tables of them."""
