"""W1 in HIPS autograd, run by an interpreter of its own: its import name is ours.

Reads JSON from the input, line by line: first the workload (`scalars`, `layers`, `points`,
`classes`, `penalty`, `rate`), then `{}` for an answer or `{"calls": …, "collector": …}` for
seconds. Each reply is a line.
"""

# ruff: noqa: I001  (`autograd` is another package here)
import json
import sys
from typing import Any

import autograd.numpy as np  # theirs
from autograd import value_and_grad
from timing import Entrant, entrant  # beside this file


def in_scalars(given: dict[str, Any]) -> Entrant:
    """Each number a number of its own, as in a scalar engine."""
    rows: Any = given["layers"]

    def layer(rows: Any, inputs: Any) -> Any:
        return [sum((w * x for w, x in zip(row[1:], inputs, strict=True)), row[0]) for row in rows]

    def score(layers: Any, point: Any) -> Any:
        inputs = point
        for each in layers[:-1]:
            inputs = [np.maximum(s, 0.0) for s in layer(each, inputs)]
        return layer(layers[-1], inputs)[0]

    def loss(layers: Any) -> Any:
        pairs = zip(given["points"], given["classes"], strict=True)
        losses = [np.maximum(1 + -y * score(layers, x), 0.0) for x, y in pairs]
        squares = sum(w * w for each in layers for row in each for w in row)
        return sum(losses) * (1 / len(losses)) + given["penalty"] * squares

    both = value_and_grad(loss)

    def step() -> Any:
        nonlocal rows
        value, slopes = both(rows)
        rows = [
            [
                [w - given["rate"] * s for w, s in zip(*pair, strict=True)]
                for pair in zip(*both_rows, strict=True)
            ]
            for both_rows in zip(rows, slopes, strict=True)
        ]
        return value, slopes

    return entrant(
        step, lambda pair: [float(pair[0]), *(float(s) for e in pair[1] for r in e for s in r)]
    )


def on_arrays(given: dict[str, Any]) -> Entrant:
    """As one writes it there: arrays, and a matrix product for each layer."""
    matrices: Any = [np.array(rows) for rows in given["layers"]]
    points, classes = np.array(given["points"]), np.array(given["classes"])

    def loss(matrices: Any) -> Any:
        x = points
        for rows in matrices[:-1]:
            x = np.maximum(np.dot(x, rows[:, 1:].T) + rows[:, 0], 0.0)
        scores = (np.dot(x, matrices[-1][:, 1:].T) + matrices[-1][:, 0])[:, 0]
        penalty = sum(np.sum(rows * rows) for rows in matrices)
        return np.mean(np.maximum(1 - classes * scores, 0.0)) + given["penalty"] * penalty

    both = value_and_grad(loss)

    def step() -> Any:
        nonlocal matrices
        value, slopes = both(matrices)
        matrices = [w - given["rate"] * s for w, s in zip(matrices, slopes, strict=True)]
        return value, slopes

    return entrant(step, lambda pair: [float(pair[0]), *np.concatenate([*map(np.ravel, pair[1])])])


def main() -> None:
    """Answer until the input ends."""
    given = json.loads(sys.stdin.readline())
    runner = (in_scalars if given["scalars"] else on_arrays)(given)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(runner.seconds(**asked) if asked else runner.answer()), flush=True)


if __name__ == "__main__":
    main()
