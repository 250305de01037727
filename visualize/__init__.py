"""visualize: the pass as pictures, pages and animations; one step stream behind all of them.

Its rooms from the ground up: `picture`, `text`, `film`, `player`, `sheets`, `plots`, `editors`;
`faces` has the methods that classes of `autograd` gain; `problem_set` answers the questions of a
course, `classroom` prints its exercises; `commands` and `cli` offer it all on the command line.
"""

from typing import TYPE_CHECKING

from visualize import neighbour

try:
    from autograd import Value as Value
except ImportError as error:
    neighbour.refuse(error)

from autograd import Graph, Ledger, Trace
from autograd.faces import faced, lend
from autograd.late import late

if TYPE_CHECKING:
    from visualize.faces.sheet_cell import load_cell as load_ipython_extension  # for %load_ext
    from visualize.picture.drawing import Picture, draw
    from visualize.picture.tikz import tikz
    from visualize.text.tables import Table
    from visualize.text.working import worked
else:
    __getattr__, __dir__ = late(__name__)

__all__ = ["Picture", "Table", "draw", "load_ipython_extension", "tikz", "worked"]

for kind in (Value, Graph, Ledger, Trace):
    faced(kind)
lend("Value Trace", "play", "visualize.faces.of_traces")
lend("Trace", "draw svg html gif apng frames save _repr_html_", "visualize.faces.of_traces")
lend("Trace", "table step_through latex markdown", "visualize.faces.notebook")
lend("Value Graph Ledger", "_repr_mimebundle_", "visualize.faces.notebook")
lend("Sheet Report", "_repr_mimebundle_", "visualize.faces.sheet_cell")
lend("Exercise", "_repr_mimebundle_", "visualize.classroom.cell")
