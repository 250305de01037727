"""A tape as a NumPy program: the same numbers as the rules one by one, in few statements."""

import math
from concurrent.futures import ThreadPoolExecutor

import pytest

import nn
from autograd import OPS, Value, clip, logsumexp, maximum, op, weighted_sum
from autograd.tape import interpreting, python_program, record
from tests.autograd.programs import forgotten_ops, random_program, run

np = pytest.importorskip("numpy")
numpy_program = pytest.importorskip("autograd.tape.numpy_program")


def numbers_of(tape):
    """The numbers that a tape was recorded with: inputs, parameters."""
    return (
        [tape.numbers[place] for place in tape.input_places],
        [tape.numbers[place] for place in tape.parameter_places],
    )


def shaken(numbers, count):
    """Rows of numbers, each a little beside those given."""
    rows = np.tile(numbers, (count, 1))
    return rows + np.random.default_rng(len(numbers)).uniform(-1e-3, 1e-3, rows.shape)


def by_rules(tape, rows, parameters):
    """Outputs and gradients of single runs, rule by rule."""
    each = parameters if np.ndim(parameters) == 2 else [parameters] * len(rows)
    found = [
        interpreting.run(tape, list(map(float, row)), list(map(float, own)))
        for row, own in zip(rows, each, strict=True)
    ]
    return np.array([loss for loss, _ in found]), np.array([slopes for _, slopes in found])


def engine_of(tape):
    """The engine, which may not leave the work to the rules."""
    engine = numpy_program.built(tape)
    engine.by_number = None
    return engine


def agree(tape, samples=3):
    """Hold a tape's program to its rules: one run, a batch, a batch of parameters too."""
    inputs, parameters = numbers_of(tape)
    engine = engine_of(tape)
    rows, own = shaken(inputs, samples), shaken(parameters, samples)
    near = {"rel": 1e-11, "abs": 1e-11}

    losses, gradients = by_rules(tape, [inputs], parameters)
    found = engine.run(inputs, parameters)
    assert found[0] == pytest.approx(losses[0], **near)
    assert list(found[1]) == pytest.approx(list(gradients[0]), **near)

    losses, gradients = by_rules(tape, rows, parameters)
    found = engine.batch(rows, np.array(parameters))
    assert found[0] == pytest.approx(losses, **near)
    assert found[1] == pytest.approx(gradients.sum(0), **near)

    losses, gradients = by_rules(tape, rows, own)
    found = engine.batch(rows, own)
    assert found[0] == pytest.approx(losses, **near)
    assert found[1] == pytest.approx(gradients, **near)


def lines_of(tape):
    return numpy_program.built(tape).shared.statements.lines


@pytest.mark.parametrize("loss", [lambda ys: ys[0] * ys[1], lambda ys: maximum(ys[0], ys[1])])
def test_inputs_that_no_number_hangs_on_keep_their_places(loss):
    cell = nn.RNN(2, 3, seed=1)
    tape = record(lambda x, y: loss(cell(x)[0][0]), [[0.1, 0.2], [0.3, 0.4]], 0.5)

    assert max(tape.input_places) > tape.output
    agree(tape)


@pytest.mark.parametrize("inputs", [0, 1, 9])
@pytest.mark.parametrize("seed", range(40))
def test_random_programs_give_the_numbers_of_their_rules(seed, inputs):
    program = random_program(seed, length=20)
    leaves = [Value(x) for x in program.leaves]

    agree(record(run(program, leaves)[-1], inputs=leaves[:inputs]))


def sample_loss(model, inputs, target):
    """The loss of one sample, recorded: its inputs vary, the weights are trained."""
    xs = [Value(x) for x in inputs]
    prediction = model(xs)
    error = prediction[0] - target if isinstance(prediction, list) else prediction - target
    return record(error * error, inputs=xs)


def test_a_network_is_a_few_products_of_matrices():
    tape = sample_loss(nn.MLP(3, [8, 8, 1]), [0.3, -0.2, 0.9], 0.5)
    lines = lines_of(tape)

    agree(tape)
    assert sum(line.startswith("matmul") for line in lines) == 3 + 3 + 2  # none back to the inputs
    assert not any("take" in line or "+=" in line for line in lines)
    assert len(lines) < 25


def test_a_batch_that_was_recorded_whole_is_as_few():
    points, labels = nn.two_moons(20)
    model = nn.MLP(2, [8, 8, 1])
    loss = nn.hinge_loss(model(points), [2 * label - 1 for label in labels])
    tape = record(loss + nn.l2_penalty(model.parameters(), 1e-4))
    lines = lines_of(tape)

    agree(tape)
    assert len(lines) < 45
    assert not any("take" in line or "+=" in line for line in lines)


