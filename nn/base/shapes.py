"""How shapes are computed and checked: one place for layers, matrices and summaries."""

from typing import Any, NoReturn

from nn.base.nested import as_nested, rank_of, shape_of, show_shape

OUTPUT_LENGTH = "⌊(L + padding − d·(k − 1) − 1)/s⌋ + 1"
TRANSPOSED_LENGTH = "(L − 1)·s − padding + d·(k − 1) + output_padding + 1"

Padding = tuple[int, int]


def output_length(
    length: int, kernel_size: int, stride: int = 1, padding: Padding = (0, 0), dilation: int = 1
) -> int:
    """How many positions a kernel of k taps, d apart, has on L numbers when it moves by s.

    ⌊(L + padding − d·(k − 1) − 1)/s⌋ + 1, where padding counts the zeros on both sides.

    Raises:
        ValueError: The kernel is longer than the padded input.

    >>> output_length(12, 4, stride=2, padding=(1, 1))
    6
    """
    span, room = dilation * (kernel_size - 1) + 1, length + sum(padding)
    if room < span:
        raise ValueError(
            f"a kernel of {kernel_size} taps with dilation {dilation} spans {span} positions, but "
            f"the input has {length} and padding adds {sum(padding)}; the output would have "
            f"{OUTPUT_LENGTH} < 1 entries; give at least {span - sum(padding)} positions, or more "
            "padding"
        )
    return (room - span) // stride + 1


def explain_length(
    length: int, kernel_size: int, stride: int = 1, padding: Padding = (0, 0), dilation: int = 1
) -> str:
    """The formula of `output_length` with its numbers, for tables and sheets.

    >>> explain_length(12, 4, stride=2, padding=(1, 1))
    '⌊(12 + 2 − 1·(4 − 1) − 1)/2⌋ + 1 = 6'
    """
    total = output_length(length, kernel_size, stride, padding, dilation)
    return (
        f"⌊({length} + {sum(padding)} − {dilation}·({kernel_size} − 1) − 1)/{stride}⌋ + 1 = {total}"
    )


def transposed_length(
    length: int,
    kernel_size: int,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    output_padding: int = 0,
) -> int:
    """How many numbers a transposed convolution makes of L.

    (L − 1)·s − 2·padding + d·(k − 1) + output_padding + 1.

    Raises:
        ValueError: Nothing would be left.

    >>> transposed_length(2, 3)
    4
    """
    total = (length - 1) * stride - 2 * padding + dilation * (kernel_size - 1) + output_padding + 1
    if total < 1:
        raise ValueError(
            f"a transposed convolution of {length} positions would give {total}: "
            f"{TRANSPOSED_LENGTH}; give a longer input or less padding"
        )
    return total


def padding_of(padding: int | str, kernel_size: int, stride: int, dilation: int) -> Padding:
    """The zeros before and after the input that a padding stands for.

    "valid" is none; "full" is d·(k − 1) on both sides, so that every tap meets every number;
    "same" keeps the length, and where d·(k − 1) is odd puts the odd zero behind, as PyTorch does
    (NumPy's `convolve` puts it in front).

    Raises:
        ValueError: The padding is none of these, or "same" with a stride.

    >>> padding_of("same", 4, 1, 1), padding_of("full", 4, 1, 1), padding_of(2, 4, 1, 1)
    ((1, 2), (3, 3), (2, 2))
    """
    reach = dilation * (kernel_size - 1)
    if padding == "same" and stride != 1:
        raise ValueError(
            f"padding 'same' keeps the length, which needs stride 1, got stride {stride}; "
            "give the number of zeros instead"
        )
    named = {"valid": (0, 0), "full": (reach, reach), "same": (reach // 2, reach - reach // 2)}
    if isinstance(padding, str) and padding in named:
        return named[padding]
    if isinstance(padding, bool) or not isinstance(padding, int) or padding < 0:
        raise ValueError(
            f"padding is a whole number from 0, 'valid', 'same' or 'full', got {padding!r}"
        )
    return padding, padding


def pair_of(x: Any) -> tuple[Any, Any]:
    """One setting for both directions, or one for each.

    >>> pair_of(3), pair_of((3, 5))
    ((3, 3), (3, 5))
    """
    if isinstance(x, (tuple, list)):
        if len(x) != 2:
            raise ValueError(f"give one number or a pair (height, width), got {x!r}")
        return x[0], x[1]
    return x, x


def check_count(name: str, value: Any, least: int = 1) -> int:
    """A whole number from `least` up.

    Raises:
        ValueError: It is something else; the message names it.

    >>> check_count("stride", 2)
    2
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError(f"{name} is a whole number from {least} up, got {value!r}")
    return value


def refuse(module: Any, given: str) -> NoReturn:
    """Raise the error of a wrong shape: what was given, and what `module.allowed()` says.

    Raises:
        ValueError: Always.
    """
    raise ValueError(f"{brief(module)} got {given}; it takes {module.allowed()}")


def brief(module: Any) -> str:
    """A module in one line for messages: as its repr, or its kind where that takes several lines.

    >>> from nn import MLP
    >>> brief(MLP(2, [1])[0]), brief(MLP(2, [1]))
    ('Linear(in_features=2, out_features=1, bias=True)', 'MLP')
    """
    shown = repr(module)
    return type(module).__name__ if "\n" in shown else shown


def as_batch(module: Any, x: Any) -> tuple[list[Any], bool]:
    """The samples in an input, and whether it was a batch; `module.sample_rank` says how to tell.

    Raises:
        ValueError: The input is nested too deeply or too little, ragged, or an empty batch.
    """
    x, rank = as_nested(x), module.sample_rank
    found = rank_of(x)
    if found and len(x) == 0:
        refuse(module, "an empty list")
    if found not in (rank, rank + 1):
        refuse(module, f"an input of shape {show_shape(shape_of(x))}")
    return (x, True) if found == rank + 1 else ([x], False)
