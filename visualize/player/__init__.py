"""The pass as one self-contained page to step through, in any browser, without a network."""