def test_sums_written_out_are_rows_times_columns():
    weights = [[Value(0.1 * (i - j)) for j in range(6)] for i in range(5)]
    points = [[Value(0.3 * (i + j) - 1) for j in range(6)] for i in range(7)]
    sums = [
        sum(w * x for w, x in zip(row, point, strict=True)) for row in weights for point in points
    ]
    tape = record(sum(s.tanh() for s in sums), inputs=[x for point in points for x in point])

    agree(tape)
    assert sum(line.startswith("matmul") for line in lines_of(tape)) == 4


def test_a_sliding_window_is_one_product_of_matrices():
    model = nn.Sequential(nn.Conv1d(1, 3, 4), nn.Tanh(), nn.Conv1d(3, 2, 4), nn.Tanh())
    signal = [Value(math.sin(i)) for i in range(16)]
    tape = record(sum(y * y for row in model([signal]) for y in row), inputs=signal)
    lines = lines_of(tape)

    agree(tape)
    assert not any("take" in line or "reduceat" in line for line in lines)
    assert len(lines) < 35


@pytest.mark.parametrize(
    "model",
    [
        nn.Sequential(nn.Linear(4, 5), nn.GELU(), nn.Linear(5, 1)),
        nn.Sequential(nn.Linear(4, 5), nn.LayerNorm(5), nn.SiLU(), nn.Linear(5, 1)),
        nn.Sequential(nn.Linear(4, 5), nn.Softmax(), nn.Linear(5, 1)),
        nn.Sequential(nn.Linear(4, 5), nn.ELU(), nn.Linear(5, 5), nn.Softplus(), nn.Linear(5, 1)),
    ],
    ids=["gelu", "layer norm", "softmax", "elu, softplus"],
)
def test_layers_give_the_numbers_of_their_rules(model):
    agree(sample_loss(model, [0.3, -0.2, 0.9, 0.1], 0.5))


def test_a_recurrent_network_gives_the_numbers_of_its_rules():
    steps = [[Value(0.3), Value(-0.2)], [Value(0.1), Value(0.7)], [Value(-0.4), Value(0.2)]]
    outputs, _ = nn.LSTM(2, 3)(steps)
    tape = record(sum(y * y for y in outputs[-1]), inputs=[x for step in steps for x in step])

    agree(tape)


def test_queries_times_keys_vary_on_both_sides():
    rows = [[Value(0.1 * (i * j % 5) - 0.2) for j in range(6)] for i in range(4)]
    scores = [[weighted_sum(0, query, key) for key in rows[2:]] for query in rows[:2]]
    tape = record(
        logsumexp(*(x for row in scores for x in row)), inputs=[x for r in rows for x in r]
    )
    trained = record(logsumexp(*(x for row in scores for x in row)))

    agree(tape)
    agree(trained)


def test_dot_products_that_are_no_grid_are_taken_together():
    xs = [Value(0.1 * i - 1) for i in range(20)]
    sums = [weighted_sum(0, xs[i : i + 6], xs[i + 7 : i + 13]) for i in range(6)]

    agree(record(sum(s.sin() for s in sums), inputs=xs[:3]))
    agree(record(sum(s.sin() for s in sums)))


def test_the_number_1_is_not_taken_for_the_place_1():
    x, y = Value(0.5), Value(0.25)
    sums = [0.7 + 0.12 * y, y + y, weighted_sum(1.0, [0.5, 0.25], [x, y])]

    agree(record(sums[0] * sums[1] * sums[2], inputs=[y]))


def test_a_recorded_relu_is_right_at_inputs_on_the_other_side():
    x, w = Value(1.0), Value(2.0)
    tape = record((w * x).relu() + maximum(x, w), inputs=[x])

    losses, gradients = engine_of(tape).batch([[-3.0], [3.0], [0.0]], [2.0])

    assert losses == [0.0 + 2.0, 6.0 + 3.0, 0.0 + 2.0]
    assert gradients == [1.0 + 3.0 + 1.0]  # max, relu and max's other side, max


def test_a_batch_longer_than_a_chunk_is_summed_up():
    x, w = Value(1.0), Value(0.5)
    tape = record((w * x).tanh(), inputs=[x])
    engine = engine_of(tape)
    rows = np.linspace(-2, 2, 3 * engine.shared.chunk + 7)[:, None]

    losses, gradients = engine.batch(rows, np.array([0.5]))

    tanh = np.tanh(0.5 * rows[:, 0])
    assert losses == pytest.approx(tanh, rel=1e-12)
    assert gradients == pytest.approx([((1 - tanh**2) * rows[:, 0]).sum()], rel=1e-12)


