"""The language of sheets: its grammar, its quantities, and how they are worded."""
