"""The code keeps the rules of the house: style, types, direction of imports, and no word about this machine."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MEASUREMENTS = ROOT / "resources" / "measurements"


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-4000:]}{done.stderr[-2000:]}"


def tool(name: str) -> str:
    """The tool of this environment, not one that happens to be on the path."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is not installed; install the extra `test`"
    return found


@pytest.mark.parametrize("arguments", [("check", "."), ("format", "--check", ".")], ids=["lint", "format"])
def test_the_code_follows_the_style(arguments: tuple[str, ...]) -> None:
    run(tool("ruff"), *arguments)


@pytest.mark.timeout(300)
def test_the_core_and_the_viewer_models_pass_the_strict_type_check() -> None:
    run(tool("mypy"))


def test_imports_point_the_right_way() -> None:
    run(tool("lint-imports"))


def test_the_viewer_starts_without_torch_or_vtk() -> None:
    heavy = ("torch", "vtkmodules", "pyvista", "SimpleITK", "pydicom", "skimage", "scipy")
    code = f"import sys, xr2ct_viewer.app; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


PAGES = (
    "README.md",
    "CHANGELOG.md",
    *sorted(f"resources/measurements/{page.name}" for page in MEASUREMENTS.glob("*.md")),
)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_in_the_words_leads_to_a_file(page: str) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)]+)\)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_the_readme_leads_to_all_measurements() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pages = [page for page in PAGES if page.startswith("resources/")]
    assert pages
    assert [page for page in pages if f"({page})" not in readme] == []


def test_every_python_file_says_why_it_exists() -> None:
    files = [path for top in ("xr2ct_core", "xr2ct_viewer", "tests") for path in (ROOT / top).rglob("*.py")]
    assert [str(path) for path in files if not path.read_text(encoding="utf-8").startswith(('"""', 'r"""'))] == []


def test_no_class_of_the_window_outgrows_its_room() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path in (ROOT / "xr2ct_viewer").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.end_lineno is not None and node.end_lineno - node.lineno >= 300
    ]
    assert too_long == []
