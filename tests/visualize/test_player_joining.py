import re

import pytest

from visualize.player.joining import joined
from visualize.player.page import FOLDER


def test_modules_stand_once_and_after_those_they_import():
    modules = {
        "page": 'import { b } from "./b.js";\nimport { c } from "./c.js";\nb(c);\n',
        "b": 'import { c } from "./c.js";\nexport function b() { return c; }\n',
        "c": 'export const c = "export const d";\n',
    }

    script = joined("page", modules.__getitem__)

    assert script.splitlines()[2:-1] == [
        'const c = "export const d";', "function b() { return c; }", "b(c);"
    ]  # fmt: skip


def test_long_imports_may_have_several_lines():
    modules = {
        "page": 'import {\n  a,\n  b,\n} from "./ab.js";\na + b;\n',
        "ab": "export const a = 1;\nexport class b {}\n",
    }

    assert joined("page", modules.__getitem__).splitlines()[-2] == "a + b;"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ('import a from "./other.js";', "page.js has a line that cannot be joined: import a from"),
        ('import { a as b } from "./other.js";', "imports what other.js does not export: a as b"),
        ('import { z } from "./other.js";', "page.js imports what other.js does not export: z"),
        ('import { a } from "https://example.org/a.js";', "cannot be joined"),
        ("export default 3;", "cannot be joined: export default 3;"),
        ("export { a };", "cannot be joined"),
        ("const { a } = document;", "cannot be joined"),
        (
            'import { a } from "./other.js";\nfunction hidden() {}',
            "declared in two modules: hidden",
        ),
        ('import { a } from "./page.js";', "modules import each other: page → page"),
    ],
)
def test_what_cannot_be_joined_is_refused(page, message):
    modules = {"page": f"{page}\n", "other": "export const a = 1;\nlet hidden = 2;\n"}

    with pytest.raises(ValueError, match=re.escape(message)):
        joined("page", modules.__getitem__)


def test_every_script_in_the_folder_is_part_of_the_page():
    scripts = [file for file in FOLDER.iterdir() if file.name.endswith(".js")]

    read = {file.name: file.read_text("utf-8") for file in scripts}
    imported = set(re.findall(r'from "\./(\w+\.js)"', "".join(read.values())))

    apart = {"events.js", "guard.js"}  # the one that starts, and the one that says why it does not
    assert imported | apart == set(read) | {"rules.js"}  # which is made for each page


def test_comments_with_lines_of_their_own_are_left_out_and_nothing_else():
    module = """/* a.js: what it is.

   At length. */
/** @type {number} */ const a = 1;
  /** One line. @param {number} b */
const b = "/* no comment */"; /* behind code */
  /*
   * Several.
   */
const c = 3;
"""

    script = joined("a", {"a": module}.get)

    assert script.splitlines()[2:-1] == [
        "/** @type {number} */ const a = 1;",
        'const b = "/* no comment */"; /* behind code */',
        "const c = 3;",
    ]
