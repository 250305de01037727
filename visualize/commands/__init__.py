"""The commands of `chalkgrad`; `visualize.cli` puts them together."""
