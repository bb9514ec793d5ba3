"""Imports go one way (STYLE: measures → plans → kits; the parser knows nothing of the site)."""

import subprocess
import sys
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]


def test_contracts_of_pyproject_hold():
    command = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    run = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_parser_imports_nothing_but_itself_and_its_formats():
    """The contracts can only name modules that exist; this holds for those still to come."""
    graph = grimp.build_graph("plans", "measures", "sbjd", cache_dir=None)
    inside = {"plans.parsing", *graph.find_descendants("plans.parsing")}
    outside = {
        (importer, imported)
        for importer in inside
        for imported in graph.find_modules_directly_imported_by(importer)
        if imported not in inside
    }
    assert outside == set()
