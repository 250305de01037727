import pytest

from autograd import Graph, Rounding, Value, by_hand, sigmoid
from tests.visualize.examples import course_network, square
from visualize import cli
from visualize.player.asking import RECOGNISED, asking_data, fingerprint
from visualize.player.marking import Answers, marked, rebuilt
from visualize.player.result_lines import ResultLineError, checksum, result_lines


def line(answers, output=None, rest="pass=exact seed=1 from=-1"):
    """A result line as the player writes it."""
    graph = Graph(square()[0] if output is None else output)
    text = f"chalkgrad-result-1 graph={fingerprint(graph)} {rest} answers={answers}"
    return f"{text} check={checksum(text)}"


def read(text):
    return next(result_lines(text))


# L = x·x at x = 3: edges 0 and 1 from x to L; ∂L/∂L = 1, so that no product is asked for.
# which, local, which, local, sum
ALL_RIGHT = "#0,3,#1,3,6"


def test_all_right_is_the_full_score():
    marks = marked(read(line(ALL_RIGHT)), square()[0])

    assert marks.faults == []
    assert marks.points == (20, 20)
    assert (marks.answered, marks.questions) == (5, 5)
    assert dict(marks.most) == {"upstream": 8, "rule": 8, "sum": 4, "sign": 12}


@pytest.mark.parametrize(
    ("answers", "points", "signs"),
    [
        ("#1,3,#1,3,6", (20, 20), (12, 12)),  # either edge may come first; the page takes #0
        ("#0,-3/3,#1,3,6", (19, 20), (8, 12)),
        ("#0,-3/?/3,#1,3,6", (18, 20), (8, 12)),
        ("#0,?/?/?/!,#1,3,6", (16, 20), (8, 12)),
        ("#0,7/8/9/7/5/3,#1,3,6", (16, 20), (12, 12)),
        ("#0,3,#1,3,0/6", (19, 20), (8, 12)),  # before − contribution
        ("#0,3", (8, 8), (4, 4)),
        ("#0,4/?", (4, 4), (0, 0)),
        ("", (0, 0), (0, 0)),
    ],
)
def test_wrong_answers_and_hints_cost_a_point_each(answers, points, signs):
    marks = marked(read(line(answers)), square()[0])

    assert marks.faults == []
    assert marks.points == points
    assert (marks.got["sign"], marks.most["sign"]) == signs


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ("#0,4,#1,3,6", "question 2: 4 is not the answer"),
        ("#0,3/3,#1,3,6", "question 2: it goes on after the answer"),
        ("#0,!/3,#1,3,6", "question 2: it goes on after the answer"),
        ("#0,?,#1,3,6", "question 2: ? is not the answer"),
        ("#0,3,#9,3,6", "question 3: #9 is not the answer"),
        ("#0,#0,#1,3,6", "question 2: #0 is not the answer"),
        ("#0,,#1,3,6", "question 2 was left out"),
        ("#0,3,#1,3,6,6", "it has more answers than there are questions"),
    ],
)
def test_answers_that_the_player_would_not_have_taken_are_found(answers, fault):
    assert marked(read(line(answers)), square()[0]).faults == [fault]


def test_a_line_that_was_changed_is_found():
    changed = line("#0,4/3,#1,3,6").replace("4/3", "3")

    assert marked(read(changed), square()[0]).faults == [
        "the checksum does not fit: the line was changed"
    ]


def test_another_graph_is_found_and_not_marked():
    marks = marked(read(line(ALL_RIGHT)), course_network()[0])

    assert marks.faults == ["it is of another graph, or of other given numbers"]
    assert marks.questions == 0


def test_changed_given_numbers_are_put_in_before_marking():
    edited = line("#0,4,#1,4,8", rest="pass=exact seed=1 edits=0:4 from=-1")

    assert marked(read(edited), square()[0]).points == (20, 20)


