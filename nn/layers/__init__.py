"""Layers: linear, recurrent, normalising, and how they are put together."""
