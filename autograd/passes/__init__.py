"""Passes told step by step: forward and backward, by hand, and path by path."""
