"""The rules of ops in JavaScript, so that a page can compute what the engine computes."""
