"""The classroom: exercises with figures, on paper, for a class and for learning platforms."""
