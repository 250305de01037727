"""Reports: verdicts as text and data, for one person and for a class, and marks."""
