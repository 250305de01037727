"""The engine: Values, the graph they record, and the chain rule that runs through it."""
