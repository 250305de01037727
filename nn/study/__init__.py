"""Study: what a model consists of, costs, and equals."""
