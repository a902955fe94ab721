"""``lanspuls edit``: the server where a meeting is prepared, on this machine's own address."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from dashboard.commands.operating.serving_pages import open_browser
from dashboard.commands.source_commands import keep_own, own_history
from dashboard.data.meeting_days import meeting_files
from dashboard.meetings.segment import meeting_file
from loaders.ground.clock import STOCKHOLM
from loaders.ground.errors import UsageError
from loaders.http.listening import open_port
from loaders.settings import Settings

if TYPE_CHECKING:
    from dashboard.web.serving import Opened

HOST = "127.0.0.1"


def day_to_edit(settings: Settings, asked: str | None, today: date) -> str:
    """The meeting that is meant: the one asked for, else the next one, else the newest. UsageError without any."""
    if asked:
        return meeting_file(settings.meetings_dir, asked).stem
    days = sorted(path.stem for path in meeting_files(settings.meetings_dir))
    if not days:
        raise UsageError(
            f"there is no meeting in {settings.meetings_dir}; make one there",
            f"Det finns inget möte i {Path(settings.meetings_dir).name}. Skapa en mötesfil där först.",
        )
    return next((day for day in days if day >= today.isoformat()), days[-1])


def opened(settings: Settings, port: int | None, now: Callable[[], datetime]) -> "tuple[Opened, str]":
    """The server, listening on this machine alone, and its address up to the secret's value."""
    from dashboard.web.app import DATA
    from dashboard.web.editing.editor_app import create_editor
    from dashboard.web.editing.keyhole import WORD, Keyhole
    from dashboard.web.serving import Opened

    keyhole = Keyhole()
    local = replace(settings, host=HOST, port=0 if port is None else port, hosts=(), prefix="")
    editor = create_editor(local, keyhole, now)
    data = editor.extensions[DATA]  # what is published from here leads to where readers find it
    data.public = replace(data.public, prefix=settings.prefix, short_at=settings.short_at)
    server = Opened(editor, HOST, local.port, listening=open_port(HOST, local.port))
    return server, f"http://{HOST}:{server.port}/redigera/{{day}}?{WORD}={keyhole.secret}"


def edit(
    settings: Settings, asked: str | None, port: int | None, today: date, out: Console, *, opens: bool = True
) -> None:
    """Serve the editing of meetings until interrupted; ``opens`` the page in the browser of whoever started it."""
    from loaders.own.watching import watch
    from loaders.settings.regions import require_one

    settings = require_one(settings)
    day = day_to_edit(settings, asked, today)
    keep_own(settings, out)
    watch(own_history(settings))
    server, address = opened(settings, port, lambda: datetime.now(STOCKHOLM))
    out.print(f"Redigera mötet: {address.format(day=day)}")
    out.print("Adressen gäller bara på den här datorn, och bara så länge kommandot körs. Avsluta med Ctrl+C.")
    if opens:
        open_browser(address.format(day=day))
    try:
        server.run()
    except KeyboardInterrupt:
        return
