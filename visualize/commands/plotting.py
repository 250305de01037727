"""`plot`: curves instead of graphs (extra `plots`)."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from visualize.commands.loading import InputError, chosen, load, namespace, target
from visualize.commands.options import File, Force, Output, Wrt
from visualize.commands.progress import waiting
from visualize.files import writable

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES = (".svg", ".png", ".pdf")

plot = typer.Typer(
    name="plot",
    help="Plot activations, losses, gradients, a training.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


RUN = "A Python file; it is run."
History = Annotated[str, typer.Argument(metavar="FILE[:HISTORY]", help=RUN)]
Model = Annotated[str, typer.Argument(metavar="FILE[:MODEL]", help=RUN)]


@plot.command()
def activation(
    op: Annotated[str, typer.Argument(help="tanh, relu, sigmoid, gelu, softplus, …")],
    low: Annotated[float, typer.Option(help="Where the plot begins.")] = -5.0,
    high: Annotated[float, typer.Option(help="Where it ends.")] = 5.0,
    output: Output = None,
    force: Force = False,
) -> None:
    """An activation and its derivative.

    Example: chalkgrad plot activation tanh -o tanh.svg
    """
    from visualize.plots.gradients import activation as plotted

    save_figure(plotted(op, low, high), output or Path(f"{op}.svg"), force)


@plot.command()
def logit(
    target: Annotated[float, typer.Option(help="What the output should be, 0 to 1.")] = 1.0,
    output: Output = None,
    force: Force = False,
) -> None:
    """Two losses of a sigmoid, and their gradients, by its logit.

    They are cross-entropy and squared error.

    Example: chalkgrad plot logit --target 1 -o logit.svg
    """
    from visualize.plots.comparing import losses_by_logit

    save_figure(losses_by_logit(target), output or Path("logit.svg"), force)


@plot.command()
def layers(file: File, output: Output = None, force: Force = False) -> None:
    """The size of the gradients in each module, on a log axis.

    Example: chalkgrad plot layers my_network.py:loss -o layers.svg
    """
    from visualize.plots.gradients import gradient_by_layer

    loss_node = load(file)
    with waiting("Computing gradients"):
        save_figure(gradient_by_layer(loss_node), output or Path("layers.svg"), force)


@plot.command()
def times(
    file: File,
    states: Annotated[str, typer.Option(help="The list of hidden states in the file.")] = "states",
    output: Output = None,
    force: Force = False,
) -> None:
    """The size of the gradient at each time step, on a log axis.

    Example: chalkgrad plot times my_rnn.py:loss --states h -o times.svg
    """
    from visualize.plots.gradients import gradient_by_time

    path, name = target(file)
    names = namespace(path)
    hidden = wanted(names, path, states)
    save_figure(
        gradient_by_time(chosen(names, name, path), hidden), output or Path("times.svg"), force
    )


@plot.command()
def scale(file: File, wrt: Wrt = None, output: Output = None, force: Force = False) -> None:
    """The size of the gradient when the weights of -w are scaled.

    Does it vanish, does it explode?

    Example: chalkgrad plot scale least_squares.py:E -w w1 -w w2 -o scale.svg
    """
    from visualize.plots.gradients import gradient_by_scale

    if not wrt:
        raise InputError("name the weights to scale with -w, such as -w w1 -w w2")
    loss = load(file)
    with waiting("Computing gradients"):
        save_figure(gradient_by_scale(loss, wrt), output or Path("scale.svg"), force)


@plot.command()
def loss(
    file: Annotated[
        str, typer.Argument(metavar="FILE[:HISTORY]", help="A Python file; it is run.")
    ],
    output: Output = None,
    force: Force = False,
) -> None:
    """The loss by epoch, from the history that `nn.fit` gave.

    Example: chalkgrad plot loss train.py:history -o loss.svg
    """
    from visualize.plots.curves import loss_curve

    path, name = target(file)
    history = wanted(namespace(path), path, name or "history")
    save_figure(loss_curve(history), output or Path("loss.svg"), force)


@plot.command()
def boundary(
    file: Model,
    points: Annotated[str, typer.Option(help="The list of points in the file.")] = "points",
    labels: Annotated[str, typer.Option(help="Their labels, 0 or 1.")] = "labels",
    output: Output = None,
    force: Force = False,
) -> None:
    """What a classifier decides where in the plane.

    Example: chalkgrad plot boundary train.py:model --points X --labels y -o moons.svg
    """
    from visualize.plots.curves import decision_boundary

    path, name = target(file)
    names = namespace(path)
    model, at, known = (wanted(names, path, n) for n in (name or "model", points, labels))
    with waiting("Asking the model"):
        save_figure(decision_boundary(model, at, known), output or Path("boundary.svg"), force)


def wanted(names: dict[str, Any], path: Path, name: str) -> Any:
    """What a file defines under a name.

    Raises:
        InputError: Nothing.
    """
    if name not in names:
        raise InputError(f"{path} defines no {name!r}; name it in the file, or give another name")
    return names[name]


def save_figure(figure: "Figure", output: Path, force: bool) -> None:
    """Write a figure; the suffix says how."""
    if output.suffix.lower() not in SUFFIXES:
        raise InputError(f"cannot write {output.name!r}: end the name in {', '.join(SUFFIXES)}")
    output = writable(output, force=force)
    figure.savefig(output, dpi=200, metadata=stable(output))
    typer.echo(f"wrote {output}")


def stable(output: Path) -> dict[str, None]:
    """Metadata without the date, so that the same plot is the same file."""
    return {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(output.suffix.lower(), {})
