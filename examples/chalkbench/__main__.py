"""Measure a tool on ChalkBench: `python -m examples.chalkbench --help`."""

import argparse
import json
import statistics
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from rich.progress import track

from examples.chalkbench.chalkgrad_answers import answer
from examples.chalkbench.failures import failure_lines
from examples.chalkbench.generating import sheets
from examples.chalkbench.scoring import Table, table_lines

TABLE = "## The table"


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m examples.chalkbench", description=__doc__)
    add = parser.add_argument
    add("--sample", type=int, default=2400, metavar="N", help="how many sheets (2400)")
    add("--seed", type=int, default=0, help="the seed of the first sheet (0)")
    add("--only", action="append", default=[], metavar="FIELD=VALUE", help="e.g. style=house")
    add("--jobs", type=int, default=1, metavar="N", help="how many processes judge (1)")
    add("--write", type=Path, metavar="FILE", help="write the sheets as JSON lines, and stop")
    add("--answers", type=Path, metavar="FILE", help="score these answers in place of chalkgrad's")
    add("--save", type=Path, metavar="FILE", help="write chalkgrad's answers as JSON lines")
    add("--table", type=Path, metavar="FILE", help="put the table at the end of a README")
    add("--failures", type=Path, metavar="FILE", help="write the sheets judged wrongly")
    return parser.parse_args()


def wanted(options: argparse.Namespace) -> list[dict[str, Any]]:
    """The sheets asked for; `--only` chooses among the first 100 times as many."""
    pairs = [pair.split("=", 1) for pair in options.only]
    if not pairs:
        return list(sheets(options.sample, options.seed))
    found = sheets(options.sample * 100, options.seed)
    fitting = (item for item in found if all(str(item[k]) == v for k, v in pairs))
    return [item for item, _ in zip(fitting, range(options.sample), strict=False)]


def answered(items: list[dict[str, Any]], jobs: int) -> Iterator[dict[str, Any]]:
    """Chalkgrad's answers in the order of the sheets."""
    if jobs < 2:
        yield from map(answer, items)
        return
    with Pool(jobs) as pool:
        yield from pool.imap(answer, items, chunksize=8)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """JSON lines from a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def write_lines(path: Path, objects: list[dict[str, Any]]) -> None:
    """JSON lines to a file."""
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Make the sheets, have them judged, print the table."""
    options = arguments()
    items = wanted(options)
    if options.write:
        write_lines(options.write, items)
        return
    if options.answers:
        given = {one["id"]: one for one in read_lines(options.answers)}
        pairs = [(item, given[item["id"]]) for item in items if item["id"] in given]
    else:
        progress = track(answered(items, options.jobs), "judging", total=len(items))
        pairs = list(zip(items, progress, strict=True))
    table = Table()
    for item, one in pairs:
        table.add(item, one)
    if options.save:
        write_lines(options.save, [one for _, one in pairs])
    if options.failures:
        options.failures.write_text("\n".join(failure_lines(pairs)), encoding="utf-8")
    printed = "\n".join(table_lines(table))
    print(printed)
    if options.table:
        before, mark, _ = options.table.read_text(encoding="utf-8").partition(TABLE)
        options.table.write_text(f"{before}{mark}\n\n{printed}\n", encoding="utf-8")
    times = [one["seconds"] for _, one in pairs if "seconds" in one]
    if times:
        usual = 1000 * statistics.median(times)
        print(f"\nTime for a sheet: {usual:.0f} ms, at most {max(times):.1f} s")
    crashes = [one for _, one in pairs if "crash" in one]
    print(*(f"{one['id']} crashed: {one['crash']}" for one in crashes), sep="\n")


if __name__ == "__main__":
    main()
