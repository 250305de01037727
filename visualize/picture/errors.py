"""What goes wrong with a picture, apart from what draws it: the command line knows it by name."""


class LayoutError(RuntimeError):
    """No engine could lay the graph out; the message lists each one's reason and the cures."""
