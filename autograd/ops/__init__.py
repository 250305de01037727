"""The op table: every op the engine knows, each declared in exactly one place."""
