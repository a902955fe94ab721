"""What the documents, docstrings and comments name is there: files, folders, modules, make's targets, commands."""

import ast
import importlib
import re
import tokenize
from functools import cache

import pytest
import typer.main

from dashboard import words
from dashboard.commands.main import app
from loaders.ground import places
from loaders.sources.protocol import Source
from tests.shared import REPOSITORY

DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")])
CODE = sorted(
    path
    for folder in ("loaders", "dashboard", "building", "tests")
    for ending in ("py", "js", "mjs", "css", "html", "typ")
    for path in (REPOSITORY / folder).rglob(f"*.{ending}")
    if "vendor" not in path.parts
)
FILE = re.compile(
    r"(?<![\w/.<>*{…-])(?:[\w-][\w./-]*\.(?:py|js|mjs|css|html|typ|md)|(?:loaders|dashboard|tests|docs)/[\w./-]*\.\w+)"
    r"(?![\w/<>*{-])"
)
FOLDER = re.compile(r"(?<![\w/.-])(?:loaders|dashboard|tests|docs)/(?:[\w-]+/)*(?![\w<*{.-])")
MODULE = re.compile(r"(?<![\w./-])(?:loaders|dashboard)(?:\.[a-zA-Z_]\w*)+")
COMMENT = re.compile(r"/\*.*?\*/|<!--.*?-->|{#.*?#}|^\s*//.*?$", re.DOTALL | re.MULTILINE)
OTHERS = {"plotly.js", "plotly.py", "dash.html"}
"""Names of others that have the form of a file's."""
EXAMPLES = {"<id>": "bolagsverket", "<indicator>": "population"}
"""What stands for any name in a path, and a name that must be there."""


def name_of(path):
    return path.relative_to(REPOSITORY).as_posix()


@cache
def endings_of_paths() -> frozenset[str]:
    """Every file of the clone by its path and each end of it: ``formats/cube.py`` and ``cube.py`` name one."""
    folders = [REPOSITORY / name for name in ("loaders", "dashboard", "building", "tests", "docs", "notebooks")]
    inside = [path for folder in folders for path in folder.rglob("*")]
    files = [path for path in (*inside, *REPOSITORY.glob("*")) if path.is_file()]
    names = [path.relative_to(REPOSITORY).parts for path in files]
    return frozenset("/".join(parts[n:]) for parts in names for n in range(len(parts)))


def absent_files(text: str) -> list[str]:
    """The names of files in a text that no file of the clone has."""
    for any_name, example in EXAMPLES.items():
        text = text.replace(any_name, example)
    created = set(re.findall(r"Create `([^`]+)`", text))
    named = set(FILE.findall(text))
    return sorted(named - endings_of_paths() - OTHERS - created)


def remarks(path) -> str:
    """The docstrings and comments of a file of code."""
    text = path.read_text(encoding="utf-8")
    if not absent_files(text):  # all that the file names is there, wherever in it that stands
        return ""
    if path.suffix != ".py":
        return "\n".join(COMMENT.findall(text))
    found = []
    if any(FILE.search(line.partition("#")[2]) for line in text.splitlines()):  # else no comment names any
        with path.open("rb") as file:
            found = [token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            found.append(node.value.value)
    return "\n".join(found)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_a_file_that_a_document_names_exists(document):
    assert absent_files(document.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_a_folder_that_a_document_names_exists(document):
    named = set(FOLDER.findall(document.read_text(encoding="utf-8")))
    assert [name for name in sorted(named) if not (REPOSITORY / name).is_dir()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_a_module_or_name_that_a_document_imports_exists(document):
    for dotted in sorted(set(MODULE.findall(document.read_text(encoding="utf-8")))):
        found, rest = None, dotted.split(".")
        for n in range(len(rest), 0, -1):
            try:
                found = importlib.import_module(".".join(rest[:n]))
            except ModuleNotFoundError:
                continue
            rest = rest[n:]
            break
        for name in rest:
            found = getattr(found, name, None)
        assert found is not None, dotted


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_a_command_that_a_document_names_exists(document):
    text = document.read_text(encoding="utf-8")
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE)) <= targets
    commands = set(typer.main.get_command(app).commands)
    assert set(re.findall(r"(?:`|/)lanspuls (?:--region \w+ )?([a-z][a-z-]*)", text)) <= commands


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_what_a_document_calls_by_its_module_exists(document):
    calls = re.findall(r"(?<![\w./])(words|swedish|places)\.(\w+)\(", document.read_text(encoding="utf-8"))
    modules = {"words": words, "swedish": words.swedish, "places": places}
    assert [f"{module}.{name}" for module, name in calls if not hasattr(modules[module], name)] == []


def test_a_file_that_a_docstring_or_comment_names_exists():
    absent = {name_of(path): names for path in CODE if (names := absent_files(remarks(path)))}
    assert absent == {}


def test_the_guard_sees_what_is_absent():
    assert absent_files("see loaders/refresh.py, nowhere.py, formats/cube.py") == [
        "loaders/refresh.py",
        "nowhere.py",
    ]


def test_the_methods_of_a_source_are_those_its_page_tells():
    page = (REPOSITORY / "docs/sources.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| (required|optional) \|", page, re.MULTILINE))
    methods = {name for name, member in vars(Source).items() if callable(member) and not name.startswith("_")}
    assert told == {name: "required" if name in Source.__abstractmethods__ else "optional" for name in methods}
