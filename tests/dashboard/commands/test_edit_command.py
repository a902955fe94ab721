"""``lanspuls edit``: which meeting is meant, and that it listens on this machine alone."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.commands.edit_command import day_to_edit, opened
from loaders.ground.errors import UsageError
from loaders.settings import Settings
from tests.dashboard.addresses import MEETING_DAY, made_site
from tests.dashboard.editing.editor import now


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
