"""``lanspuls edit``: which meeting is meant, and that it listens on this machine alone."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from dashboard.commands.demo_filling import telling
from dashboard.commands.edit_command import day_to_edit, opened
from loaders.ground.errors import UsageError
from loaders.settings import Settings
from tests.dashboard.addresses import MEETING_DAY, made_site
from tests.dashboard.editing.editor import now
from tests.shared import REPOSITORY
from tests.waiting import killed_if_it_hangs


def test_the_meeting_meant_is_the_one_asked_for_else_the_next_else_the_newest(tmp_path):
    settings = Settings(data=tmp_path)
    with pytest.raises(UsageError, match="there is no meeting"):
        day_to_edit(settings, None, date(2026, 11, 27))
    settings.meetings_dir.mkdir(parents=True)
    for day in ("2026-10-26", "2026-11-30", "2026-12-14"):
        (settings.meetings_dir / f"{day}.toml").write_text("", encoding="utf-8")
    assert day_to_edit(settings, None, date(2026, 11, 27)) == "2026-11-30"
    assert day_to_edit(settings, None, date(2027, 1, 7)) == "2026-12-14"
    assert day_to_edit(settings, "2026-10-26", date(2026, 11, 27)) == "2026-10-26"
    with pytest.raises(UsageError, match="2026-10-27"):
        day_to_edit(settings, "2026-10-27", date(2026, 11, 27))


def test_what_the_demo_ends_by_saying_edits_its_meeting(tmp_path, monkeypatch):
    made_site(tmp_path / "data" / "demo")
    monkeypatch.chdir(tmp_path)
    told = StringIO()
    telling(Settings(data=Path("data/demo")), Console(file=told, width=200))()
    said = "LANSPULS_DATA=data/demo lanspuls edit"
    assert told.getvalue().splitlines()[1] == f"  {said}"
    assert said.removesuffix(" lanspuls edit") + " .venv/bin/lanspuls edit\n" in (REPOSITORY / "README.md").read_text(
        "utf-8"
    )
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    running = subprocess.Popen(
        ["sh", "-c", f"exec env {said} --no-open"], stdout=subprocess.PIPE, text=True, env=environment
    )
    with killed_if_it_hangs(running):
        assert f"/redigera/{MEETING_DAY}?nyckel=" in running.stdout.readline()
        running.terminate()
        running.communicate()


def test_it_listens_on_this_machine_alone_whatever_the_settings_say(tmp_path):
    settings = replace(made_site(tmp_path), host="0.0.0.0", hosts=("statistik.example.se",), prefix="/lanspuls")
    addresses = set()
    for _ in range(2):
        server, address = opened(settings, 0, now)
        with server._socket as socket:
            assert socket.getsockname()[0] == "127.0.0.1"
            assert address.startswith(f"http://127.0.0.1:{server.port}/redigera/")
        addresses.add(address.format(day=MEETING_DAY).partition("?")[2])
    assert len(addresses) == 2  # a secret of its own for every start
