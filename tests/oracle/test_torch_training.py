"""Whole trainings against PyTorch: layers, loss, clipping, optimiser and schedule drawn at random.

Each part has tests of its own; here their states meet: running statistics, moments, rates.
"""

import random

import pytest

import nn
from nn.base.nested import build, entries

torch = pytest.importorskip("torch")
torch.set_num_threads(1)  # tensors are tiny; on a busy machine threads wait for each other
pytestmark = pytest.mark.oracle

SAMPLES, CLASSES, STEPS = 4, 3, 5

BODIES = [
    (
        (3,),
        lambda t: [
            t.Linear(3, 4, bias=False),
            t.BatchNorm1d(4, momentum=None),
            t.ReLU(),
            t.Linear(4, 3),
        ],
    ),
    ((4,), lambda t: [t.LayerNorm(4), t.Linear(4, 3), t.GELU(), t.Dropout(0.0)]),
    (
        (2, 5),
        lambda t: [
            t.Conv1d(2, 2, 3, padding=1, groups=2, bias=False, padding_mode="circular"),
            t.BatchNorm1d(2),
            t.MaxPool1d(2, ceil_mode=True),
            t.Flatten(),
            t.Linear(6, 3),
        ],
    ),
    (
        (1, 3, 3),
        lambda t: [
            t.ConvTranspose2d(1, 2, 2, stride=2, padding=1, output_padding=1),
            t.Tanh(),
            t.AvgPool2d(2, ceil_mode=True, count_include_pad=False),
            t.Flatten(),
            t.Linear(18, 3),
        ],
    ),
]
LOSSES = [
    lambda m, given: m.CrossEntropyLoss(weight=given([1.0, 0.5, 2.0]), label_smoothing=0.1),
    lambda m, given: m.CrossEntropyLoss(ignore_index=1, reduction="sum"),
    lambda m, given: m.MultiMarginLoss(p=2),
]
OPTIMISERS = [
    ("SGD", {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
    ("Adam", {"lr": 0.05, "amsgrad": True, "weight_decay": 0.1}),
    ("AdamW", {"lr": 0.05, "betas": (0.8, 0.9), "maximize": True}),
    ("RMSprop", {"lr": 0.01, "centered": True, "momentum": 0.5}),
]
SCHEDULES = [
    lambda m, optimiser: m.MultiStepLR(optimiser, [2, 3], 0.5),
    lambda m, optimiser: m.CosineAnnealingLR(optimiser, 3),
    lambda m, optimiser: m.ReduceLROnPlateau(optimiser, patience=0, threshold=0.1),
]


def tensor(x):
    """Numbers as doubles, class indices as they are."""
    return torch.tensor(x, dtype=None if isinstance(x[0], int) else torch.float64)


# layers and losses, optimisers, schedules, clipping, and how numbers are given
OURS = nn, nn, nn, nn.clip_grad_norm_, lambda x: x
THEIRS = (
    torch.nn,
    torch.optim,
    torch.optim.lr_scheduler,
    torch.nn.utils.clip_grad_norm_,
    tensor,
)


def trained(library, model, x, y, parts):
    """Loss and learning rate of every step, and the state at the end."""
    losses, optimisers, schedules, clip, given = library
    loss_of, (name, options), schedule = parts
    loss_of = loss_of(losses, given)
    optimiser = getattr(optimisers, name)(model.parameters(), **options)
    schedule, told = schedule(schedules, optimiser), []
    for _ in range(STEPS):
        optimiser.zero_grad()
        loss = loss_of(model(given(x)), given(y))
        loss.backward()
        clip(list(model.parameters()), 1.5)
        optimiser.step()
        watched = [float(loss.data)] if "Plateau" in type(schedule).__name__ else []
        schedule.step(*watched)
        told += [float(loss.data), *schedule.get_last_lr()]
    return told, model.state_dict()


@pytest.mark.parametrize("seed", range(40))
def test_a_training_takes_the_same_way(seed):
    rng = random.Random(seed)
    torch.manual_seed(seed)
    shape, body = rng.choice(BODIES)
    theirs = torch.nn.Sequential(*body(torch.nn)).double()
    ours = nn.from_torch(theirs)
    x = build((SAMPLES, *shape), lambda *_: rng.uniform(-2, 2))
    y = [0, *(rng.randrange(CLASSES) for _ in range(SAMPLES - 1))]
    parts = [rng.choice(table) for table in (LOSSES, OPTIMISERS, SCHEDULES)]

    told, state = trained(OURS, ours, x, y, parts)
    wanted, their_state = trained(THEIRS, theirs, x, y, parts)
    assert told == pytest.approx(wanted, rel=1e-9)
    assert list(state) == list(their_state)
    for name, numbers in their_state.items():
        got = list(entries([state[name]]))
        assert got == pytest.approx(numbers.reshape(-1).tolist(), rel=1e-8, abs=1e-10), name
