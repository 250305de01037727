"""The rules of ops as trees of arithmetic, read from their source, from which others print."""
