"""Films: the pass as frames of an animation."""
