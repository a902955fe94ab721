"""Imports run one way between folders; only loaders/http opens sockets; words, figures and analysis read no files.

``BELOW`` is the floor plan: each room of the house and the rooms it may take from. A new room is named there first.
"""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.shared import REPOSITORY

BELOW = {
    "loaders/ground": set(),
    "loaders/publishers": {"ground"},
    "loaders/indicators": {"ground"},
    "loaders/declared": {"ground"},
    "loaders/catalogue": {"ground", "indicators", "declared", "publishers"},
    "loaders/settings": {"ground", "publishers"},
    "loaders/http": {"ground"},
    "loaders/formats": {"ground"},
    "loaders/store": {"ground", "formats", "settings"},
    "loaders/disclosure": {"ground", "catalogue", "store"},
    "loaders/export": {"ground", "catalogue", "store", "disclosure"},
    "loaders/pxweb": {"ground", "formats", "http"},
    "loaders/planning": {"ground", "catalogue", "store", "pxweb"},
    "loaders/sni": {"ground", "formats"},
    "loaders/own": {"ground", "formats", "store"},
    "loaders/sources": {
        "ground", "publishers", "settings", "http", "formats", "store", "pxweb", "planning", "sni",
        "declared",
    },
    "loaders/fetching": {
        "ground", "publishers", "catalogue", "settings", "http", "formats", "store", "pxweb", "planning", "sources",
    },
    "loaders/storage": {"ground", "settings", "http"},
    "loaders/demo": set(),
    "dashboard/model": set(),
    "dashboard/words": {"model"},
    "dashboard/figures": {"model", "words"},
    "dashboard/data": {"model", "words"},
    "dashboard/views": {"model", "words", "figures", "data"},
    "dashboard/forms": {"model", "words", "figures", "data", "views"},
    "dashboard/editions": {"model", "words", "figures", "data", "views", "forms"},
    "dashboard/meetings": {"model", "words", "figures", "data", "views", "forms", "editions"},
    "dashboard/publishing": {"model", "words", "figures", "data", "views", "forms", "editions", "meetings"},
    "dashboard/search": {"model", "words", "figures", "data", "views", "forms", "editions", "meetings", "publishing"},
    "dashboard/editing": {
        "model", "words", "figures", "data", "views", "forms", "editions", "meetings", "publishing", "search",
    },
    "dashboard/api": {
        "model", "words", "figures", "data", "views", "forms", "editions", "meetings", "publishing", "search",
        "editing",
    },
    "dashboard/pages": {
        "model", "words", "figures", "data", "views", "forms", "editions", "meetings", "publishing", "search",
        "editing", "api",
    },
    "dashboard/web": {
        "model", "words", "figures", "data", "views", "forms", "editions", "meetings", "publishing", "search", "api",
        "editing", "pages",
    },
    "dashboard/commands": {
        "model", "words", "figures", "data", "views", "forms", "editions", "meetings", "publishing", "search", "api",
        "editing", "pages", "web",
    },
}  # fmt: skip
"""Room → the rooms of the same top-level folder that it may import."""
SHARED_GROUND = {
    "ground", "publishers", "catalogue", "settings", "store", "disclosure", "export", "planning", "own", "sni",
    "storage",
}  # fmt: skip
"""The rooms of loaders/ that the dashboard may import; its commands join both and may import all."""
PURE = {"dashboard/model", "dashboard/words", "dashboard/figures"}
PURE_LOADERS = {"ground", "catalogue", "publishers", "sni"}
"""What pure rooms may take from loaders/: words and declarations, never figures that are read."""
SOCKETS = {"requests", "urllib3", "urllib.request", "http.client", "socket", "httpx", "aiohttp", "smtplib", "botocore"}
OPENS_SOCKETS = {"loaders/http", "loaders/demo"}
READS_FILES = {"pathlib", "os", "io", "tempfile", "shutil", "sqlite3"}
REGISTRIES = {
    "loaders/indicators", "loaders/publishers", "loaders/demo/others", "dashboard/pages", "dashboard/views/ways",
    "dashboard/meetings/slides", "dashboard/editions/forms", "dashboard/api",
}  # fmt: skip
"""Folders in which one adds a file: they may grow."""
MOST_FLAT, MOST_IN_A_FOLDER, MOST_OF_A_NAME = 3, 16, 2


def room_of(relative: str) -> str:
    """The room a file lies in: the folder below the top-level one, or the module that lies flat there."""
    top, name = Path(relative).parts[:2]
    return f"{top}/{name.removesuffix('.py')}"


