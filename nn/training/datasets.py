"""Small point sets in the plane for trying a classifier: points, and labels 0 and 1."""

import math
from collections.abc import Sequence
from random import Random

Points = list[list[float]]


def two_moons(count: int = 100, noise: float = 0.1, seed: int = 0) -> tuple[Points, list[int]]:
    """Two half circles of radius 1 that reach into each other; label 1 is the lower one.

    The upper is centred at (0, 0) and the lower at (1, ½).

    Args:
        count: The number of points, half of them in each moon.
        noise: The standard deviation of what is added to both coordinates.
        seed: Of the noise.

    >>> two_moons(4, noise=0.0)
    ([[1.0, 0.0], [-1.0, 0.0], [0.0, 0.5], [2.0, 0.5]], [0, 0, 1, 1])
    """
    upper, lower = count - count // 2, count // 2
    angles = [math.pi * i / max(n - 1, 1) for n in (upper, lower) for i in range(n)]
    labels = [0] * upper + [1] * lower
    centres = [
        (math.cos(angle), math.sin(angle))
        if label == 0
        else (1 - math.cos(angle), 0.5 - math.sin(angle))
        for angle, label in zip(angles, labels, strict=True)
    ]
    return blurred(centres, noise, seed), labels


def circles(
    count: int = 100, noise: float = 0.1, factor: float = 0.5, seed: int = 0
) -> tuple[Points, list[int]]:
    """A circle of radius 1 around one of radius `factor`, which has label 1.

    >>> circles(4, noise=0.0)
    ([[1.0, 0.0], [-1.0, 0.0], [0.5, 0.0], [-0.5, 0.0]], [0, 0, 1, 1])
    """
    outer, inner = count - count // 2, count // 2
    labels = [0] * outer + [1] * inner
    angles = [2 * math.pi * i / n for n in (outer, inner) for i in range(n)]
    radii = [factor if label else 1.0 for label in labels]
    centres = [(r * math.cos(a), r * math.sin(a)) for r, a in zip(radii, angles, strict=True)]
    return blurred(centres, noise, seed), labels


def xor(count: int = 4, noise: float = 0.0, seed: int = 0) -> tuple[Points, list[int]]:
    """The corners of the unit square in turn; label 1 where the coordinates differ.

    >>> xor()
    ([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0, 1, 1, 0])
    """
    corners = [((i // 2) % 2, i % 2) for i in range(count)]
    return blurred(corners, noise, seed), [x ^ y for x, y in corners]


def blurred(centres: Sequence[tuple[float, float]], noise: float, seed: int) -> Points:
    """The centres with normal noise added, to 12 decimals, so that cos 90° is 0."""
    if not centres or noise < 0:
        raise ValueError(
            "a point set needs a count of 1 or more and a noise of 0 or more, "
            f"got count={len(centres)} and noise={noise}"
        )
    rng = Random(seed)
    return [[round(c + rng.gauss(0, noise), 12) + 0.0 for c in centre] for centre in centres]
