"""What chalkgrad costs beside its peers: run as `python -m examples.benchmark`."""
