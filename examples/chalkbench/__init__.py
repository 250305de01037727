"""ChalkBench: hand calculations with known slips, to measure who finds them and accuses nobody."""
