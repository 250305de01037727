"""The optimisers and schedules: hand values, the course's step, and refusals."""

import math

import pytest

import nn
from autograd import Value, by_hand
from nn.training.adaptive_optimisers import Adam, AdamW, RMSprop
from nn.training.class_losses import cross_entropy
from nn.training.optimisers import SGD, Optimizer
from nn.training.plateau import ReduceLROnPlateau
from nn.training.schedules import (
    CosineAnnealingLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    MultiStepLR,
    Schedule,
    SequentialLR,
    StepLR,
)


def network():
    """003.P5: Linear → ReLU → softmax → cross-entropy with soft targets, by hand."""
    weights = [Value(1.0, "w₁₁"), Value(0.0, "w₁₂"), Value(0.0, "w₂₁"), Value(-1.0, "w₂₂")]
    biases = [Value(0.0, "b₁"), Value(0.0, "b₂")]

    def loss():
        c = [weights[0] + weights[1] + biases[0], weights[2] + weights[3] + biases[1]]
        return cross_entropy([c_i.relu() for c_i in c], [0.3, 0.7])

    return weights, biases, loss


def test_003_p5_one_step_in_full_precision():
    weights, biases, loss = network()
    before = loss()
    before.backward()

    table = SGD([*weights, *biases], lr=0.02).step()

    assert before.data == pytest.approx(1.0132616875182228, rel=1e-14)
    assert [w.data for w in weights] == pytest.approx(
        [0.9913788284273999, -0.008621171572600098, 0.0, -1.0], rel=1e-14
    )
    assert [b.data for b in biases] == pytest.approx([-0.008621171572600098, 0.0], rel=1e-14)
    assert loss().data == pytest.approx(1.0021790179023782, rel=1e-14)
    assert table[0] == ("w₁₁", 1.0, weights[0].grad, weights[0].data)


def test_003_p5_the_steps_after_it():
    weights, biases, loss = network()
    optimizer = SGD([*weights, *biases], lr=0.02)
    values = []
    for _ in range(5):
        optimizer.zero_grad()
        value = loss()
        values.append(value.data)
        value.backward()
        optimizer.step()

    assert values[2:] == pytest.approx(
        [0.9913585807125059, 0.9807971192729912, 0.9704912449619476], rel=1e-14
    )


def test_003_p5_one_step_by_hand():
    weights, biases, _ = network()
    for param in (*weights[:2], biases[0]):
        param.grad = 0.4311
    with by_hand(4):
        table = SGD([*weights, *biases], lr=0.02).step()

    assert str(table).splitlines() == [
        "new = old - 0.02·gradient",
        "     old  gradient      new",
        "w₁₁    1    0.4311   0.9914",
        "w₁₂    0    0.4311  -0.0086",
        "w₂₁    0         0        0",
        "w₂₂   -1         0       -1",
        "b₁     0    0.4311  -0.0086",
        "b₂     0         0        0",
    ]


def test_maximize_climbs_and_says_so():
    w = Value(1.0, "w")
    w.grad = 2.0
    table = SGD([w], lr=0.5, maximize=True).step()

    assert str(table).splitlines()[0] == "new = old + 0.5·gradient"
    assert table[0] == ("w", 1.0, 2.0, 2.0)
    assert Adam([w], lr=0.1, maximize=True).step().rule == "Adam step 1, lr = 0.1, maximize"
    assert w.data == pytest.approx(2.1)


def test_rmsprop_steps_by_the_usual_size_of_gradients():
    small, large = Value(0.0), Value(0.0)
    optimizer = RMSprop([small, large], lr=0.1, alpha=0.5, eps=0.0)
    small.grad, large.grad = 1e-3, 1e3
    optimizer.step()

    assert small.data == pytest.approx(-0.1 / math.sqrt(0.5))
    assert large.data == pytest.approx(small.data)
    small.grad = large.grad = 0.0
    before = large.data
    optimizer.step()
    assert large.data == before


