"""A matplotlib Figure that a notebook shows as a picture, with or without `%matplotlib inline`."""

import io

from matplotlib.figure import Figure

DPI = 100


class Plot(Figure):
    """A figure that need not be saved to be seen; all else is matplotlib's.

    >>> Plot((2, 1))._repr_png_()[1:4]
    b'PNG'
    """

    def _repr_png_(self) -> bytes:
        file = io.BytesIO()
        self.savefig(file, format="png", dpi=DPI)
        return file.getvalue()
