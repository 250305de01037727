"""A class that is not there: a list of names, and answers to what each was handed out.

python -m examples.simulated_class names.csv         writes a list of 200
chalkgrad exercise mlp --roster names.csv -o week3   hands out
python -m examples.simulated_class week3 answers     hands in, and says in hands.csv what was done
chalkgrad mark answers --class week3 -o marks        marks
"""

import csv
import sys
from pathlib import Path
from random import Random

from autograd.handwork import simulate
from autograd.handwork.slips.catalogue import SLIPS

PEOPLE = 200
HANDS = ("right",) * 50 + ("one slip",) * 30 + ("two slips",) * 12 + (
    "blank", "half", "nothing", "photo", "prose", "copied", "mistyped code", "formulas only",
)  # fmt: skip
"""What a hundred people hand in."""


def answer(hand, key, other, draw):
    """What one person hands in, by their key and the one of somebody beside them."""
    head, _, lines = key.partition("\n\n")
    if hand in ("blank", "formulas only"):
        rows = [row.rpartition(" = ")[0] + " =" * (hand == "blank") for row in lines.splitlines()]
        return f"{head}\n\n" + "\n".join(rows)
    if hand == "half":
        return key[: len(head) + len(lines) // 2]
    if hand == "prose":
        return "I was ill and could not finish the sheet. May I have another week?\n"
    if hand == "copied":
        return f"{head}\n\n{other.partition(chr(10) * 2)[2]}"
    if hand == "mistyped code":
        return key.replace("code: ", "code: q", 1)
    for _ in range({"one slip": 1, "two slips": 2}.get(hand, 0)):
        key = slipped(key, draw)
    return key


def slipped(key, draw):
    """A sheet with one more slip, of those that have a place on it."""
    for slip in draw.sample(SLIPS, len(SLIPS)):
        try:
            return simulate(key, slip.name, seed=draw.randrange(1000)).text
        except ValueError:
            continue
    return key


def hand_in(handed_out, answers):
    """Answers to all sheets that a class was handed out; what each person did, by their name."""
    with handed_out.joinpath("class.csv").open(newline="", encoding="utf-8") as file:
        sheets = {row["student"]: row["sheet"] for row in csv.DictReader(file)}
    keys = [handed_out.joinpath("keys", sheet).read_text("utf-8") for sheet in sheets.values()]
    done = {}
    for i, (name, sheet) in enumerate(sheets.items()):
        draw = Random(name)
        done[name] = hand = draw.choice(HANDS)
        folder = answers / Path(sheet).stem
        folder.mkdir(parents=True)
        if hand == "photo":
            folder.joinpath("IMG_0001.jpg").write_bytes(b"\xff\xd8\xff")
        elif hand != "nothing":
            text = answer(hand, keys[i], keys[i - 1], draw)
            folder.joinpath("sheet.chalk").write_text(f"student: {name}\n{text}", "utf-8")
    return done


def main(words):
    """Write a roster, or the answers of a class."""
    if len(words) == 1:
        rows = [f"Student {i:03}" for i in range(1, PEOPLE + 1)]
        Path(words[0]).write_text("\n".join(["name", *rows, ""]), "utf-8")
    elif len(words) == 2:
        done = hand_in(Path(words[0]), Path(words[1]))
        with Path("hands.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("student", "hand"), *done.items()])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
