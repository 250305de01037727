import re

import pytest

from autograd import Value
from tests.browser.reading import LAST, W3, equations, is_idle, sentence, shown, step_of
from tests.visualize.examples import HOSTILE
from visualize.picture.marks import minus
from visualize.player.page import embedded, page

pytestmark = pytest.mark.browser


def test_steps_forward_to_the_end_say_what_the_trace_says(visit, html, trace):
    player = visit(html)
    said = [sentence(player)]
    for _ in range(LAST):
        player.click("#next")
        said.append(sentence(player))

    assert said == [minus(sentence) for sentence in trace.sentences]
    assert is_idle(player, "#next")


def test_steps_back_end_at_the_first_with_nothing_left_in_the_picture(visit, html, trace):
    player = visit(html, f"#s={LAST}")
    said = []
    while not is_idle(player, "#back"):
        said.append(sentence(player))
        player.click("#back")

    assert [*said, sentence(player)] == [minus(sentence) for sentence in trace.sentences[::-1]]
    assert shown(player, "L", "value") == ""


def test_w3_gets_its_hand_value_when_its_step_is_reached_and_is_blank_before(visit, html):
    player = visit(html, f"#s={W3 - 1}")

    assert shown(player, "w₃", "gradient") == ""
    player.click("#next")
    assert shown(player, "w₃", "gradient") == "∂ 0.0006"
    assert sentence(player) == (
        "Edge w₃ → Σ₂: upstream ∂L/∂Σ₂ = −0.0021 times local derivative ∂Σ₂/∂w₃ = x₃ = −0.3 "
        "gives ∂L/∂w₃ = 0.0006."
    )
    assert player.text_content("#ledger tr.active") == "w₃0.240.0006"


def test_the_active_edge_and_node_are_stressed(visit, html):
    player = visit(html, f"#s={W3}")

    titles = player.eval_on_selector_all(
        "g.active", "groups => groups.map((g) => g.querySelector('title').textContent)"
    )

    assert titles == ["w₃ → Σ₂", "w₃"]


def test_slider_and_step_field_jump(visit, html):
    player = visit(html)

    player.fill("#slider", "16")
    assert step_of(player) == 16
    player.fill("#step", "20")
    player.press("#step", "Enter")
    assert player.input_value("#slider") == "20"
    assert player.get_attribute("#slider", "aria-valuetext").startswith("Step 20 of 25: ")


def test_the_address_holds_the_state(visit, html):
    player = visit(html, "#s=16&only=w3&places=2")

    assert step_of(player) == 16
    assert player.input_value("#places") == "2"
    player.keyboard.press("n")
    player.wait_for_url("**#s=25&only=w3&places=2")


def test_a_link_without_places_shows_the_rounding_of_the_page(visit, html):
    player = visit(html, "#s=16&places=2")

    player.evaluate("location.hash = '#s=20'")
    player.wait_for_function("document.getElementById('step').value === '20'")

    assert player.input_value("#places") == "4"


@pytest.mark.parametrize(
    "address",
    ["#", "#s=-4", "#s=1e9", "#s=9999999999999", "#s=x&only=nobody&places=77", "#%E0%A4%A",
     "#only=L", "#s=0&open=none"],
)  # fmt: skip
def test_a_bad_address_is_harmless(visit, html, address):
    player = visit(html, address)

    assert step_of(player) == 0
    assert sentence(player).startswith("Given: w₅ = 0.8, w₆ = −0.2, ")


def test_only_one_weight_walks_its_path_with_the_running_product(visit, html, trace):
    player = visit(html, "#only=w3")
    w3 = trace.graph.node("w₃")
    walked = [step_of(player)]
    while not is_idle(player, "#next"):
        player.click("#next")
        walked.append(step_of(player))
    player.click("#back")

    assert walked == [step.index for step in trace.of(w3)]
    # by hand, four places after each product: see the five factors of the course's solution
    assert player.text_content("#product") == (
        "Running product: 1 × 0.2910 = 0.2910 × 0.2288 = 0.0666 × (−0.2) = −0.0133 "
        "× 0.1556 = −0.0021 × (−0.3) = 0.0006"
    )
    assert len(player.query_selector_all("g.edge.path")) == 5


def test_rounding_switches_all_numbers_at_once(visit, html):
    player = visit(html, f"#s={LAST}")

    assert shown(player, "w₃", "gradient") == "∂ 0.0006"
    player.select_option("#places", "exact")
    assert shown(player, "w₃", "gradient") == "∂ 0.000621578"
    player.select_option("#places", "6")
    assert shown(player, "w₃", "gradient") == "∂ 0.000622"


def test_playing_stops_at_the_end_and_on_a_key(visit, html):
    player = visit(html, f"#s={LAST - 8}")
    player.keyboard.press("9")

    player.keyboard.press("Enter")
    assert player.get_attribute("#play", "aria-label") == "Pause"
    assert player.get_attribute("#sentence", "aria-live") == "off"
    player.wait_for_selector("#next[aria-disabled=true]")
    assert player.get_attribute("#play", "aria-label") == "Play"
    assert player.get_attribute("#sentence", "aria-live") == "polite"


def test_the_whole_pass_is_also_a_table(visit, html, trace):
    player = visit(html)

    player.click("#whole summary")
    player.wait_for_selector("#whole tbody tr")

    cells = player.eval_on_selector_all(
        "#whole tbody td:nth-child(2)", "t => t.map((e) => e.textContent)"
    )
    assert cells == [minus(sentence) for sentence in trace.sentences]


def test_equations_are_mathml(visit, html):
    player = visit(html, f"#s={W3}")

    assert equations(player) == [
        "∂Σ₂∂w₃=x₃=−0.3",
        "∂L∂w₃=∂L∂Σ₂·∂Σ₂∂w₃",
        "=−0.0021·(−0.3)=0.0006",
    ]


@pytest.mark.parametrize("label", HOSTILE, ids=lambda label: repr(label[:12]))
def test_hostile_labels_are_inert(visit, label):
    x = Value(3.0, label)
    output = x * x
    output.label = f"{label}!"

    player = visit(page(output.trace(), title=label), "#s=4")

    assert step_of(player) == 4
    assert player.eval_on_selector_all("script", "all => all.length") == 3
    assert player.evaluate("document.documentElement.scrollWidth") <= 1280


def test_nothing_but_the_pages_own_script_may_run(visit, html):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]

    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert policy.endswith("'; img-src blob:; base-uri 'none'; form-action 'none'")
    assert "unsafe" not in policy
    assert "://" not in re.sub(r"http://www\.w3\.org/[A-Za-z0-9/]*", "", html)


def test_several_players_on_a_notebook_page_do_not_meet(visit, trace):
    both = embedded(trace) + embedded((Value(2.0, "a") ** 2).trace())

    notebook = visit(f"<!doctype html><title>n</title>{both}", ready="iframe ~ iframe")

    first, second = notebook.frames[1:]
    for frame in (first, second):
        frame.wait_for_selector("html[data-ready]", state="attached")
    first.click("#last")
    assert first.input_value("#step") == "25"
    assert second.input_value("#step") == "0"
    assert second.text_content("#sentence") == "Given: a = 2."
    notebook.requests[:] = notebook.requests[:1]  # the frames' own texts count as requests
