"""Losses and optimisers against PyTorch in double precision, on random configurations."""

import random

import pytest

import nn
from autograd import Value
from nn.training import class_losses, clipping, losses, schedules

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

SEEDS = range(50)
CLOSE = {"rel": 1e-12, "abs": 1e-14}


def as_values(x):
    return [as_values(part) for part in x] if isinstance(x, list) else Value(x)


def grads(x):
    return [grads(part) for part in x] if isinstance(x, list) else x.grad


def flat(x):
    return [number for part in x for number in flat(part)] if isinstance(x, list) else [x]


def numbers(rng, shape, low=-3.0, high=3.0):
    if not shape:
        return rng.uniform(low, high)
    return [numbers(rng, shape[1:], low, high) for _ in range(shape[0])]


def same_loss(ours, theirs, given, target, **options):
    """Loss and ∂loss/∂input agree; a "none" reduction is weighted, so that each term counts."""
    values = as_values(given)
    tensor = torch.tensor(given, dtype=torch.float64, requires_grad=True)
    is_index = isinstance(flat(target)[0] if isinstance(target, list) else target, int)
    wanted = torch.tensor(target, dtype=torch.int64 if is_index else torch.float64)
    expected = theirs(tensor, wanted, **options)
    loss = ours(values, target, **options)
    assert [float(x) for x in flat(loss)] == pytest.approx(expected.reshape(-1).tolist(), **CLOSE)
    weights = [1.0 + i for i in range(expected.numel())]
    (expected.reshape(-1) * torch.tensor(weights, dtype=torch.float64)).sum().backward()
    sum(w * term for w, term in zip(weights, flat(loss), strict=True)).backward()
    assert flat(grads(values)) == pytest.approx(tensor.grad.reshape(-1).tolist(), **CLOSE)


def shape_and_reduction(rng):
    shape = [rng.randint(1, 4) for _ in range(rng.randint(0, 3))]
    return shape, rng.choice(["mean", "sum", "none"])


@pytest.mark.parametrize("name", ["mse_loss", "l1_loss"])
def test_losses_of_differences(name):
    for seed in SEEDS:
        rng = random.Random(seed)
        shape, reduction = shape_and_reduction(rng)
        same_loss(
            getattr(losses, name),
            getattr(torch.nn.functional, name),
            numbers(rng, shape),
            numbers(rng, shape),
            reduction=reduction,
        )


def test_huber_loss():
    for seed in SEEDS:
        rng = random.Random(seed)
        shape, reduction = shape_and_reduction(rng)
        options = {"reduction": reduction, "delta": rng.choice([1.0, 0.4, 2.5])}
        given, target = numbers(rng, shape), numbers(rng, shape)

        same_loss(losses.huber_loss, torch.nn.functional.huber_loss, given, target, **options)


@pytest.mark.parametrize("name", ["binary_cross_entropy", "binary_cross_entropy_with_logits"])
def test_binary_cross_entropies(name):
    for seed in SEEDS:
        rng = random.Random(seed)
        shape, reduction = shape_and_reduction(rng)
        bounds = (-40.0, 40.0) if name.endswith("logits") else (0.001, 0.999)
        same_loss(
            getattr(losses, name),
            getattr(torch.nn.functional, name),
            numbers(rng, shape, *bounds),
            numbers(rng, shape, 0.0, 1.0),
            reduction=reduction,
        )


@pytest.mark.parametrize("name", ["cross_entropy", "nll_loss", "multi_margin_loss"])
def test_losses_over_classes_by_index(name):
    for seed in SEEDS:
        rng = random.Random(seed)
        samples, classes = rng.randint(1, 4), rng.randint(2, 5)
        options = {"reduction": rng.choice(["mean", "sum", "none"])}
        if name == "multi_margin_loss":
            options |= {"p": rng.choice([1, 2]), "margin": rng.choice([0.5, 1.0, 2.0])}
        given, target = (
            numbers(rng, [samples, classes]),
            [rng.randrange(classes) for _ in range(samples)],
        )
        if rng.random() < 0.3:
            given, target = given[0], target[0]
        same_loss(
            getattr(class_losses, name),
            getattr(torch.nn.functional, name),
            given,
            target,
            **options,
        )


def test_cross_entropy_with_soft_targets():
    for seed in SEEDS:
        rng = random.Random(seed)
        samples, classes = rng.randint(1, 4), rng.randint(1, 5)
        given, target = numbers(rng, [samples, classes]), numbers(rng, [samples, classes], 0.0, 1.0)
        if rng.random() < 0.3:
            given, target = given[0], target[0]
        reduction = rng.choice(["mean", "sum", "none"])
        same_loss(
            class_losses.cross_entropy,
            torch.nn.functional.cross_entropy,
            given,
            target,
            reduction=reduction,
        )


