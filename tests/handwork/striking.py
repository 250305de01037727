"""Work whose worker can be killed in the middle of it; a process must be able to import it."""

import os
import time
from pathlib import Path


def squared(task, folder):
    """The square; a worker leaves word that it has begun with 1, and waits to be killed."""
    if task == 1 and os.getpid() != int(Path(folder, "here").read_text()):
        Path(folder, "struck").write_text(str(os.getpid()))
        time.sleep(600)
    return task * task
