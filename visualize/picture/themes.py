"""Colours and measures of the pictures."""

from dataclasses import dataclass

NAME, SMALL, FIGURE, PARTIAL = 14.0, 11.0, 12.0, 11.0  # sizes of text, in points
MARGIN = 10.0


@dataclass(frozen=True)
class Theme:
    """The colours of a picture: value, gradient and local derivative in the hues of Okabe and Ito's
    blue, vermillion and bluish green, as dark or light as text needs that is to be read.
    """

    page: str
    ink: str
    quiet: str
    wire: str
    leaf: str
    node: str
    outline: str
    line: str
    group: str
    active: str
    value: str
    gradient: str
    partial: str


THEMES = {
    "light": Theme(
        page="#ffffff",
        ink="#1b1f24",
        quiet="#59636e",
        wire="#8b949e",
        leaf="#f1f4f7",
        node="#ffffff",
        outline="#8b949e",
        line="#d9dee3",
        group="#f7f3ea",
        active="#fff2bf",
        value="#0072B2",
        gradient="#B34E00",
        partial="#007A58",
    ),
    "dark": Theme(
        page="#14181d",
        ink="#f0f3f6",
        quiet="#a4aebb",
        wire="#77818d",
        leaf="#232a33",
        node="#1a2027",
        outline="#77818d",
        line="#323a44",
        group="#29261e",
        active="#4a3f10",
        value="#56b4e9",
        gradient="#ff9257",
        partial="#35d0a0",
    ),
}


def theme_named(name: str) -> Theme:
    """The theme of a name.

    Raises:
        ValueError: There is none of that name.
    """
    if name not in THEMES:
        raise ValueError(f"unknown theme {name!r}; choose {' or '.join(THEMES)}")
    return THEMES[name]