def test_amsgrad_remembers_the_largest_gradient():
    ordinary, careful = Value(0.0), Value(0.0)
    first = Adam([ordinary], lr=0.1, betas=(0.0, 0.5))
    second = Adam([careful], lr=0.1, betas=(0.0, 0.5), amsgrad=True)
    for gradient in (8.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0):
        ordinary.grad = careful.grad = gradient
        steps_taken = first.step(), second.step()

    last = [table[0].old - table[0].new for table in steps_taken]
    # v̂ is about 1 at the end, but its largest part stays 32: a step of lr·1/√(32/(1 − ½⁸))
    assert last[0] > 0.08
    assert last[1] == pytest.approx(0.1 / math.sqrt(32 / (1 - 0.5**8)))


def test_step_is_kept_and_has_names_for_parameters_without_label():
    optimizer = SGD([Value(1.0), Value(2.0, "b")], lr=0.5)
    table = optimizer.step()

    assert optimizer.last_step is table
    assert [row.name for row in table] == ["p₁", "b"]
    assert table[:1] == (("p₁", 1.0, 0.0, 1.0),)


def test_rows_are_made_when_looked_at_and_tell_of_their_own_step():
    w = Value(3.0, "w")
    optimizer = SGD([w], lr=0.5)
    w.grad = 2.0
    table = optimizer.step()
    optimizer.step()

    assert len(table) == 1
    assert "rows" not in vars(table)
    assert table[0] == ("w", 3.0, 2.0, 2.0)
    assert table.rows is table.rows


def test_a_long_table_is_cut_and_says_so():
    table = SGD([Value(1.0) for _ in range(100)]).step()

    assert str(table).splitlines()[-1] == "… and 60 more"
    assert len(table.text(most=100).splitlines()) == 102
    assert table.text(places=2, most=1).splitlines()[2] == "p₁  1.00      0.00  1.00"


def steps(optimizer, param, gradients):
    data = []
    for gradient in gradients:
        param.grad = gradient
        optimizer.step()
        data.append(param.data)
    return data


def test_momentum_by_hand():
    w = Value(1.0)

    # v = 1, 0.5 + 1 = 1.5, 0.75 + 1 = 1.75
    assert steps(SGD([w], lr=0.1, momentum=0.5), w, [1, 1, 1]) == pytest.approx([0.9, 0.75, 0.575])


def test_nesterov_by_hand():
    w = Value(1.0)
    optimizer = SGD([w], lr=0.1, momentum=0.5, nesterov=True)

    # g + 0.5 v = 1.5, 1.75
    assert steps(optimizer, w, [1, 1]) == pytest.approx([0.85, 0.675])


def test_dampening_spares_the_first_step():
    w = Value(1.0)
    optimizer = SGD([w], lr=0.1, momentum=0.5, dampening=0.5)

    assert steps(optimizer, w, [1, 1]) == pytest.approx([0.9, 0.8])


def test_weight_decay_pulls_to_zero():
    w = Value(2.0)

    assert steps(SGD([w], lr=0.1, weight_decay=0.5), w, [0]) == pytest.approx([1.9])


def test_adam_by_hand():
    w = Value(1.0)
    optimizer = Adam([w], lr=0.1, betas=(0.5, 0.75), eps=0.0)

    # m = 1, v = 1, m/(1 - 0.5) = 2, v/(1 - 0.75) = 4: a step of 0.1·2/2.
    # m = 2.5, v = 4.75, over 0.75 and 0.4375: a step of 0.1·3.3333/3.2950.
    second = 0.1 * (2.5 / 0.75) / math.sqrt(4.75 / 0.4375)
    assert steps(optimizer, w, [2.0, 4.0]) == pytest.approx([0.9, 0.9 - second], rel=1e-14)


def test_adamw_decays_apart_from_the_gradient():
    w = Value(2.0)

    # 2·(1 - 0.1·0.5) = 1.9, then a step of length lr
    assert steps(AdamW([w], lr=0.1, weight_decay=0.5), w, [3.0]) == pytest.approx([1.8])


