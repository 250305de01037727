"""Text: tables, worked solutions, and the terminal."""