def test_lists_give_lists_and_arrays_give_arrays():
    x, w = Value(3.0), Value(2.0)
    engine = numpy_program.built(record(w * x, inputs=[x]))

    assert engine.run([5.0], [4.0]) == (20.0, [5.0])
    assert isinstance(engine.run(np.array([5.0]), np.array([4.0]))[1], np.ndarray)


def test_an_op_whose_source_is_not_at_hand_is_called_number_by_number():
    space = {}
    exec("def cubed(x):\n    return x * x * x", space)
    with forgotten_ops():
        cubed = op(lambda x, y: 3 * x * x)(space["cubed"])
        x, w = Value(0.5), Value(-1.5)

        agree(record(cubed(w * x) + cubed(w), inputs=[x]))


def test_a_value_that_does_not_exist_ends_in_the_error_of_its_rule():
    x, w = Value(3.0), Value(2.0)
    engine = numpy_program.built(record((w * x).log(), inputs=[x]))

    with pytest.raises(ValueError, match="log of -2"):
        engine.batch([[1.0], [-1.0]], [2.0])


def test_a_condition_that_a_rule_refuses_ends_in_its_error():
    x, low = Value(0.5), Value(-1.0)
    engine = numpy_program.built(record(clip(x, low, 1.0), inputs=[x]))

    with pytest.raises(ValueError, match="clip needs low ≤ high"):
        engine.run([0.5], [2.0])


def test_numbers_that_overflow_are_those_of_the_rules():
    x, w = Value(3.0), Value(2.0)
    tape = record((w * x).exp(), inputs=[x])

    assert numpy_program.built(tape).run([1000.0], [2.0]) == (math.inf, [math.inf])


def test_a_missing_number_stays_missing():
    x, w = Value(3.0), Value(2.0)
    loss, gradients = numpy_program.built(record(w * x, inputs=[x])).run([math.nan], [2.0])

    assert math.isnan(loss)
    assert math.isnan(gradients[0])


def test_threads_share_an_engine():
    tape = sample_loss(nn.MLP(3, [8, 8, 1]), [0.3, -0.2, 0.9], 0.5)
    engine = engine_of(tape)
    inputs, parameters = numbers_of(tape)
    rows = shaken(inputs, 40)
    expected = [engine.run(row, np.array(parameters))[0] for row in rows]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda row: engine.run(row, np.array(parameters))[0], rows))

    assert found == expected


def test_every_function_of_math_that_rules_use_has_a_statement():
    xs = [Value(0.3), Value(0.4)]
    with_one = ["erf", "erfc", "cbrt", "sinc", "asinh", "atanh", "softsign", "hardsigmoid", "gelu"]
    with_two = ["hypot", "atan2", "xlogy", "floor_divide", "remainder", "pow"]
    parts = [OPS[name](xs[0]) for name in with_one] + [OPS[name](*xs) for name in with_two]

    agree(record(sum(parts), inputs=xs[:1]))


def test_a_deep_narrow_graph_is_left_to_straight_python():
    x = Value(0.25)
    y = x
    for _ in range(3000):
        y = y.tanh() * 0.5
    engine = numpy_program.built(record(y))

    assert isinstance(engine, python_program.PythonProgram)
    assert isinstance(numpy_program.built(record(x.tanh())), numpy_program.NumpyEngine)


def test_a_long_sum_is_not_deep():
    xs = [Value(0.001 * i) for i in range(3000)]
    tape = record(sum(x * x for x in xs))

    assert len(lines_of(tape)) < 10


def test_a_batch_of_nothing_adds_up_to_nothing():
    x, w = Value(3.0), Value(2.0)
    engine = engine_of(record(w * x, inputs=[x]))

    losses, gradients = engine.batch(np.empty((0, 1)), np.array([2.0]))

    assert losses.shape == (0,)
    assert gradients.tolist() == [0.0]


def test_arrays_are_kept_for_a_few_sizes_of_batches():
    x, w = Value(3.0), Value(2.0)
    engine = engine_of(record(w * x, inputs=[x]))

    for size in range(1, 30):
        engine.batch(np.ones((size, 1)), np.array([2.0]))

    assert len(engine.shared.rooms) <= 4


def test_a_sum_of_squares_goes_back_once():
    ws = [Value(0.1 * i - 1) for i in range(12)]
    tape = record(sum(w * w for w in ws))

    agree(tape)
    assert sum(line.startswith("matmul") for line in lines_of(tape)) == 2


def test_a_branch_that_is_not_taken_raises_nothing():
    x, w = Value(0.5), Value(2.0)
    engine = numpy_program.built(record((w * x).sinc(), inputs=[x]))

    losses, gradients = engine.batch([[0.0], [0.5]], [2.0])

    assert losses == pytest.approx([1.0, 0.0], abs=1e-16)
    assert gradients == pytest.approx([0.5 * -1.0])  # x·(cos πu − sinc u)/u at u = 1
