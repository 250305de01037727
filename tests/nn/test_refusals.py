"""What a learner writes first, from habit: refused in a line that says what to write."""

import pytest

import nn

MODEL = nn.MLP(2, [3, 1], seed=1)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: nn.MLP(2, [3], activation=nn.ReLU),
            TypeError,
            r"ReLU is a class.*; write ReLU\(\)",
        ),
        (lambda: nn.MSELoss(reduction="foo"), ValueError, "'mean', 'sum' or 'none', got 'foo'"),
        (lambda: nn.StepLR(MODEL, 10), TypeError, r"StepLR takes an optimiser, .* got MLP"),
        (lambda: nn.Adam(MODEL.parameters(), betas=0.9), TypeError, r"\(0.9, 0.999\), got 0.9"),
        (lambda: nn.summary(3, (2,)), TypeError, "summary takes a module, .* got 3"),
        (lambda: nn.count(MODEL, (2,)), TypeError, r"layers write summary\(model, shape\)"),
        (lambda: MODEL.load_state_dict(3), TypeError, "as state_dict.. gives, got int"),
    ],
)
def test_a_learner_is_told_what_to_write(call, error, message):
    with pytest.raises(error, match=message):
        call()
