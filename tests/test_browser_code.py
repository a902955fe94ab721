"""The browser's code as node runs it: tests/browser/, by node's own test runner."""

import json
import re
import subprocess

import pytest

from tests.shared import REPOSITORY, node
from tests.waiting import HANG_SECONDS

MODULES = [path for path in (REPOSITORY / "dashboard").rglob("*.js") if "vendor" not in path.parts]
FILES = sorted(path.name for path in (REPOSITORY / "tests" / "browser").glob("*.test.mjs"))


@pytest.mark.parametrize("name", FILES)
def test_the_browsers_code_does_what_its_tests_say(name):
    command = [node(), "--test", "--test-reporter=spec", f"tests/browser/{name}"]
    ran = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=HANG_SECONDS, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert int(re.search(r"^\S+ pass (\d+)$", ran.stdout, re.MULTILINE)[1]) > 1


def test_every_part_that_knows_no_document_has_tests():
    pure = []
    for path in MODULES:
        if not re.search(r"\b(document|window)\.\w|from \"\./(document|parts)\.js", path.read_text(encoding="utf-8")):
            pure.append(f"{path.stem}.test.mjs")
    assert set(pure) <= set(FILES) and len(pure) >= 4


def test_the_document_of_the_browser_names_every_module_stage_and_test():
    document = (REPOSITORY / "docs" / "browser.md").read_text(encoding="utf-8")
    assert {path.name for path in MODULES} == set(re.findall(r"`(\w+\.js)`", document))
    (screen,) = (path for path in MODULES if path.name == "screen.js")
    stages = re.search(r"@typedef \{(.+)\} Stage", screen.read_text(encoding="utf-8"))[1].split(" | ")
    assert [stage for stage in stages if f"│ {json.loads(stage)} │" not in document] == []
    assert [path for path in re.findall(r"`(tests/\S+)`", document) if not (REPOSITORY / path).is_file()] == []