def imports_of(path: Path) -> set[str]:
    """Absolute names of the modules a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def is_refused(room: str, name: str) -> bool:
    """Whether a file of this room must not import this name."""
    top, own = room.split("/")
    first, *rest = name.split(".")
    if first == top:
        return bool(rest) and rest[0] != own and rest[0] not in BELOW[room]
    if first == "loaders":
        allowed = PURE_LOADERS if room in PURE else SHARED_GROUND
        return room != "dashboard/commands" and rest[0] not in allowed
    if room in PURE and first in READS_FILES:
        return True
    opens_socket = any(f"{name}.".startswith(f"{socket}.") for socket in SOCKETS)
    return first in {"dashboard", "notebooks", "tests"} or (opens_socket and room not in OPENS_SOCKETS)


def violations(relative: str, imported: set[str]) -> list[str]:
    """What a file at this path (relative to the repository) must not import."""
    return [name for name in sorted(imported) if is_refused(room_of(relative), name)]


SOURCES = sorted(
    p.relative_to(REPOSITORY).as_posix() for top in ("loaders", "dashboard") for p in (REPOSITORY / top).rglob("*.py")
)
MODULES = [name for name in SOURCES if len(Path(name).parts) > 2 or Path(name).name != "__init__.py"]


def test_imports_run_one_way():
    found = {relative: violations(relative, imports_of(REPOSITORY / relative)) for relative in MODULES}
    assert len(found) > 700 and {relative: names for relative, names in found.items() if names} == {}


def test_the_floor_plan_has_no_way_back_up():
    above = {room: {f"{room.split('/')[0]}/{name}" for name in below} for room, below in BELOW.items()}
    while above:
        ground = {room for room, below in above.items() if not below}
        assert ground, f"rooms that reach each other in a circle: {sorted(above)}"
        above = {room: below - ground for room, below in above.items() if room not in ground}


def test_every_room_is_in_the_floor_plan_and_the_other_way_round():
    assert {room_of(name) for name in MODULES} == set(BELOW)


@pytest.mark.parametrize(
    ("relative", "imported"),
    [
        ("dashboard/figures/lines.py", "requests"),
        ("dashboard/figures/lines.py", "dashboard.views.scene.Scene"),
        ("dashboard/views/make_view.py", "loaders.pxweb.v2"),
        ("dashboard/words/judging/claims.py", "loaders.store.Store"),
        ("dashboard/words/judging/claims.py", "pathlib.Path"),
        ("dashboard/forms/pdf/typesetting.py", "dashboard.meetings.meeting.Meeting"),
        ("loaders/fetching/refresh.py", "dashboard.words.judge"),
        ("loaders/formats/grid.py", "loaders.sources.protocol.Raw"),
        ("loaders/ground/places.py", "loaders.settings.Settings"),
        ("loaders/sources/kolada.py", "urllib3.PoolManager"),
        ("loaders/demo/app.py", "loaders.ground.places"),
        ("loaders/store/reading.py", "tests.shared"),
    ],
)
def test_the_guard_says_no(relative, imported):
    assert violations(relative, {imported}) == [imported]


@pytest.mark.parametrize("top", ["loaders", "dashboard"])
def test_few_modules_lie_flat_and_no_folder_is_a_heap(top):
    in_folder = Counter(Path(name).parent.as_posix() for name in SOURCES if Path(name).name != "__init__.py")
    assert in_folder.pop(top) <= MOST_FLAT
    heaps = {name: n for name, n in in_folder.items() if n > MOST_IN_A_FOLDER and name not in REGISTRIES}
    assert heaps == {}


def test_no_base_name_is_borne_by_more_than_two_modules():
    """Ids of sources apart: a source's publisher, code and simulated counterpart have its name."""
    ids = {Path(name).stem for name in SOURCES if name.startswith("loaders/publishers/")}
    borne = Counter(stem for name in SOURCES if (stem := Path(name).stem) not in ids | {"__init__", "_kind"})
    assert {name: n for name, n in borne.items() if n > MOST_OF_A_NAME} == {}


GATES = {"dashboard/data/series.py", "loaders/export/__init__.py"}


def test_figures_leave_the_store_through_the_gate_of_disclosure_only():
    """What reads a store otherwise would show what is hidden (docs/disclosure.md)."""
    asked = [name for name in MODULES if name.startswith(("dashboard/", "loaders/export/"))]
    texts = {relative: (REPOSITORY / relative).read_text(encoding="utf-8") for relative in asked}
    assert [one for one, text in texts.items() if re.search(r"(?:store|edition)(?:\(\))?\.read\(", text)] == []
    assert {one for one, text in texts.items() if "disclosure.read(" in text} == GATES
