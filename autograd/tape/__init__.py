"""The tape: a graph recorded once as a program, to be read and to be run many times.

`record` writes a graph down as a Wengert list (`tape`), one form from which everything else is
made: the printed program, and the engines that run it on new numbers without building nodes.
"""

from autograd.tape import running as _running  # noqa: F401  (tapes run)
from autograd.tape.files import from_json, load, schema, to_json
from autograd.tape.reading import latex as _latex  # noqa: F401  (tapes are printed)
from autograd.tape.reading import source as _source  # noqa: F401
from autograd.tape.recording import record
from autograd.tape.tape import Entry, Tape

__all__ = ["Entry", "Tape", "from_json", "load", "record", "schema", "to_json"]
