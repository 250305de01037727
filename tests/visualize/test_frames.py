import io
import warnings
from xml.etree import ElementTree

import pytest
from PIL import Image

from autograd import Value
from tests.visualize.examples import square
from visualize.film.frames import MOST_FRAMES, animation, frames
from visualize.picture.images import PictureWarning


@pytest.fixture
def trace():
    return square()[0].trace()


@pytest.mark.parametrize("kind", ["gif", "apng"])
def test_animations_have_one_frame_for_each_step(trace, kind):
    film = Image.open(io.BytesIO(animation(trace, kind, seconds=0.5)))

    assert film.n_frames == len(trace) == 7
    assert film.info["duration"] == 500


def test_frames_show_one_number_more_or_none_at_each_step(trace):
    counts = []
    for svg in frames(trace):
        texts = ElementTree.fromstring(svg).iterfind(".//{*}text")
        counts.append(sum(t.get("class") in ("value", "gradient") and bool(t.text) for t in texts))

    # x, L, ∂L/∂L, an edge brings x its first contribution, another edge, ∂L/∂x is summed, done
    assert counts == [1, 2, 3, 4, 4, 4, 4]


def test_frames_go_into_a_folder_by_number(trace, tmp_path):
    paths = trace.frames(tmp_path / "slides", kind="png")

    assert [path.name for path in paths] == [f"step-00{i}.png" for i in range(7)]
    assert len({path.read_bytes() for path in paths}) == 7


def test_a_folder_with_such_frames_is_not_written_over(trace, tmp_path):
    trace.frames(tmp_path)

    with pytest.raises(FileExistsError, match=r"step-000\.svg exists"):
        trace.frames(tmp_path)


def test_frames_of_another_kind_are_refused(trace, tmp_path):
    with pytest.raises(ValueError, match="frames are saved as svg or png, not 'bmp'"):
        trace.frames(tmp_path, kind="bmp")


def test_an_endless_animation_is_refused_before_it_is_drawn():
    node = Value(1.0)
    for _ in range(MOST_FRAMES):
        node = node + 1

    # a sum and an edge for each of the 2,000, what is given, the seed, the end
    with pytest.raises(ValueError, match=r"an animation of 4,003 steps is too long.*trace\.html"):
        animation(node.trace(), "gif")


def test_a_huge_frame_is_drawn_smaller_with_a_warning(trace):
    with pytest.warns(PictureWarning, match="to stay within"):
        animation(trace, "gif", scale=8.0)


@pytest.mark.parametrize(
    ("name", "start"),
    [("p.html", b"<!doctype html>"), ("p.gif", b"GIF89a"), ("p.apng", b"\x89PNG"),
     ("p.svg", b"<svg"), ("p.png", b"\x89PNG"), ("p.dot", b"digraph"),
     ("p.tikz", b"\\begin{tikzpicture}"), ("p.tex", b"\\documentclass")],
)  # fmt: skip
def test_a_trace_saves_itself_by_suffix(trace, tmp_path, name, start):
    assert trace.save(tmp_path / name).read_bytes().startswith(start)


def test_a_trace_saves_itself_as_pdf(trace, tmp_path):
    pytest.importorskip("svglib")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # svglib's own
        path = trace.save(tmp_path / "p.pdf")

    assert path.read_bytes().startswith(b"%PDF")


def test_a_trace_draws_itself(trace):
    assert trace.svg(step=1) == trace.draw(step=1).svg


def test_a_notebook_shows_a_trace_as_a_frame_of_its_own(trace):
    shown = trace._repr_html_()

    assert shown.startswith('<iframe srcdoc="&lt;!doctype html&gt;')
    assert 'sandbox="allow-scripts' in shown
    assert "allow-same-origin" not in shown
