"""Faces: how traces, graphs, ledgers, nodes and judged sheets show themselves."""