def class_options(rng, classes):
    """Weights, smoothing and reduction, ours as lists and theirs as tensors."""
    weight = rng.choice([None, numbers(rng, [classes], 0.1, 3.0)])
    reduction = rng.choice(["mean", "sum", "none"])
    tensor = weight and torch.tensor(weight, dtype=torch.float64)
    return {"weight": weight, "reduction": reduction}, {"weight": tensor, "reduction": reduction}


@pytest.mark.parametrize(
    ("name", "soft"), [("cross_entropy", False), ("cross_entropy", True), ("nll_loss", False)]
)
def test_weights_of_classes_smoothing_and_samples_left_out(name, soft):
    for seed in SEEDS:
        rng = random.Random(seed)
        samples, classes = rng.randint(1, 4), rng.randint(2, 5)
        given = numbers(rng, [samples, classes])
        target = [rng.randrange(classes) for _ in range(samples)]
        ours, theirs = class_options(rng, classes)
        if soft:
            target = numbers(rng, [samples, classes], 0.0, 1.0)
        elif samples > 1 and rng.random() < 0.5:
            left_out = rng.choice([-100, -1])
            target[rng.randrange(samples - 1)] = left_out
            ours["ignore_index"] = theirs["ignore_index"] = left_out
        if name == "cross_entropy":
            ours["label_smoothing"] = theirs["label_smoothing"] = rng.choice([0.0, 0.1, 0.7])

        def wanted(tensor, target, name=name, theirs=theirs):
            return getattr(torch.nn.functional, name)(tensor, target, **theirs)

        def loss(values, target, name=name, ours=ours):
            return getattr(class_losses, name)(values, target, **ours)

        same_loss(loss, wanted, given, target)


def test_targets_of_one_weighted_against_those_of_zero():
    for seed in SEEDS:
        rng = random.Random(seed)
        shape, reduction = shape_and_reduction(rng)
        w = rng.choice([0.0, 0.3, 1.0, 5.0])

        def wanted(tensor, target, w=w, reduction=reduction):
            return torch.nn.functional.binary_cross_entropy_with_logits(
                tensor, target, pos_weight=torch.tensor(w, dtype=torch.float64), reduction=reduction
            )

        def loss(values, target, w=w, reduction=reduction):
            return losses.binary_cross_entropy_with_logits(
                values, target, pos_weight=w, reduction=reduction
            )

        target = numbers(rng, shape, 0.0, 1.0)
        same_loss(loss, wanted, numbers(rng, shape, -40.0, 40.0), target)


def test_hinge_loss_is_margin_ranking_against_zero():
    for seed in SEEDS:
        rng = random.Random(seed)
        n, margin = rng.randint(1, 5), rng.uniform(0.0, 2.0)
        reduction = rng.choice(["mean", "sum", "none"])

        def theirs(tensor, target, reduction, margin=margin):
            return torch.nn.functional.margin_ranking_loss(
                tensor, torch.zeros_like(tensor), target, margin, reduction=reduction
            )

        def ours(given, target, reduction, margin=margin):
            return losses.hinge_loss(given, target, margin, reduction=reduction)

        signs = [rng.choice([-1.0, 1.0]) for _ in range(n)]
        same_loss(ours, theirs, numbers(rng, [n]), signs, reduction=reduction)


OPTIMISERS = [
    ("SGD", {}),
    ("SGD", {"lr": 0.05, "weight_decay": 0.1}),
    ("SGD", {"lr": 0.05, "momentum": 0.9}),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "dampening": 0.3, "weight_decay": 0.01}),
    ("SGD", {"lr": 0.05, "momentum": 0.5, "nesterov": True, "weight_decay": 0.01}),
    ("Adam", {}),
    ("Adam", {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-4, "weight_decay": 0.1}),
    ("AdamW", {}),
    ("AdamW", {"lr": 0.1, "betas": (0.8, 0.95), "weight_decay": 0.3}),
    ("SGD", {"lr": 0.02, "momentum": 0.5, "weight_decay": 0.1, "maximize": True}),
    ("Adam", {"lr": 0.1, "betas": (0.8, 0.7), "amsgrad": True}),
    ("Adam", {"lr": 0.01, "maximize": True}),
    ("AdamW", {"lr": 0.1, "betas": (0.8, 0.7), "amsgrad": True, "maximize": True}),
    ("RMSprop", {}),
    ("RMSprop", {"lr": 0.01, "alpha": 0.8, "eps": 1e-4, "weight_decay": 0.1}),
    ("RMSprop", {"lr": 0.002, "momentum": 0.6, "centered": True}),
    ("RMSprop", {"lr": 0.01, "alpha": 0.5, "momentum": 0.6, "maximize": True}),
]