def test_zero_grad_clears_all_parameters():
    params = [Value(1.0), Value(2.0)]
    (params[0] * params[1]).backward()
    SGD(params).zero_grad()

    assert [param.grad for param in params] == [0.0, 0.0]


def rates(schedule, count):
    return [schedule.get_last_lr()[0]] + [schedule.step() for _ in range(count)]


def one():
    return SGD([Value(0.0)], lr=1.0)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda o: StepLR(o, 2), [1.0, 1.0, 0.1, 0.1, 0.01]),
        (lambda o: MultiStepLR(o, [3, 1, 3], 0.5), [1, 0.5, 0.5, 0.125, 0.125]),
        (lambda o: ExponentialLR(o, 0.5), [1, 0.5, 0.25, 0.125, 0.0625]),
        (lambda o: LambdaLR(o, lambda t: t + 1.0), [1, 2, 3, 4, 5]),
        (lambda o: LinearLR(o, 0.25, total_iters=3), [0.25, 0.5, 0.75, 1, 1]),
        (lambda o: CosineAnnealingLR(o, 4, 0.5), [1, 0.75 + math.sqrt(0.125) / 2, 0.75,
                                                 0.75 - math.sqrt(0.125) / 2, 0.5]),
        (lambda o: SequentialLR(o, [LinearLR(o, 0.5, total_iters=4), StepLR(o, 1)], [2]),
         [0.5, 0.625, 1, 0.1, 0.01]),
    ],
    ids=["step", "milestones", "exponential", "lambda", "linear", "cosine", "sequential"],
)  # fmt: skip
def test_schedules_by_hand(make, expected):
    optimizer = one()

    assert rates(make(optimizer), 4) == pytest.approx(expected)
    assert optimizer.lr == pytest.approx(expected[-1])


def test_a_plateau_is_waited_out_and_rested_from():
    schedule = ReduceLROnPlateau(one(), factor=0.5, patience=1, cooldown=2)

    # better, better, two that are not: half; two of rest; again two that are not
    numbers = [5.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0]
    assert [schedule.step(x) for x in numbers] == [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25]


