"""Moving pictures with one frame per step: GIF and APNG.

Pillow melts equal neighbouring frames into one, and then frame 17 is not step 17 any more. So
the files are put together here, each frame repainting what changed, at least one pixel.
"""

import io
import struct
import zlib
from collections.abc import Iterable, Iterator

from PIL import Image, ImageChops

from visualize.film.regions import images

MOST_PIXELS = 2_000_000  # of one frame


def gif(
    frames: Iterable[str],
    seconds_per_frame: float = 1.0,
    *,
    scale: float = 1.0,
    max_pixels: int = MOST_PIXELS,
) -> bytes:
    """An endless GIF of the SVG texts `frames`, one frame for each, 256 colours a frame.

    Frames are drawn one by one as `frames` yields them, so a progress bar may wrap it. All must
    have the first one's size. Times are rounded to 1/100 s.

    >>> step = '<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt"/>'
    >>> film = gif([step, step, step])
    >>> film[:6], film.count(b"\\x21\\xf9\\x04")  # kind of file, one control block per frame
    (b'GIF89a', 3)
    """
    hundredths = round(100 * _checked(seconds_per_frame))
    painted: list[bytes] = []
    width = height = 0
    for patch, left, top in _patches(frames, scale, max_pixels):
        if not painted:
            width, height = patch.size
        painted.append(_gif_frame(patch, left, top, hundredths))
    screen = struct.pack("<HHBBB", width, height, 0x70, 0, 0)  # no common palette
    forever = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    return b"".join([b"GIF89a", screen, forever, *painted, b";"])


def apng(
    frames: Iterable[str],
    seconds_per_frame: float = 1.0,
    *,
    scale: float = 1.0,
    max_pixels: int = MOST_PIXELS,
) -> bytes:
    """An endless animated PNG, in all colours; otherwise as `gif`, times rounded to 1/1000 s."""
    thousandths = round(1000 * _checked(seconds_per_frame))
    header, body, order, count = b"", [], 0, 0
    for count, (patch, left, top) in enumerate(_patches(frames, scale, max_pixels), start=1):
        place = (patch.width, patch.height, left, top)
        body.append(_chunk(b"fcTL", struct.pack(">5I2H2B", order, *place, thousandths, 1000, 0, 0)))
        order += 1
        for kind, data in _png_chunks(patch):
            if kind == b"IHDR":
                header = header or _chunk(kind, data)
            elif kind == b"IDAT" and count == 1:
                body.append(_chunk(kind, data))
            elif kind == b"IDAT":
                body.append(_chunk(b"fdAT", struct.pack(">I", order) + data))
                order += 1
    control = _chunk(b"acTL", struct.pack(">2I", count, 0))
    return b"".join([b"\x89PNG\r\n\x1a\n", header, control, *body, _chunk(b"IEND", b"")])


def _checked(seconds: float) -> float:
    """`seconds` if players keep to it: they slow down below 0.02, and files end at 65 s."""
    if not 0.02 <= seconds <= 60:
        raise ValueError(f"seconds_per_frame must be from 0.02 to 60, got {seconds}")
    return seconds


def _patches(
    frames: Iterable[str], scale: float, max_pixels: int
) -> Iterator[tuple[Image.Image, int, int]]:
    """For each frame the part that differs from the frame before, with its left and top."""
    before: Image.Image | None = None
    for image in images(frames, scale, max_pixels):
        box: tuple[int, int, int, int] | None = (0, 0, image.width, image.height)
        if before is not None:
            box = ImageChops.difference(image, before).getbbox()
        box = box or (0, 0, 1, 1)
        yield image.crop(box), box[0], box[1]
        before = image
    if before is None:
        raise ValueError("an animation needs at least one frame, got none")


def _gif_frame(patch: Image.Image, left: int, top: int, hundredths: int) -> bytes:
    """One frame of a GIF, cut out of the file that Pillow makes of it [GIF89a specification]."""
    file = io.BytesIO()
    patch.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(file, "GIF")
    data = file.getvalue()
    palette_size = data[10] & 7
    at = 13 + 3 * 2 ** (palette_size + 1)
    palette = data[13:at]
    while data[at] == 0x21:  # an extension: its kind, then blocks that begin with their length
        at += 2
        while data[at]:
            at += 1 + data[at]
        at += 1
    interlaced = data[at + 9] & 0x40
    control = b"\x21\xf9\x04" + struct.pack("<BHBB", 1 << 2, hundredths, 0, 0)  # keep when done
    shape = (left, top, patch.width, patch.height, 0x80 | interlaced | palette_size)
    return control + b"," + struct.pack("<4HB", *shape) + palette + data[at + 10 : -1]


def _png_chunks(image: Image.Image) -> Iterator[tuple[bytes, bytes]]:
    """The kinds and contents of the chunks of the image's PNG file."""
    file = io.BytesIO()
    image.save(file, "PNG")
    data = file.getvalue()
    at = 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG chunk: length, kind, data, checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
