"""An edition is written whole or not at all, and what a killed process has left is removed by the next one."""

import os
import subprocess
import sys
from datetime import date

import pytest

from dashboard.editions.written import Editions, Key, make_ready, unfinished, write
from loaders.ground.errors import DiskFault
from tests.shared import REPOSITORY
from tests.waiting import wait_until

LONG_AGO = (0, 0)
KEY = Key(date(2026, 11, 30), 1)
WRITER = """
import sys
from datetime import date
from pathlib import Path
from dashboard.editions.written import Key, write

class Slow(dict):
    def items(self):
        yield "a.txt", b"a"
        sys.stdin.read()

write(Path(sys.argv[1]), Key(date(2026, 11, 30), 1), Slow({"a.txt": b"a"}))
"""


def test_what_a_killed_process_has_left_is_removed_once_it_is_old_and_nobodys(tmp_path):
    day = tmp_path / "2026-11-30"
    with subprocess.Popen([sys.executable, "-c", WRITER, tmp_path], stdin=subprocess.PIPE, cwd=REPOSITORY) as writer:
        wait_until(lambda: list(day.glob(".gors-*/a.txt")), "the first file is written")
        (left,) = day.iterdir()
        os.utime(left, LONG_AGO)
        assert unfinished(tmp_path) == ()  # its process lives
        writer.kill()
    assert unfinished(tmp_path) == (left,)
    before, young, other = (
        day / name for name in (".gors-1-0a1b2c3d", f".gors-1-{writer.pid}-00000000", "anteckningar")
    )
    for folder in (before, young, other):
        folder.mkdir()
    for folder in (before, other):
        os.utime(folder, LONG_AGO)
    make_ready(tmp_path, KEY.day)
    assert {*day.iterdir()} == {young, other}  # young: on a shared disk it may be another machine's
    assert Editions(tmp_path).days() == () and write(tmp_path, KEY, {"a.txt": b"a"}) == day / "1"


def test_a_folder_that_cannot_be_written_is_told_before_the_work_and_nothing_is_left(tmp_path):
    taken = tmp_path / "editions"
    taken.write_text("en fil", encoding="utf-8")
    for act in (lambda: make_ready(taken, KEY.day), lambda: write(taken, KEY, {"a.txt": b"a"})):
        with pytest.raises(DiskFault) as refused:
            act()
        assert refused.value.message_sv.startswith(f"Utgåvan går inte att spara i {taken}")
        assert "det som ska vara en mapp är en fil" in refused.value.message_sv
    assert list(tmp_path.iterdir()) == [taken]
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    if not os.access(closed, os.W_OK):  # root may write anywhere
        with pytest.raises(DiskFault, match="check the disk"):
            make_ready(closed, KEY.day)