@pytest.mark.parametrize("rest", ["edits=1:4 from=-1", "edits=7:4 from=-1", "only=7 from=-1"])
def test_a_node_that_cannot_be_changed_or_followed_is_a_fault(rest):
    marks = marked(read(line("", rest=f"pass=exact seed=1 {rest}")), square()[0])

    assert marks.faults == ["it names a node that cannot be changed or followed"]


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        ("pass=exact seed=1 edits=0:0 from=-1", "log of 0"),
        ("pass=1,half_up,op seed=1 edits=0:0.01 from=-1", "log has no value by hand at 0.0"),
    ],
)
def test_numbers_that_no_page_takes_are_a_fault(rest, why):
    x = Value(2.0, "x")
    output = (x * x).log()
    marks = marked(read(line("!", output, rest)), output)

    assert len(marks.faults) == 1
    assert why in marks.faults[0]


def test_a_graph_made_by_hand_is_marked_as_it_was_made():
    with by_hand(1):
        x = Value(0.33, "x")
        output = x * x * x  # 0.11, by hand 0.1, whose product with x is rounded to 0.0

    trace = output.trace()
    right = ",".join(f"{step.value!r}" for step in trace if step.kind == "forward")
    marks = marked(read(line(right, output, "pass=exact seed=1 values=1 from=-1")), output)

    assert marks.faults == []
    assert marks.got["arithmetic"] == marks.most["arithmetic"] == 8


def test_a_pass_by_hand_is_marked_in_its_rounding():
    x = Value(0.3, "x")
    output = sigmoid(x)
    rest = "pass=2,half_up,op seed=1 from=-1 values=1"

    marks = marked(read(line("0.57,#0,0.25", output, rest)), output)

    assert output.trace(Rounding(2)).partials[Graph(output).edges[0]] == 0.25  # by hand: 0.57·0.43
    assert marks.faults == []
    assert marks.points == (12, 12)


NEAR = [(0.15555, 0.1556, True), (0.1557, 0.1556, True), (0.1558, 0.1556, False),
        (0.0, 0.0001, False), (0.00001, 0.0001, False), (0.0002, 0.0001, True),
        (-0.00006, 0.00004, False), (0.0, 0.0, True), (0.00005, 0.00005, True)]  # fmt: skip
EXACTLY = [(0.6215, 0.621578, True), (0.6217, 0.621578, False), (0.0, 1e-12, False),
           (1e-12, 1e-12, True), (0.0, 0.0, True)]  # fmt: skip


@pytest.mark.parametrize(
    ("rounding", "guess", "x", "right"),
    [(Rounding(4), *row) for row in NEAR] + [(None, *row) for row in EXACTLY],
)
def test_an_answer_is_right_up_to_one_unit_in_the_last_place(rounding, guess, x, right):
    answers = Answers(square()[0].trace(rounding), read(line("")))

    assert answers.is_near(guess, x) is right  # as in the page: judge.test.mjs


def test_an_edge_whose_gradient_is_not_complete_may_not_come_next():
    a = Value(0.5, "a")
    s = a.tanh()
    output = s * 3 + s.exp()
    names = Graph(output).names
    edges = [(names[edge.operand], names[edge.node]) for edge in Graph(output).edges]
    first = edges.index(("a", names[s]))

    marks = marked(read(line(f"#{first},1", output)), output)

    assert marks.faults == [f"question 1: #{first} is not the answer"]


def test_questions_are_skipped_after_two_right_ones_of_a_kind():
    a, b, c, d = (Value(float(i), "abcd"[i - 2]) for i in range(2, 6))
    output = a + b + c + d  # ∂/∂d and ∂/∂(a + b + c) first, both 1

    skipped = marked(read(line("#4,1,#5,1,#2,,#3,,#0,,#1", output)), output)
    after_a_hint = marked(read(line("#4,?/1,#5,1,#2,,#3", output)), output)

    assert skipped.faults == []
    assert skipped.questions == 12
    assert after_a_hint.faults == ["question 6 was left out"]


