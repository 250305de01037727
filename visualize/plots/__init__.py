"""Plots: curves of activations, losses and gradients."""
