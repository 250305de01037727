"""`mark`: a class from its answers to marks, feedback and a page for the teacher."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

import typer

from visualize.commands.loading import InputError
from visualize.commands.options import Force, deliver
from visualize.commands.progress import watched
from visualize.commands.sheets import Files, Jobs, Key, Places, RevealOption, not_read
from visualize.files import write

if TYPE_CHECKING:
    from autograd.handwork.checking import KeyOf
    from autograd.handwork.judging.verdicts import Report
    from autograd.handwork.reports.marking import Scheme

MOST_PRACTISED = 20
"""How many of the commonest slips get an exercise: each takes half a second to find."""

LONGEST, DEEPEST = 240, 1000
"""Bytes: of one name, and of a path; file systems take 255 and, with what stands before, 4096."""

Out = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="The folder to write; with --gradescope a file."),
]
SchemeFile = Annotated[
    Path | None, typer.Option("--scheme", help="A TOML file that says what quantities are worth.")
]
Classroom = Annotated[
    Path | None,
    typer.Option("--class", metavar="FOLDER", help="What exercise --roster wrote: the class list."),
]
Gradescope = Annotated[
    bool, typer.Option("--gradescope", help="Write one person's results.json for Gradescope.")
]
Cluster = Annotated[
    str, typer.Option(metavar="ADDRESS", help="Judge on a dask cluster, such as tcp://host:8786.")
]
Pictures = Annotated[bool, typer.Option("--pictures", help="Draw the graph into each feedback.")]


def mark(
    files: Files,
    output: Out = None,
    key: Key = None,
    scheme: SchemeFile = None,
    classroom: Classroom = None,
    places: Places = None,
    reveal: RevealOption = "full",
    pictures: Pictures = False,
    gradescope: Gradescope = False,
    jobs: Jobs = 0,
    cluster: Cluster = "",
    force: Force = False,
) -> int:
    """Mark a class: its marks, feedback, the teacher's page.

    marks.csv has a row for each file, feedback/ a page for each sheet, index.html the class.

    Without --key each sheet is judged by the exercise whose code it bears. With --class it is told
    who handed in nothing, and whose code stands under another name.

    The page lists what to look at yourself, and a fresh exercise for each of the commonest slips.

    Example: chalkgrad mark answers --class week3 --scheme scheme.toml -o marks
    """
    from autograd.handwork.checking import key_by_code
    from autograd.handwork.class_lists import absent, by_list, class_in, keys_of
    from autograd.handwork.reports.class_report import sheets
    from autograd.handwork.reports.data_report import to_gradescope

    used = scheme_asked(key, scheme, reveal)
    folder = None if gradescope else new_folder(output, force, files)
    people = class_in(classroom) if classroom is not None else []
    keys = key or (keys_of(people) if people else key_by_code)
    ours = [path.resolve() for path in (folder, key, *handed_out(classroom)) if path is not None]
    reports, left_out = judged(files, ours, keys, places, jobs, cluster, empty=gradescope)
    reports = list(by_list(reports, people))
    warn_of_weights(used, reports)
    if folder is None:
        deliver(to_gradescope([*reports, *left_out], scheme=used, reveal=reveal), output, force)
        return 0
    missing = absent(reports, people)
    ids = {one.code: one.id for one in people}
    write_class(folder, reports, [*left_out, *missing], used, reveal, key, pictures, ids)
    refused = [report for report in reports if report.error]
    for found, what in ((left_out, "not read"), (refused, "not judged")):
        if found:
            typer.echo(not_read(found, what), err=True)
    not_judged = f", {len(refused)} not judged" if refused else ""
    nothing = f", {len(missing)} of {len(people)} codes on none" if missing else ""
    marked = sheets(len(reports) - len(refused)) + not_judged + nothing
    typer.echo(f"marked {marked}; look at {folder / 'index.html'}")
    return 0


def scheme_asked(key: Path | None, scheme: Path | None, reveal: str) -> "Scheme":
    """The scheme in a file, or the usual one; the other options are looked at before the work."""
    from autograd.handwork.reports.marking import Scheme
    from autograd.handwork.reports.schemes import read_scheme
    from autograd.handwork.reports.text_report import checked_reveal

    checked_reveal(reveal)
    for each in (key, scheme):
        if each is not None and not each.is_file():
            raise InputError(f"there is no file {str(each)!r}")
    return read_scheme(scheme) if scheme is not None else Scheme()


def handed_out(classroom: Path | None) -> Iterator[Path]:
    """What stands in the folder of a class before anybody answers."""
    if classroom is not None:
        yield from (classroom / name for name in ("sheets", "keys", "checkers", "figures"))


def new_folder(output: Path | None, force: bool, files: Sequence[Path]) -> Path:
    """The folder to write, which is new or may be written over."""
    if output is None:
        raise InputError("name the folder to write: -o marks")
    if any(path.resolve().is_relative_to(output.resolve()) for path in files):
        raise InputError(f"the answers stand in {output}; name another folder to write: -o marks")
    if output.exists() and not force:
        raise FileExistsError(f"{output} exists; choose another name or pass force=True")
    return output


def judged(
    files: Sequence[Path],
    ours: Sequence[Path],
    key: "Path | KeyOf",
    places: int | None,
    jobs: int,
    cluster: str,
    empty: bool,
) -> "tuple[list[Report], list[Report]]":
    """The reports on all sheets, and those on files that are none; there may be none if `empty`.

    What is `ours` is no answer, though it may stand in the same folder.
    """
    from autograd.handwork.folders import check_files, files_in

    found = [
        file
        for file in files_in(files, empty=empty)
        if file.named or not any(file.path.resolve().is_relative_to(path) for path in ours)
    ]
    reports: list[Report] = []
    left_out: list[Report] = []
    with executor_of(cluster) as executor:
        each = check_files(
            found,
            key=key,
            places=places,
            jobs=jobs or os.cpu_count() or 1,
            executor=executor,
            empty=empty,
        )
        for file, report in watched(each, len(found), "Marking"):
            (left_out if file.why else reports).append(report)
    return reports, left_out


@contextmanager
def executor_of(cluster: str) -> Iterator[Executor | None]:
    """The executor of a cluster, None where none is asked for."""
    if not cluster:
        yield None
        return
    from autograd.extras import load_extra

    connect = load_extra("distributed", "cluster").Client
    try:
        client: Any = connect(cluster, timeout=10)
    except (OSError, ValueError) as error:
        raise InputError(f"no cluster answers at {cluster!r}; start one: dask scheduler") from error
    with client:
        yield client.get_executor()


def warn_of_weights(scheme: "Scheme", reports: "Sequence[Report]") -> None:
    """Say which weights count for nothing."""
    from autograd.handwork.reports.marking import mark
    from autograd.handwork.reports.schemes import unused_weights

    unused = unused_weights(scheme, (mark(report, scheme) for report in reports))
    if unused and reports:
        typer.echo(f"chalkgrad: no sheet works out {', '.join(unused)} of the weights", err=True)


def write_class(
    folder: Path,
    reports: "Sequence[Report]",
    left_out: "Sequence[Report]",
    scheme: "Scheme",
    reveal: str,
    key: Path | None,
    pictures: bool,
    ids: dict[str, str],
) -> None:
    """Write the marks, the feedback, sheets to practise on, and the page that leads to them."""
    from autograd.handwork.language.reading import read_file
    from autograd.handwork.reports.data_report import to_csv
    from visualize.faces.class_page import class_html
    from visualize.faces.sheet_report import sheet_html

    feedback = feedback_links([report.sheet.source for report in reports])
    for report in watched(reports, len(reports), "Writing feedback"):
        page = sheet_html(report, reveal, picture=pictures, scheme=scheme)
        put(folder / feedback[report.sheet.source], page)
    exercises = practised(reports, folder / "practice")
    put(folder / "marks.csv", to_csv([*reports, *left_out], scheme=scheme, ids=ids))
    page = class_html(
        reports,
        read_file(key) if key is not None else None,
        scheme=scheme,
        left_out=left_out,
        feedback={source: quote(link) for source, link in feedback.items()},
        exercises=exercises,
    )
    put(folder / "index.html", page)


def feedback_links(sources: Sequence[str]) -> dict[str, str]:
    """Where the feedback for each file stands: under its own name, or a made one where that is too
    long for a file system, or that of a folder.

    >>> feedback_links(["a.chalk", "a.chalk.html/b.chalk"])["a.chalk"]
    'feedback/sheet-2372143b49dc.html'
    """
    folders = {str(folder) for source in sources for folder in PurePosixPath(source).parents}
    links = {}
    for source in sources:
        page = f"{source}.html"
        pieces = page.encode().split(b"/")
        if page in folders or max(map(len, pieces)) > LONGEST or sum(map(len, pieces)) > DEEPEST:
            page = f"sheet-{sha256(source.encode()).hexdigest()[:12]}.html"
        links[source] = f"feedback/{page}"
    return links


def practised(reports: "Sequence[Report]", folder: Path) -> dict[str, str]:
    """A sheet to practise on for each of the commonest slips, written beside its key."""
    from autograd.handwork.practising import practice
    from autograd.handwork.reports.class_report import NONE, class_report

    slips = [slip for slip, _ in class_report(reports).slips if slip != NONE][:MOST_PRACTISED]
    sheets = {}
    for slip in watched(slips, len(slips), "Finding exercises"):
        try:
            made = practice(slip)
        except ValueError:  # none shows it: the remedy stands alone
            continue
        name = slip.replace(" ", "-").replace("−", "-")
        put(folder / f"{name}.chalk", made.sheet)
        put(folder / f"{name}-key.chalk", made.key)
        sheets[slip] = made.sheet
    return sheets


def put(path: Path, text: str) -> None:
    """Write a file of a folder that was there to be overwritten, or is new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, text, force=True)