def test_a_gain_below_the_threshold_is_no_gain():
    schedule = ReduceLROnPlateau(one(), factor=0.5, patience=0, threshold=0.1)

    assert [schedule.step(x) for x in (1.0, 0.95, 0.89)] == [1.0, 0.5, 0.5]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: SGD(Value(1.0)), TypeError, r"got Value; write model.parameters\(\), or \[w\]"),
        (lambda: SGD(3), TypeError, "got int"),
        (lambda: SGD([Value(1.0) * 2]), TypeError, "parameter 0 is the result of .* only leaf"),
        (lambda: SGD([1.0]), TypeError, "parameter 0 is 1.0; only leaf"),
        (lambda: SGD([]), ValueError, "at least one parameter"),
        (lambda: SGD([Value(1.0)] * 2), ValueError, "listed twice"),
        (lambda: SGD([Value(1.0)], lr=-1), ValueError, "lr is a finite number, 0 or more, got -1"),
        (lambda: SGD([Value(1.0)], lr=math.nan), ValueError, "lr is .* got nan"),
        (lambda: SGD([Value(1.0)], nesterov=True), ValueError, "nesterov needs a momentum above 0"),
        (lambda: SGD([Value(1.0)], momentum=-1.0), ValueError, "momentum is"),
        (lambda: Adam([Value(1.0)], betas=(0.9, 1.0)), ValueError, r"lies in \[0, 1\)"),
        (lambda: Adam([Value(1.0)], eps=-1.0), ValueError, "eps is"),
        (lambda: RMSprop([Value(1.0)], alpha=1.0), ValueError, r"alpha lies in \[0, 1\), got 1.0"),
        (
            lambda: MultiStepLR(one(), [2, 0]),
            ValueError,
            "a milestone is a whole number, 1 or more",
        ),
        (lambda: MultiStepLR(one(), 3), TypeError, r"a list of steps, got 3; write \[3\]"),
        (lambda: ReduceLROnPlateau(one()).step(), TypeError, r"write step\(loss\)"),
        (lambda: ReduceLROnPlateau(one(), "low"), ValueError, "mode is 'min' or 'max', got 'low'"),
        (lambda: ReduceLROnPlateau(one(), factor=2), ValueError, r"in \[0, 1\), .* got 2"),
        (lambda: ReduceLROnPlateau(one()).lr_at(3), ValueError, "nor be part of a SequentialLR"),
        (lambda: StepLR(one(), 0), ValueError, "step_size is a whole number, 1 or more, got 0"),
        (lambda: SequentialLR(one(), [], []), ValueError, "got 0 schedules and 0 milestones"),
        (lambda: SequentialLR(one(), [StepLR(one(), 1)], []), ValueError, "for this optimiser"),
    ],
)
def test_optimisers_say_what_is_wrong(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_milestones_grow():
    optimizer = one()
    parts = [StepLR(optimizer, 1) for _ in range(3)]
    with pytest.raises(ValueError, match=r"grow from above 0, got \[3, 3\]"):
        SequentialLR(optimizer, parts, [3, 3])


def test_bases_ask_for_a_rule():
    with pytest.raises(NotImplementedError):
        Optimizer([Value(0.0)], 1.0).step()
    with pytest.raises(NotImplementedError):
        Schedule(one())


def test_optimisers_and_schedules_print_what_they_are():
    w, b = Value(1.0, "w"), Value(0.0, "b")
    optimizer = SGD([w, b], lr=0.1, momentum=0.9)
    schedule = StepLR(optimizer, step_size=2, gamma=0.5)
    lines = [repr(optimizer), repr(schedule)]
    optimizer.step()
    schedule.step()

    assert [*lines, repr(optimizer), repr(schedule)] == [
        "SGD(2 parameters, lr=0.1, momentum=0.9) after 0 steps",
        "StepLR(step_size=2, gamma=0.5): lr=0.1 after 0 steps",
        "SGD(2 parameters, lr=0.1, momentum=0.9) after 1 step",
        "StepLR(step_size=2, gamma=0.5): lr=0.1 after 1 step",
    ]
    assert repr(Adam([w])) == "Adam(1 parameter, lr=0.001) after 0 steps"


@pytest.mark.parametrize("kind", [nn.SGD, nn.Adam, nn.AdamW, nn.RMSprop])
def test_every_optimiser_prints_itself(kind):
    assert repr(kind([Value(1.0)], lr=0.5)) == f"{kind.__name__}(1 parameter, lr=0.5) after 0 steps"


@pytest.mark.parametrize(
    ("make", "shown"),
    [
        (lambda o: nn.ReduceLROnPlateau(o, mode="max"), "ReduceLROnPlateau(mode='max'): lr=0.1"),
        (lambda o: nn.LambdaLR(o, abs), "LambdaLR(lr_lambda=abs): lr=0"),
        (lambda o: nn.CosineAnnealingLR(o, 5), "CosineAnnealingLR(T_max=5): lr=0.1"),
        (lambda o: nn.MultiStepLR(o, [2, 4]), "MultiStepLR(milestones=(2, 4)): lr=0.1"),
        (lambda o: nn.ExponentialLR(o, 0.5), "ExponentialLR(gamma=0.5): lr=0.1"),
        (lambda o: nn.LinearLR(o, 0.5), "LinearLR(start_factor=0.5): lr=0.05"),
    ],
)
def test_every_schedule_prints_itself(make, shown):
    assert repr(make(SGD([Value(1.0)], lr=0.1))) == f"{shown} after 0 steps"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (nn.MLP(1, [1]), r"SGD takes a list of Values, got MLP; write model.parameters\(\)"),
        (nn.Tanh(), r"SGD takes a list of Values, got Tanh; write model.parameters\(\)"),
        (nn.MLP(1, [1]).parameters, r"got method; call it: write model.parameters\(\)"),
    ],
)
def test_a_model_in_place_of_its_parameters_is_told(given, message):
    with pytest.raises(TypeError, match=message):
        SGD(given)
