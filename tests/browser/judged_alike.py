"""Whether the page reports as Python does here: `python -m tests.browser.judged_alike --help`."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from rich.progress import track

from autograd.handwork import check
from autograd.handwork.reports.data_report import to_json
from examples.chalkbench.generating import sheets
from tests.browser.conftest import FLAGS
from visualize.sheets.page import sheet_page

ASK = "sheet => desk.ask('save', { sheet, format: 'json' }).then(({ text }) => text)"


def different(page: Page, sheet: str) -> str:
    """Where the two reports on a sheet part, "" where they are the same to the last digit."""
    there, here = page.evaluate(ASK, sheet), to_json(check(sheet))
    if there == here:
        return ""
    rows = zip(here.splitlines(), there.splitlines(), strict=False)
    return next((f"{a.strip()} | {b.strip()}" for a, b in rows if a != b), "more lines")


def main() -> int:
    """Compare them on sheets of ChalkBench; the exit code says whether all are alike."""
    parser = argparse.ArgumentParser(description="Judge sheets here and in the page.")
    parser.add_argument("--sheets", type=int, default=1000, help="how many")
    parser.add_argument("--seed", type=int, default=0, help="of the first")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "page.html")
        file.write_text(sheet_page(""), "utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page()
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        items = list(sheets(asked.sheets, asked.seed))
        found = {
            item["id"]: difference
            for item in track(items, "Judging twice", disable=not sys.stderr.isatty())
            if (difference := different(page, item["text"]))
        }
        browser.close()
    for name, difference in found.items():
        print(f"{name}: {difference}")
    print(f"{len(items) - len(found)} of {len(items)} reports are the same")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
