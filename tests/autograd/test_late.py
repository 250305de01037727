"""Packages that load a name when it is first asked for: what they offer, and what they leave."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from autograd.late import homes_in

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = pytest.mark.parametrize("package", ["nn", "visualize", "autograd.handwork"])


def printed(code):
    """What a program prints in an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return done.stdout.split()


@PACKAGES
def test_what_a_package_offers_is_what_its_modules_hold(package):
    module = import_module(package)
    homes = homes_in(Path(module.__file__).read_text(encoding="utf-8"))
    late = {name: getattr(module, name) for name in homes}

    assert homes
    assert late == {name: vars(import_module(home))[there] for name, (home, there) in homes.items()}


@PACKAGES
def test_the_names_of_a_package_are_listed_and_no_others(package):
    module = import_module(package)

    assert set(module.__all__) <= set(dir(module))
    assert [name for name in module.__all__ if not hasattr(module, name)] == []
    with pytest.raises(AttributeError, match=rf"^module '{package}' has no attribute 'no_such'$"):
        _ = module.no_such


@PACKAGES
def test_a_name_that_is_not_there_is_no_import_either(package):
    with pytest.raises(ImportError, match="cannot import name 'no_such'"):
        exec(f"from {package} import no_such", {})


def test_one_layer_is_loaded_without_what_it_does_not_need():
    code = "import sys, nn; nn.Linear; print(*(m for m in sys.modules if m.startswith('nn.')))"
    loaded = printed(code)

    assert "nn.layers.linear" in loaded
    assert [m for m in loaded if m.startswith(("nn.exchange", "nn.study", "nn.sliding"))] == []


def test_the_ops_of_losses_are_in_the_table_at_once():
    assert printed("import nn, autograd; print('total' in autograd.OPS)") == ["True"]


def test_a_star_import_brings_every_name():
    code = "from nn import *; import nn; print(*(set(nn.__all__) - set(globals())), 'nothing')"

    assert printed(code) == ["nothing"]
