import pytest

from autograd.ops.alphabet import identifier, latex_escape, latex_name, legible


@pytest.mark.parametrize(
    ("name", "as_latex", "as_python"),
    [
        ("w₃", "w_{3}", "w3"),
        ("ŷ", r"\hat{y}", "yhat"),
        ("y\u0302", r"\hat{y}", "yhat"),
        ("Σ₂", r"\Sigma_{2}", "Sigma2"),
        ("σ₁", r"\sigma_{1}", "sigma1"),
        ("eˣ", "e^{x}", "ex"),
        ("θ′", r"\theta^{\prime}", "theta_prime"),
        ("w₁₂⁽²⁾", "w_{12}^{(2)}", "w12_2"),
        ("x̄ᵢ", r"\bar{x}_{i}", "xbari"),
        ("Α", r"\mathrm{A}", "Alpha"),
        ("ο", r"\mathrm{o}", "omicron"),
        ("loss", r"\text{loss}", "loss"),
        ("v_1", r"\text{v\_1}", "v_1"),
        ("50% off", r"\text{50\% off}", "v_50_off"),
        (r"\input{x}", r"\text{\textbackslash{}input\{x\}}", "input_x"),
        ("a\nb", r"\text{a b}", "a_b"),
        ("", r"\text{}", "v"),
        ("3", r"\text{3}", "v_3"),
        ("é", r"\text{é}", "e"),
        ("日本", r"\text{日本}", "v"),
    ],
)
def test_name_between_alphabets(name, as_latex, as_python):
    assert [latex_name(name), identifier(name)] == [as_latex, as_python]


def test_every_identifier_is_one():
    odd = ["", " ", "1", "₁", "__", "⁽", "\x00", "\ud800", "a" * 1000, "λ", "∂L/∂w"]

    assert all(identifier(name).isidentifier() for name in odd)


@pytest.mark.parametrize("character", "#$%&_{}~^\\")
def test_special_characters_are_escaped(character):
    escaped = latex_escape(f"a{character}b")

    assert escaped != f"a{character}b"
    assert escaped.startswith("a\\")


@pytest.mark.parametrize(
    ("label", "shown"),
    [("two\nlines", "two lines"), ("\x1b[2J", " [2J"), ("\u202eabc", " abc"), ("w₃", "w₃")],
)
def test_label_fits_a_line(label, shown):
    assert legible(label) == shown


def test_long_label_keeps_its_ends():
    shown = legible("a" * 100 + "b" * 100)

    assert (len(shown), shown[:3], shown[-3:], "…" in shown) == (60, "aaa", "bbb", True)
