"""Training: losses, optimisers, schedules, and the loop."""
