"""Examples: each is run as `python -m examples.NAME`."""
