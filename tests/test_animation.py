"""GIF and APNG, read back by Pillow."""

import io

import pytest
from PIL import Image, ImageChops, ImageColor, ImageSequence

from visualize.film.animation import apng, gif
from visualize.picture.images import PictureWarning, png

COLOURS = ["#0072B2", "#D55E00", "#009E73"]


def step(x: int, colour: str = "#0072B2", width: int = 90) -> str:
    return (
        f'<svg width="{width}px" height="40px" xmlns="http://www.w3.org/2000/svg">'
        f'<text x="4" y="30" font-size="14">∂L/∂w₃</text>'
        f'<rect x="{x}" y="4" width="9" height="9" fill="{colour}"/></svg>'
    )


# Moving, changing colour, standing still at the beginning, in the middle and at the end.
STEPS = [step(4), step(4), step(30), step(30, "#D55E00"), step(30, "#D55E00"), step(60), step(60)]


def frames(data: bytes) -> list[Image.Image]:
    with Image.open(io.BytesIO(data)) as film:
        return [frame.convert("RGB") for frame in ImageSequence.Iterator(film)]


def stills() -> list[Image.Image]:
    return [Image.open(io.BytesIO(png(svg, scale=1.0))).convert("RGB") for svg in STEPS]


@pytest.mark.parametrize("animate", [gif, apng])
def test_every_step_is_one_frame_even_if_nothing_moves(animate):
    assert len(frames(animate(STEPS))) == len(STEPS)


@pytest.mark.parametrize("animate", [gif, apng])
def test_every_frame_looks_like_the_step_drawn_alone(animate):
    pairs = zip(frames(animate(STEPS)), stills(), strict=True)
    most = [max(high for _, high in ImageChops.difference(a, b).getextrema()) for a, b in pairs]

    assert most == [0] * len(STEPS)


@pytest.mark.parametrize("animate", [gif, apng])
def test_a_single_frame_is_enough(animate):
    assert len(frames(animate([step(4)]))) == 1


@pytest.mark.parametrize("animate", [gif, apng])
def test_time_and_repetition_are_kept(animate):
    film = Image.open(io.BytesIO(animate(STEPS, 0.35)))

    assert film.info["duration"] == 350
    assert film.info["loop"] == 0  # for ever


@pytest.mark.parametrize("animate", [gif, apng])
def test_each_frame_is_drawn_before_the_next_is_asked_for(animate):
    def frames_with_a_wrong_second():
        yield step(4)
        yield step(4, width=91)
        pytest.fail("the third frame was asked for before the second was drawn")

    with pytest.raises(ValueError, match="frame 2"):
        animate(frames_with_a_wrong_second())


@pytest.mark.parametrize("animate", [gif, apng])
def test_a_frame_without_change_costs_next_to_nothing(animate):
    assert len(animate([step(4)] * 101)) < len(animate([step(4)])) + 100 * 100


def test_gif_keeps_the_colours_of_the_pictures():
    film = frames(gif([step(4, colour) for colour in COLOURS]))

    assert [frame.getpixel((8, 8)) for frame in film] == [ImageColor.getrgb(c) for c in COLOURS]


@pytest.mark.parametrize("animate", [gif, apng])
def test_frames_of_different_size_are_refused(animate):
    with pytest.raises(ValueError, match="frame 2 has 91x40 pixels, the first one 90x40"):
        animate([step(4), step(4, width=91)])


@pytest.mark.parametrize("animate", [gif, apng])
def test_no_frames_are_refused(animate):
    with pytest.raises(ValueError, match="at least one frame, got none"):
        animate([])


@pytest.mark.parametrize("seconds", [0, 0.01, 61, float("nan")])
def test_times_that_players_ignore_are_refused(seconds):
    with pytest.raises(ValueError, match=r"must be from 0\.02 to 60, got"):
        gif(STEPS, seconds)


def test_large_frames_are_drawn_smaller_with_one_warning():
    with pytest.warns(PictureWarning, match="drawn at scale") as caught:
        film = frames(gif(STEPS, scale=5.0, max_pixels=10_000))

    assert len(caught) == 1
    assert film[0].width * film[0].height <= 10_000
