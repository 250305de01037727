"""visualize: the pass as pictures, pages and animations; one step stream behind all of them.

Its rooms from the ground up: `picture`, `text`, `film`, `player`, `sheets`, `plots`, `editors`;
`faces` attaches what they make to the classes of `autograd`; `problem_set` answers the questions of
a course, `classroom` prints its exercises; `commands` and `cli` offer it all on the command line.
"""

from visualize import neighbour

try:
    from autograd import Value as Value
except ImportError as error:
    neighbour.refuse(error)

from visualize.classroom import cell as cell  # gives Exercise its figure
from visualize.faces import notebook as notebook  # gives Trace, Ledger, Graph and Value their faces
from visualize.faces import of_traces as of_traces  # gives Trace its pictures and its page
from visualize.faces.sheet_cell import load_cell as load_ipython_extension  # for %load_ext
from visualize.picture.drawing import Picture, draw
from visualize.picture.tikz import tikz
from visualize.text.tables import Table
from visualize.text.working import worked

__all__ = ["Picture", "Table", "draw", "load_ipython_extension", "tikz", "worked"]