def trajectories(name, options, schedule, steps=60):
    """The parameters after each step on a valley with a curved floor, ours and theirs."""
    start = [-1.2, 1.0, 0.3]
    ours, theirs = [Value(x) for x in start], torch.tensor(start, dtype=torch.float64)
    theirs.requires_grad_()
    optimisers_both = (
        getattr(nn, name)(ours, **options),
        getattr(torch.optim, name)([theirs], **options),
    )
    schedules_both = [
        schedule(module, optimiser)
        for module, optimiser in zip(
            (schedules, torch.optim.lr_scheduler), optimisers_both, strict=True
        )
    ]
    paths, sign = ([], []), -1 if options.get("maximize") else 1
    for _ in range(steps):
        for (x, y, z), optimiser, rate, path in (
            (ours, optimisers_both[0], schedules_both[0], paths[0]),
            (theirs, optimisers_both[1], schedules_both[1], paths[1]),
        ):
            optimiser.zero_grad()
            (sign * ((1 - x) ** 2 + 3 * (y - x**2) ** 2 + z**2)).backward()
            optimiser.step()
            rate.step()
            path += [*(float(w.data) for w in (x, y, z)), *rate.get_last_lr()]
    return paths


def constant(module, optimiser):
    return module.LambdaLR(optimiser, lambda t: 1.0)


@pytest.mark.parametrize(("name", "options"), OPTIMISERS)
def test_optimisers_follow_the_same_path(name, options):
    ours, theirs = trajectories(name, options, constant)

    assert ours == pytest.approx(theirs, rel=1e-12, abs=1e-12)


def warm_up_then_cosine(module, optimiser):
    parts = [
        module.LinearLR(optimiser, 0.1, total_iters=5),
        module.CosineAnnealingLR(optimiser, T_max=20),
    ]
    return module.SequentialLR(optimiser, parts, milestones=[5])


@pytest.mark.parametrize(
    "schedule",
    [
        lambda module, optimiser: module.StepLR(optimiser, 7, 0.5),
        lambda module, optimiser: module.MultiStepLR(optimiser, [11, 3, 3, 40], 0.5),
        lambda module, optimiser: module.ExponentialLR(optimiser, 0.93),
        lambda module, optimiser: module.CosineAnnealingLR(optimiser, 13, 0.001),
        lambda module, optimiser: module.LinearLR(optimiser, 0.2, 0.7, 11),
        lambda module, optimiser: module.LambdaLR(optimiser, lambda t: 1 / (1 + t)),
        warm_up_then_cosine,
    ],
    ids=["step", "milestones", "exponential", "cosine", "linear", "lambda", "warm-up"],
)
def test_schedules_give_the_same_rates(schedule):
    ours, theirs = trajectories("SGD", {"lr": 0.02, "momentum": 0.5}, schedule)

    assert ours == pytest.approx(theirs, rel=1e-12, abs=1e-12)


def both_gradients(rng):
    """The same random gradients on our leaves and on a tensor."""
    wanted = numbers(rng, [rng.randint(1, 5)])
    leaves, tensor = as_values(wanted), torch.tensor(wanted, dtype=torch.float64)
    tensor.requires_grad_().grad = tensor.detach().clone()
    for leaf in leaves:
        leaf.grad = leaf.data
    return leaves, tensor


@pytest.mark.parametrize("norm_type", [1.0, 2.0, 2.5, float("inf")])
def test_clipping_by_norm_gives_the_same_gradients(norm_type):
    for seed in SEEDS:
        rng = random.Random(seed)
        leaves, tensor = both_gradients(rng)
        bound = rng.uniform(0.1, 5.0)

        expected = torch.nn.utils.clip_grad_norm_([tensor], bound, norm_type)
        assert clipping.clip_grad_norm_(leaves, bound, norm_type) == pytest.approx(
            expected.item(), **CLOSE
        )
        assert grads(leaves) == pytest.approx(tensor.grad.tolist(), **CLOSE)


def test_clipping_by_value_gives_the_same_gradients():
    for seed in SEEDS:
        rng = random.Random(seed)
        leaves, tensor = both_gradients(rng)
        bound = rng.uniform(0.1, 3.0)

        clipping.clip_grad_value_(leaves, bound)
        torch.nn.utils.clip_grad_value_([tensor], bound)
        assert grads(leaves) == tensor.grad.tolist()


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"factor": 0.5, "patience": 2},
        {"mode": "max", "patience": 1, "threshold": 0.1},
        {"patience": 0, "threshold": 0.2, "threshold_mode": "abs", "cooldown": 3},
        {"mode": "max", "patience": 1, "threshold_mode": "abs", "cooldown": 1, "min_lr": 0.01},
        {"factor": 0.9, "patience": 0, "eps": 0.02},
    ],
)
def test_rates_on_a_plateau_fall_alike(options):
    for seed in SEEDS:
        rng = random.Random(seed)
        ours = nn.SGD([Value(0.0)], lr=0.5)
        theirs = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
        here = nn.ReduceLROnPlateau(ours, **options)
        there = torch.optim.lr_scheduler.ReduceLROnPlateau(theirs, **options)
        number, rates = 1.0, []
        for _ in range(60):
            number *= rng.choice([0.8, 1.0, 1.0, 1.1])
            here.step(number)
            there.step(number)
            rates += [(ours.lr, theirs.param_groups[0]["lr"])]

        assert [rate for rate, _ in rates] == pytest.approx([rate for _, rate in rates], rel=1e-12)
