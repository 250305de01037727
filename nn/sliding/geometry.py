"""How a kernel slides along one direction: the record that convolutions and pools are made of.

A window is a pair (taps, positions) of equally long tuples: tap taps[j] meets the input at
positions[j]. Padding is left out: a tap that would meet a zero beyond the edge has no edge in the
graph.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from nn.base.nested import Shape
from nn.base.shapes import check_count, is_count

Window = tuple[Shape, Shape]

CEILING = str.maketrans("⌊⌋", "⌈⌉")
NAMED_PADDING = ("valid", "same", "full")


PADDING_MODES: dict[str, Callable[[int, int], int]] = {
    "zeros": lambda i, length: i,
    "reflect": lambda i, length: length - 1 - abs(length - 1 - abs(i)),
    "replicate": lambda i, length: min(max(i, 0), length - 1),
    "circular": lambda i, length: i % length,
}
"""What stands at position i before or after an input of a length: the entry at another position, or
nothing where that lies outside still.
"""
SPARE = {"reflect": 1, "circular": 0}
"""How many more positions an input must have than are padded."""


@dataclass(frozen=True)
class Geometry:
    """The settings of a sliding kernel along one direction, and what follows from them.

    Attributes:
        kernel_size: k taps.
        stride: s, the step from window to window.
        padding: Zeros on both sides, or "valid" (none), "same" (the length stays; where d·(k − 1)
            is odd the odd zero comes behind, as in PyTorch; NumPy's `convolve` puts it in front),
            "full" (d·(k − 1), so that every tap meets every number).
        dilation: d, the step from tap to tap.
        ceil_mode: Whether a last window that reaches beyond the padded input counts, as long as it
            begins in the input or the zeros before it.
        padding_mode: What stands in place of zeros: with "reflect" the entries mirrored at the
            edge, with "replicate" that at the edge, with "circular" those from the other end.
        formula: The output's length, in symbols; with `ceil_mode` it is rounded up.

    Raises:
        ValueError: A setting is no count, or the padding none of these, or "same" with a stride.

    >>> Geometry(4, padding="same").pads, Geometry(4, padding="full").pads
    ((1, 2), (3, 3))
    """

    kernel_size: int
    stride: int = 1
    padding: int | str = 0
    dilation: int = 1
    ceil_mode: bool = field(default=False, kw_only=True)
    padding_mode: str = field(default="zeros", kw_only=True)

    formula: ClassVar[str] = "⌊(L + padding − d·(k − 1) − 1)/s⌋ + 1"

    def __post_init__(self) -> None:
        for name in ("kernel_size", "stride", "dilation"):
            check_count(name, getattr(self, name))
        if self.padding_mode not in PADDING_MODES:
            raise ValueError(
                f"padding_mode is {', '.join(map(repr, PADDING_MODES))}, got {self.padding_mode!r}"
            )
        if self.padding == "same" and self.stride != 1:
            raise ValueError(
                f"padding 'same' keeps the length, which needs stride 1, got stride {self.stride}; "
                "give the number of zeros instead"
            )
        if self.padding not in NAMED_PADDING and not is_count(self.padding, 0):
            raise ValueError(
                f"padding is a whole number from 0, 'valid', 'same' or 'full', got {self.padding!r}"
            )

    @property
    def reach(self) -> int:
        """d·(k − 1), how far the last tap is from the first."""
        return self.dilation * (self.kernel_size - 1)

    @property
    def pads(self) -> tuple[int, int]:
        """The zeros before and after the input."""
        reach = self.reach
        if isinstance(self.padding, int):
            return self.padding, self.padding
        named = {"valid": (0, 0), "full": (reach, reach), "same": (reach // 2, reach - reach // 2)}
        return named[self.padding]

    def output_length(self, length: int) -> int:
        """How many positions the kernel has on L numbers: ⌊(L + padding − d·(k − 1) − 1)/s⌋ + 1,
        where padding counts the zeros on both sides.

        Raises:
            ValueError: The kernel is longer than the padded input.

        >>> Geometry(4, stride=2, padding=1).output_length(12)
        6
        """
        span, zeros = self.reach + 1, sum(self.pads)
        least = max(self.pads) + SPARE[self.padding_mode] if self.padding_mode in SPARE else 0
        if length < least:
            raise ValueError(
                f"padding_mode={self.padding_mode!r} fills {max(self.pads)} positions from the "
                f"input, which needs at least {least}, got {length}; pad less"
            )
        if (places := self.by_formula(length)) < 1:
            raise ValueError(
                f"a kernel of {self.kernel_size} taps with dilation {self.dilation} spans {span} "
                f"positions, but the input has {length} and padding adds {zeros}; the output would "
                f"have {self.shown_formula} < 1 entries; give at least {span - zeros} positions, "
                "or more padding"
            )
        begins_beyond = (places - 1) * self.stride >= length + self.pads[0]
        return places - 1 if self.ceil_mode and begins_beyond else places

    def by_formula(self, length: int) -> int:
        """What the formula gives, below 1 where the kernel does not fit."""
        room = length + sum(self.pads) - self.reach - 1
        return (room + (self.stride - 1 if self.ceil_mode else 0)) // self.stride + 1

    @property
    def shown_formula(self) -> str:
        """The output's length in symbols, rounded as these settings say."""
        return self.formula.translate(CEILING) if self.ceil_mode else self.formula

    def input_length(self, output_length: int) -> int:
        """The shortest input that gives an output of a length.

        >>> Geometry(4, stride=2, padding=1).input_length(6)
        12
        """
        return (output_length - 1) * self.stride + self.reach + 1 - sum(self.pads)

    def explained(self, length: int) -> str:
        """The formula with its numbers, for sheets.

        >>> Geometry(4, stride=2, padding=1).explained(12)
        '⌊(12 + 2 − 1·(4 − 1) − 1)/2⌋ + 1 = 6'
        """
        places = self.output_length(length)
        less = " − 1" if places < self.by_formula(length) else ""
        shown = (
            f"⌊({length} + {sum(self.pads)} − {self.dilation}·({self.kernel_size} − 1) − 1)"
            f"/{self.stride}⌋ + 1"
        )
        return f"{shown.translate(CEILING) if self.ceil_mode else shown}{less} = {places}"

    def windows(self, length: int) -> tuple[Window, ...]:
        """One window per output position.

        >>> Geometry(3, padding=1).windows(3)
        (((1, 2), (0, 1)), ((0, 1, 2), (0, 1, 2)), ((0, 1), (1, 2)))
        """
        entry = PADDING_MODES[self.padding_mode]
        taps = [(tap, tap * self.dilation) for tap in range(self.kernel_size)]
        return tuple(
            window(((tap, entry(start + offset, length)) for tap, offset in taps), length)
            for start in self.starts(length)
        )

    def starts(self, length: int) -> list[int]:
        """Where the first tap of each window stands; in the zeros before the input below 0."""
        return [i * self.stride - self.pads[0] for i in range(self.output_length(length))]

    def sizes(self, length: int) -> list[int]:
        """How many taps of each window stand in the input or its padding.

        >>> Geometry(3, stride=3, ceil_mode=True).sizes(5)
        [3, 2]
        """
        end = length + self.pads[1]
        reached = ((end - start - 1) // self.dilation + 1 for start in self.starts(length))
        return [min(taps, self.kernel_size) for taps in reached]


@dataclass(frozen=True)
class TransposedGeometry(Geometry):
    """The settings of a kernel that every input spreads over the output.

    Attributes:
        padding: Numbers taken off both ends of the output.
        output_padding: Positions added at the far end, less than stride or dilation.

    >>> TransposedGeometry(3).output_length(2)
    4
    """

    output_padding: int = 0

    formula: ClassVar[str] = "(L − 1)·s − padding + d·(k − 1) + output_padding + 1"

    def __post_init__(self) -> None:
        check_count("padding", self.padding, 0)
        super().__post_init__()
        check_count("output_padding", self.output_padding, 0)
        if self.output_padding >= max(self.stride, self.dilation):
            raise ValueError(
                "output_padding must be less than stride or dilation, got "
                f"{self.output_padding} for stride {self.stride} and dilation {self.dilation}"
            )

    def output_length(self, length: int) -> int:
        """How many numbers come of L: (L − 1)·s − padding + d·(k − 1) + output_padding + 1.

        Raises:
            ValueError: Nothing would be left.
        """
        total = (length - 1) * self.stride + self.reach - sum(self.pads) + self.output_padding + 1
        if total < 1:
            raise ValueError(
                f"a transposed convolution of {length} positions would give {total}: "
                f"{self.formula}; give a longer input or less padding"
            )
        return total

    def windows(self, length: int) -> tuple[Window, ...]:
        """One window per output position: the inputs that were spread there.

        >>> TransposedGeometry(3).windows(2)[:2]
        (((0,), (0,)), ((0, 1), (1, 0)))
        """
        found = []
        for place in range(self.output_length(length)):
            from_start = place + self.pads[0]
            reached = ((tap, from_start - tap * self.dilation) for tap in range(self.kernel_size))
            meets = ((tap, i // self.stride) for tap, i in reached if i % self.stride == 0)
            found.append(window(meets, length))
        return tuple(found)


def window(meets: Iterable[tuple[int, int]], length: int) -> Window:
    """A window from pairs (tap, position), without the positions outside a length."""
    inside = [(tap, i) for tap, i in meets if 0 <= i < length]
    return tuple(tap for tap, _ in inside), tuple(i for _, i in inside)
