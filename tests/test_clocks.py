"""No test measures time or gives up early: a busy machine changes no result. What measures time is in tests/bench."""

import ast
import re
from functools import cache

import pytest

from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS

CLOCKS = {
    "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "thread_time",
    "thread_time_ns", "time_ns", "default_timer",
}  # fmt: skip
BROWSER_CLOCKS = re.compile(r"\bperformance\s*\.\s*now\b|\bDate\s*\.\s*now\b|\bsetTimeout\b")
ENDS_A_WAIT = {"wait", "join", "result", "communicate", "poll", "settimeout"}
"""Methods whose number is how long they wait."""
SHORT_ON_PURPOSE = {
    "loaders/http/test_transport.py": "the read time-out is what is tested, on an answer that never comes",
    "loaders/pxweb/test_v2.py": "likewise",
    "loaders/fetching/test_refresh_faults.py": "likewise",
    "loaders/demo/test_faults.py": "likewise",
}


@cache
def nodes_of(source: str) -> tuple[ast.AST, ...]:
    """Every node of a module's text."""
    return tuple(ast.walk(ast.parse(source)))


def measured(source: str) -> list[str]:
    """Where a module reads a clock that measures: by name, from a module, or in a page's script."""
    found = []
    for node in nodes_of(source):
        if isinstance(node, ast.ImportFrom) and node.module in ("time", "timeit"):
            found += [f"{node.lineno}: {alias.name}" for alias in node.names if alias.name in {*CLOCKS, "time", "*"}]
        elif isinstance(node, ast.Attribute) and (node.attr in CLOCKS or _is_time(node)):
            found.append(f"{node.lineno}: {node.attr}")
        elif isinstance(node, ast.BinOp) and _since_now(node):
            found.append(f"{node.lineno}: now")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and BROWSER_CLOCKS.search(node.value):
            found.append(f"{node.lineno}: {BROWSER_CLOCKS.search(node.value)[0]}")
    return found


def _is_time(node: ast.Attribute) -> bool:
    return node.attr == "time" and isinstance(node.value, ast.Name) and node.value.id == "time"


def _since_now(node: ast.BinOp) -> bool:
    """Whether a moment is taken from the present one: ``datetime.now() - then``."""
    return isinstance(node.op, ast.Sub) and any(map(_is_now, (node.left, node.right)))


def _is_now(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("now", "utcnow")


def slept(source: str) -> list[str]:
    """Where a module sleeps and hopes."""
    return [
        f"{node.lineno}: {name}"
        for node in nodes_of(source)
        if isinstance(node, ast.Call) and (name := _called(node)) in ("sleep", "wait_for_timeout")
    ]


def hurried(source: str) -> list[str]:
    """Where a module stops waiting before anything can be said to hang."""
    found = []
    for node in nodes_of(source):
        limits: list[ast.expr] = []
        if isinstance(node, ast.Call):
            limits = [word.value for word in node.keywords if word.arg in ("timeout", "deadline")]
            limits += node.args if _called(node) in ENDS_A_WAIT else []
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            limits = [value for key, value in pairs if getattr(key, "value", "") in ("timeout", "deadline")]
        each = [one for limit in limits for one in (limit.elts if isinstance(limit, ast.Tuple) else [limit])]
        numbers = [one.value for one in each if isinstance(one, ast.Constant) and type(one.value) in (int, float)]
        found += [f"{node.lineno}: {number}" for number in numbers if number < HANG_SECONDS]
    return found


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


IS_SLOW = ("simulated/disturbed.py",)
"""Plays a publisher that is."""
LISTS_ARRIVALS = ("simulated/limits.py",)
"""Writes down when each call arrived, as a publisher does; it compares no times."""
TOOLS = ("screenshots.py", "help_pictures.py", "golden_pages/__main__.py")
"""Commands that are no tests: they say how long they took, and wait for pictures."""
MEASURING = {"bench", "load", "attack", "operate"}
"""Folders of what is there to measure."""
MODULES = {
    path.relative_to(REPOSITORY / "tests").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((REPOSITORY / "tests").rglob("*.py"))
    if not MEASURING & set(path.parts) and path.name != "test_clocks.py" and not path.as_posix().endswith(TOOLS)
}


@pytest.mark.parametrize(("guard", "may"), [(measured, LISTS_ARRIVALS), (slept, IS_SLOW), (hurried, SHORT_ON_PURPOSE)])
def test_a_test_measures_no_time_and_waits_for_what_happens(guard, may):
    found = {module: guard(source) for module, source in MODULES.items() if module not in may}
    assert len(found) > 400 and {module: lines for module, lines in found.items() if lines} == {}


def test_a_hang_takes_minutes_to_be_called_one():
    """Whoever lowers it while writing a test sees here that it is not to stay."""
    assert HANG_SECONDS >= 300


def test_every_exception_is_still_one():
    assert all(hurried(MODULES[module]) for module in SHORT_ON_PURPOSE)
    assert all(measured(MODULES[module]) for module in LISTS_ARRIVALS)
    assert all(slept(MODULES[module]) for module in IS_SLOW)


@pytest.mark.parametrize(
    ("guard", "source", "says"),
    [
        (measured, "import time\nassert time.monotonic() - started < 3", ["2: monotonic"]),
        (measured, "from time import perf_counter", ["1: perf_counter"]),
        (measured, "import time\nstarted = time.time()", ["2: time"]),
        (measured, "took = datetime.now(UTC) - started", ["1: now"]),
        (measured, 'page.evaluate("performance.now() - start")', ["1: performance.now"]),
        (measured, "assert before <= answer.fetched <= datetime.now(UTC)", []),
        (slept, "time.sleep(0.3)", ["1: sleep"]),
        (slept, "page.wait_for_timeout(250)", ["1: wait_for_timeout"]),
        (hurried, "process.wait(10)", ["1: 10"]),
        (hurried, "urlopen(page, timeout=30)", ["1: 30"]),
        (hurried, "client(timeout=(HANG_SECONDS, 0.3))", ["1: 0.3"]),
        (hurried, "HASTY = {'deadline': 2.0, 'retries': 1}", ["1: 2.0"]),
        (hurried, "process.wait(HANG_SECONDS)", []),
    ],
)
def test_the_guard_says_no(guard, source, says):
    assert guard(source) == says
