"""What a test reads from the player, and the numbers of the steps in the pass of 001.Q2."""

# Backwards go L, ŷ, Σ₃ (w₅, w₆, σ₁, σ₂), σ₂, Σ₂ (w₃ first): w₃ has its gradient in step 16.
SEED, W3, LAST = 8, 16, 25


def sentence(player):
    return player.text_content("#sentence")


def shown(player, name, kind):
    """The text of a node in the picture."""
    return player.evaluate(
        """([name, kind]) => [...document.querySelectorAll("g.node")]
            .find((g) => g.querySelector("title").textContent === name)
            .querySelector("." + kind).textContent""",
        [name, kind],
    )


def equations(player):
    """The lines of the equation as text, without what is shown on demand only."""
    return player.eval_on_selector_all(
        "#equation .line",
        """lines => lines.map((line) => [...line.querySelectorAll("math")]
            .filter((math) => !math.closest("[hidden]"))
            .map((math) => math.textContent).join(""))""",
    )


def step_of(player):
    return int(player.input_value("#step"))


def is_idle(player, button):
    """Whether a button says that it has nothing to do."""
    return player.get_attribute(button, "aria-disabled") == "true"
