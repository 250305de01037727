"""The README's code does what the README says, and its commands name things that exist."""

import doctest
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_readme_sessions_print_what_they_show():
    failed, attempted = doctest.testfile(
        str(ROOT / "README.md"), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE
    )

    assert attempted > 5
    assert failed == 0


def test_readme_programs_run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    programs = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    for program in programs:
        exec(compile(program, "README.md", "exec"), {})

    assert len(programs) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["L.html", "L.svg"]
    assert "w₂₁⁽¹⁾" in capsys.readouterr().out


def test_readme_links_lead_to_files():
    targets = [t for t in re.findall(r"\]\(([^)#]+)", README) if not t.startswith("http")]

    assert targets
    assert [t for t in targets if not (ROOT / t).exists()] == []
