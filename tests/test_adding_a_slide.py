"""docs/adding-a-slide.md, done: one new file, and a meeting file takes the kind, on the page and in the PDF."""

import re
import shutil

from tests.shared import REPOSITORY
from tests.test_adding_a_page import run_in

DOCUMENT = (REPOSITORY / "docs/adding-a-slide.md").read_text(encoding="utf-8")


def test_one_new_file_is_a_whole_kind_of_slide(tmp_path):
    (name,) = re.findall(r"Create `dashboard/meetings/slides/(\w+\.py)`", DOCUMENT)
    (text,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    (slide,) = re.findall(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)
    for part in ("loaders", "dashboard", "tests", "pyproject.toml"):
        source = REPOSITORY / part
        if source.is_dir():
            shutil.copytree(source, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
        else:
            shutil.copy(source, tmp_path / part)
    (tmp_path / "dashboard/meetings/slides" / name).write_text(text, encoding="utf-8")
    look = f"""
from dashboard.meetings.demo_meeting import demo_meeting_toml
from dashboard.meetings.file import parse_meeting
from datetime import date
head = 'schema = 1\\ndate = 2026-11-30\\ntitle = "Möte"\\nplace = "Åre"\\ncounty = "23"\\n'
meeting = parse_meeting(head + {slide!r}, "2026-11-30.toml")
assert meeting.views[0].content.who == "Åre Bageri"
assert 'kind = "quote"' in demo_meeting_toml(date(2026, 11, 22))
"""
    read = run_in(tmp_path, "-c", look)
    assert read.returncode == 0, read.stderr[-3000:]
    tests = run_in(
        tmp_path,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/dashboard/meetings/test_slides.py",
        "-k",
        "quote",
    )
    assert tests.returncode == 0, tests.stdout[-3000:]
    assert re.search(r"\b[5-9] passed", tests.stdout), tests.stdout[-300:]
