"""Pictures: one graph laid out, painted, and saved."""
