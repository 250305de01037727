"""Writing: formulas, sentences and reports about a graph and its passes."""
