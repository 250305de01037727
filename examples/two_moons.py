"""A small network learns to tell two moons apart.

Run with `python -m examples.two_moons`; it writes two_moons_loss.png and two_moons_boundary.png.
"""

from autograd.extras import load_extra
from nn import MLP, Adam, accuracy, binary_cross_entropy_with_logits, fit, summary, two_moons
from visualize.plots.curves import decision_boundary, loss_curve


def require_plots():
    """End with a line of advice, before anything is trained, if no picture could be drawn."""
    try:
        load_extra("matplotlib", "plots")
    except ImportError as error:
        raise SystemExit(str(error)) from None


def main():
    """Train, say how it went, and write both pictures."""
    require_plots()
    points, labels = two_moons(120, noise=0.15, seed=1)
    unseen_points, unseen_labels = two_moons(60, noise=0.15, seed=2)
    model = MLP(2, [12, 12, 1], activation="tanh", seed=1)
    print(summary(model, (2,)), end="\n\n")

    history = fit(
        model,
        list(zip(points, labels, strict=True)),
        binary_cross_entropy_with_logits,
        Adam(model.parameters(), lr=0.03),
        epochs=60,
        batch_size=20,
        validation=list(zip(unseen_points, unseen_labels, strict=True)),
        patience=15,
        seed=1,
    )
    print(history)
    print(f"right on training points: {accuracy(model(points), labels):.1%}")
    print(f"right on unseen points: {accuracy(model(unseen_points), unseen_labels):.1%}")

    loss_curve(history).savefig("two_moons_loss.png", dpi=150)
    decision_boundary(model, points, labels).savefig("two_moons_boundary.png", dpi=150)
    print("wrote two_moons_loss.png and two_moons_boundary.png")


if __name__ == "__main__":
    main()
