import ast
import subprocess
import sys

import pytest

from optbook import provenance, storage


def test_a_name_that_a_package_passes_on_leads_to_the_module_that_defines_it_alone():
    found = provenance.needed_by("from optbook.optimizers import Adam")
    assert "optbook.optimizers.adam" in found
    assert not {"optbook.optimizers", "optbook.optimizers.yogi", "optbook.optimizers.heavy_ball"} & found


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("import optbook.optimizers.adam", "optbook.optimizers.adam"),
        ("from optbook.optimizers.adam import Adam", "optbook.optimizers.adam"),
        ("from optbook import schedules", "optbook.schedules"),
        ("from optbook import descend", "optbook.trajectory"),
        ("def f():\n    from optbook.data import load\n", "optbook.data"),
    ],
)
def test_each_form_of_import_is_followed(source, module):
    assert module in provenance.needed_by(source)


def test_a_whole_package_needs_all_that_it_passes_on():
    assert {"optbook.optimizers.adam", "optbook.optimizers.yogi"} <= provenance.needed_by("import optbook.optimizers")


def test_a_module_that_imports_by_name_needs_everything():
    assert provenance.needed_by("from optbook.claims import all_claims") == set(provenance.modules())


def test_other_libraries_lead_nowhere():
    assert provenance.needed_by("import numpy as np\nfrom scipy import optimize\n") == set()


def test_a_source_that_is_not_python_is_told():
    with pytest.raises(SyntaxError):
        provenance.needed_by("%matplotlib inline")


@pytest.mark.parametrize(
    "module", ["optbook.studies.momentum.heavy_ball", "optbook.models.mlp", "optbook.drawing.lines"]
)
def test_the_closure_holds_every_module_whose_functions_can_run(module):
    """Against Python: what is imported besides is what packages pass on, and comes from their ``__init__`` alone."""
    code = f"import sys, {module}; print(*[name for name in sys.modules if name.split('.')[0] == 'optbook'])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    found = provenance.closure(module)
    assert found <= loaded
    namespace = {
        part.__module__
        for each in found
        for part in vars(__import__(each, fromlist=["_"])).values()
        if getattr(part, "__module__", None) in loaded
    }
    assert namespace - {"optbook"} <= found


def test_relative_imports_start_at_the_module():
    tree = ast.parse("from .adam import Adam\nfrom ..trajectory import descend\n")
    assert provenance.imports(tree, "optbook.optimizers.adamw") == {"optbook.optimizers.adam", "optbook.trajectory"}


def test_the_digest_tells_apart_modules_libraries_and_more():
    made = [
        provenance.digest(["optbook.schedules"]),
        provenance.digest(["optbook.data"]),
        provenance.digest(["optbook.schedules", "optbook.data"]),
        provenance.digest(["optbook.schedules"], ["numpy"]),
        provenance.digest(["optbook.schedules"], provenance.LIBRARIES, b"more"),
        provenance.digest(["optbook.schedules"], provenance.LIBRARIES, b"mo", b"re"),
    ]
    assert len(set(made)) == len(made)
    assert made[2] == provenance.digest(["optbook.data", "optbook.schedules"])


def test_the_imports_are_stored_under_a_digest_of_all_sources(monkeypatch, tmp_path):
    monkeypatch.setenv(storage.FOLDER, str(tmp_path))
    fresh = provenance.graph.__wrapped__()
    (entry,) = tmp_path.iterdir()
    monkeypatch.setattr(provenance, "_read_sources", dict)
    assert provenance.graph.__wrapped__() == fresh
    entry.write_bytes(b"damaged")
    assert provenance.graph.__wrapped__() == {}
    monkeypatch.setattr(provenance, "_content", lambda module: b"another source")
    provenance.graph.__wrapped__()
    (other,) = tmp_path.iterdir()
    assert other != entry
