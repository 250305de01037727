"""Frames drawn in parts look like frames drawn whole."""

import io
from math import prod

import pytest
from PIL import Image, ImageChops

from nn import RNN
from tests.visualize.examples import course_network
from visualize.film import regions
from visualize.film.frames import frames
from visualize.picture.geometry import size
from visualize.picture.images import MOST_PIXELS, png


def recurrent():
    """The first state of an RNN after three steps, with a time axis below it."""
    states, _ = RNN(1, 1, seed=1)([[0.5], [-1.0], [0.25]])
    return states[-1][0]


def unlike(image, svg):
    """The share of pixels, in percent, that differ clearly from the SVG drawn whole."""
    whole = Image.open(io.BytesIO(png(svg, scale=1.0))).convert("RGB")
    counts = ImageChops.difference(image, whole).convert("L").histogram()
    return 100 * sum(counts[16:]) / sum(counts)


@pytest.mark.parametrize("output", [course_network()[0], recurrent()], ids=["network", "rnn"])
def test_frames_drawn_in_parts_look_like_frames_drawn_whole(output):
    svgs = list(frames(output.trace(), title="a pass", font_size=20))
    images = list(regions.images(svgs, 1.0, MOST_PIXELS))

    # what is wrong in a frame stays wrong in the next ones, so every third is looked at; a curve in
    # another part is sampled anew: here and there one pixel of its edge differs a little
    pairs = list(zip(images, svgs, strict=True))[::3]
    assert max(unlike(image, svg) for image, svg in pairs) < 0.01


def test_only_the_first_frame_is_drawn_whole(monkeypatch):
    areas = []

    def drawn(svg, scale, max_pixels):
        areas.append(prod(size(svg)))
        return Image.new("RGB", (2000, 2000))

    svgs = list(frames(course_network()[0].trace()))
    monkeypatch.setattr(regions, "drawn", drawn)
    list(regions.images(svgs, 1.0, MOST_PIXELS))

    assert areas[0] == prod(size(svgs[0]))
    assert max(areas[1:]) < areas[0] / 2


@pytest.mark.parametrize(
    "line",
    [
        "<g>",
        '<rect transform="rotate(3)" width="9" height="9"/>',
        '<path d="M0,0h9"/>',
        "<use/>",
        "<style>rect { stroke-width: 90 }</style>",
    ],
)
def test_where_a_line_draws_is_not_guessed(line):
    assert regions.bounds(line) is None


def test_a_line_that_shows_nothing_is_nowhere():
    assert regions.bounds("<title>nothing</title>") == regions.NOWHERE
