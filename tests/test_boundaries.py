"""Imports run one way: only loaders/ opens sockets, figures and words are pure, nothing depends on notebooks."""

import ast
from pathlib import Path

import pytest

from tests.shared import REPOSITORY

SOCKETS = {"requests", "urllib3", "urllib.request", "http.client", "socket", "httpx", "aiohttp"}
SHARED_GROUND = {
    "model", "errors", "periods", "places", "vocabulary", "catalogue", "panel", "settings", "store", "publishers",
    "kpis", "moments", "own", "protection", "schedule", "sni",
}  # fmt: skip
COMMANDS = ("dashboard/cli.py", "dashboard/cli_sources.py", "dashboard/cli_demo.py")
PURE = ("words", "figures")
READS_FILES = {"pathlib", "os", "io", "tempfile", "shutil", "sqlite3"}


def imports_of(path: Path) -> set[str]:
    """Absolute names of the modules a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def violations(relative: str, imported: set[str]) -> list[str]:
    """What a file at this path (relative to the repository) must not import."""
    parts = Path(relative).parts
    wrong = []
    if parts[0] in ("loaders", "lanspuls.py"):
        wrong += [name for name in imported if name.split(".")[0] == "dashboard"]
    if parts[0] == "dashboard":
        wrong += [name for name in imported if name in SOCKETS or name.split(".")[0] in SOCKETS]
        if relative not in COMMANDS:
            below = {name.split(".")[1] for name in imported if name.startswith("loaders.")}
            wrong += [f"loaders.{name}" for name in below - SHARED_GROUND]
        if parts[1] in PURE:
            wrong += [name for name in imported if name in READS_FILES]
            wrong += [name for name in imported if name in {"loaders.store", "loaders.settings", "dashboard.data"}]
            wrong += [name for name in imported if name.startswith(("dashboard.pages", "dashboard.web"))]
        if parts[1] == "meetings":
            wrong += [name for name in imported if name.startswith(("dashboard.pages", "dashboard.web"))]
        if parts[1] == "pages":
            wrong += [name for name in imported if name.startswith("dashboard.web")]
    wrong += [name for name in imported if name.split(".")[0] in {"notebooks", "tests"} and parts[0] != "tests"]
    return wrong


SOURCES = sorted(
    p.relative_to(REPOSITORY).as_posix()
    for p in (
        REPOSITORY / "lanspuls.py",
        *(REPOSITORY / "loaders").rglob("*.py"),
        *(REPOSITORY / "dashboard").rglob("*.py"),
    )
)


@pytest.mark.parametrize("relative", SOURCES)
def test_imports_run_one_way(relative):
    assert violations(relative, imports_of(REPOSITORY / relative)) == []


@pytest.mark.parametrize(
    ("relative", "imported"),
    [
        ("dashboard/figures/lines.py", "requests"),
        ("dashboard/views.py", "loaders.pxweb.v2"),
        ("dashboard/words/claims.py", "loaders.store"),
        ("dashboard/words/claims.py", "pathlib"),
        ("dashboard/words/claims.py", "dashboard.web"),
        ("dashboard/pages/about.py", "dashboard.web"),
        ("dashboard/meetings/slides/view.py", "dashboard.pages"),
        ("loaders/fetching/refresh.py", "dashboard.words"),
        ("loaders/store.py", "tests.shared"),
        ("lanspuls.py", "dashboard.data"),
    ],
)
def test_the_guard_says_no(relative, imported):
    assert violations(relative, {imported}) == [imported] or violations(relative, {imported}) == [
        ".".join(imported.split(".")[:2])
    ]