def test_the_graph_computed_anew_has_the_same_numbers():
    output, _ = course_network()

    again = rebuilt(Graph(output), {})

    assert again.trace().sentences == output.trace().sentences
    assert fingerprint(Graph(again)) == fingerprint(Graph(output))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "chalkgrad-result-1 graph=0 pass=exact seed=1 from=0 answers=#1",
            "cut off: it has no 'ch",
        ),
        ("chalkgrad-result-1 graph=0 pass=exact seed=1 from=0 answers=two check=0", "no answer"),
        ("chalkgrad-result-1 graph=0 pass=exact seed=x from=0 answers= check=0", "no number"),
        ("chalkgrad-result-1 graph=0 pass=exact seed=1e999 from=0 answers= check=0", "no number"),
        ("chalkgrad-result-1 graph=0 pass=x seed=1 from=0 answers= check=0", "no whole number"),
        ("chalkgrad-result-1 graph=0 pass=4,up,op seed=1 from=0 answers= check=0", "rounding mode"),
        ("chalkgrad-result-1 graph=0 pass=exact seed=1 from=z answers= check=0", "no whole number"),
        ("chalkgrad-result-1 a=b graph=0 check=0", "unknown part 'a'"),
        (
            "chalkgrad-result-1 edits=3 graph=0 pass=exact seed=1 from=0 answers= check=0",
            "no number",
        ),
    ],
)
def test_a_line_that_cannot_be_read_says_why(text, reason):
    found = read(f"Ada: {text}")

    assert isinstance(found, ResultLineError)
    assert str(found).startswith("Ada: ")
    assert reason in str(found)


def test_the_page_knows_the_slips_of_the_sheet_checker_in_their_order():
    slips = asking_data(square()[0].trace())["slips"]

    assert sorted(slips) == sorted(RECOGNISED)
    assert list(slips)[:2] == ["sign", "factor two"]
    assert slips["factor left out"] == "The factor {right} was left out."


@pytest.fixture
def graph_file(tmp_path):
    file = tmp_path / "square.py"
    file.write_text('from autograd import Value\nx = Value(3.0, "x")\nL = x * x\nL.label = "L"\n')
    return f"{file}:L"


def run(capsys, *arguments):
    code = cli.run(arguments)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_result_prints_a_row_for_each_learner(capsys, tmp_path, graph_file):
    handed = tmp_path / "class.txt"
    handed.write_text(
        f"Ada Lovelace: {line(ALL_RIGHT)}\n\nno line\n> {line('#0,-3/3,#1,3,6')}\n", "utf-8"
    )

    code, out, _ = run(capsys, "result", str(handed), "--graph", graph_file)

    assert code == 0
    heads, ada, other = (row.split() for row in out.splitlines())
    assert heads[:8] == [
        "who",
        "pass",
        "points",
        "answered",
        "upstream",
        "rule",
        "arithmetic",
        "sum",
    ]
    assert heads[8:] == ["sign", "hints", "shown", "remarks"]
    assert " ".join(ada) == "Ada Lovelace exact 20/20 5/5 8/8 8/8 – 4/4 12/12 0 0"
    assert " ".join(other) == "class 2 exact 19/20 5/5 8/8 7/8 – 4/4 8/12 0 0"


def test_result_reads_a_large_class_to_its_end(tmp_path):
    handed = tmp_path / "class.txt"
    many = 1_000_000 // len(line(ALL_RIGHT)) + 10
    handed.write_text("".join(f"{i}: {line(ALL_RIGHT)}\n" for i in range(many)))

    assert len(list(result_lines(handed.read_text()))) == many


def test_result_takes_a_line_itself_and_tells_a_tampered_one(capsys, graph_file):
    changed = line("#0,4/3,#1,3,6").replace("4/3", "3")

    code, out, _ = run(capsys, "result", changed, "-g", graph_file)

    assert code == 1
    assert "NOT SOUND: the checksum does not fit" in out


def test_result_tells_a_line_that_cannot_be_read(capsys, graph_file):
    code, out, _ = run(capsys, "result", "chalkgrad-result-1 graph=0", "-g", graph_file)

    assert code == 1
    assert "UNREAD: " in out


@pytest.mark.parametrize(
    ("handed", "said"),
    [
        ("nobody.txt", "'nobody.txt' is neither a file nor a line that begins chalkgrad-result-1"),
        ("empty", "holds no line that begins chalkgrad-result-1"),
    ],
)
def test_result_without_a_line_says_so(capsys, tmp_path, graph_file, handed, said):
    if handed == "empty":
        handed = tmp_path / "empty.txt"
        handed.write_text("")

    code, _, err = run(capsys, "result", str(handed), "-g", graph_file)

    assert code == 2
    assert said in err
