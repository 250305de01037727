"""Layers that slide a window: convolutions, pools, and their matrices."""
