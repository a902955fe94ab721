"""CONTRIBUTING.md and CHANGELOG.md are true: their commands and files exist, and no command is left out."""

import re
import tomllib

import pytest

from tests.shared import REPOSITORY

PAGES = {name: (REPOSITORY / name).read_text(encoding="utf-8") for name in ("CONTRIBUTING.md", "CHANGELOG.md")}
BLOCKS = re.findall(r"```sh\n(.*?)```", PAGES["CONTRIBUTING.md"], re.DOTALL)
COMMANDS = [line.split("#")[0].split() for block in BLOCKS for line in block.splitlines()]
TARGETS = set(re.findall(r"^([a-z-]+):.*##", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_every_make_target_is_told_and_exists():
    assert {words[1] for words in COMMANDS if words[0] == "make"} == TARGETS - {"help"}


def test_the_files_of_the_commands_exist():
    files = [word for words in COMMANDS for word in words if word.startswith("tests/")]
    assert files and all((REPOSITORY / file).is_file() for file in files)


@pytest.mark.parametrize(
    ("page", "link"),
    [(name, link) for name, text in PAGES.items() for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text)],
)
def test_a_linked_file_exists(page, link):
    assert (REPOSITORY / link).is_file()


def test_the_changelog_tells_of_this_version():
    version = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert re.search(rf"^## {re.escape(version)}\b", PAGES["CHANGELOG.md"], re.MULTILINE)


def test_what_a_machine_lacks_is_told_by_lacking_so_that_no_skip_passes_in_ci():
    """A mark skips whatever CI says; it is for what a system can never have, and not for what nobody has installed."""
    marks = re.compile(r"@pytest\.mark\.skip(?:if)?\((.*)\)$", re.MULTILINE)
    found = {
        (path.name, condition)
        for path in (REPOSITORY / "tests").rglob("test_*.py")
        for condition in marks.findall(path.read_text(encoding="utf-8"))
    }
    assert {one for one in found if not one[1].startswith("os.name != ")} == set()
