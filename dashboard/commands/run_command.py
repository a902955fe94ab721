"""``lanspuls run --prepare``: from new figures at the publishers to a checked draft that waits for a person's yes.

Made for a timer: where nothing has changed since the last run, nothing is written and nothing sent. Never publishes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from dashboard.commands.day import today
from dashboard.commands.fetch_command import fetched
from dashboard.commands.meeting_commands import begin_draft, open_desk
from dashboard.commands.operating.shared_data import working_settings
from dashboard.commands.source_commands import write
from loaders.ground.errors import LanspulsError, UsageError
from loaders.ground.people.files import Absent, read_regular

if TYPE_CHECKING:
    from dashboard.publishing.checking import Found
    from loaders.fetching.change_report import RefreshReport
    from loaders.settings import Settings

LARGEST_MESSAGE_BYTES = 200_000
NO_BROWSER = (
    "Bilder: ingen Chrome eller Chromium finns på den här datorn. En utgåva som publiceras här får inga ritade "
    "diagram, och formerna som behöver dem utelämnas. Installera Chromium, eller publicera på en dator som har den."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is told. day: the meeting's, None where none is decided. name: of its file. subject and text are Swedish."""

    day: date | None
    subject: str
    text: str

    @property
    def name(self) -> str:
        """``mote-2026-12-14-forberedelse.txt``."""
        return f"mote-{self.day}-forberedelse.txt" if self.day else "mote-forberedelse.txt"


def run(
    prepare: Annotated[
        bool, typer.Option("--prepare", help="Hämta det som kan ha kommit, och förbered nästa möte.")
    ] = False,
) -> None:
    """Förbered nästa möte utan att någon sitter vid datorn.

    Hämtar det som kan ha kommit, gör ett utkast om nästa bestämda möte saknar ett, ser över det och säger hur det gick
    i en fil under data/reports, och med e-post eller webhook om inställningarna säger det. Publicerar aldrig. Tål att
    köras ofta: har inget ändrats skickas inget. Slutkod 1 om en källa felade eller meddelandet inte gick fram.
    """
    from loaders.settings.regions import require_one

    if not prepare:
        raise UsageError("say what to run: lanspuls run --prepare", "Säg vad som ska köras: lanspuls run --prepare.")
    out, err = (Console(stderr=is_err, highlight=False, markup=False, soft_wrap=True) for is_err in (False, True))
    if not prepare_meeting(require_one(working_settings()), out, err):
        raise typer.Exit(1)


def prepare_meeting(settings: "Settings", out: Console, err: Console) -> bool:
    """Fetch what is due, see to it that the next meeting has a checked draft, and tell; whether all went well.

    False where a source failed or the message could not be sent: the last good figures stay, and the draft is made
    and told of all the same.
    """
    report = fetched(settings, today(), (), full=False, due=True, out=out, err=err)
    message = _message(settings, report, out)
    path = settings.reports_dir / message.name
    content = f"{message.subject}\n\n{message.text}".encode()
    if _kept(path) == content:
        out.print(f"Inget har ändrats sedan förra gången: {path}")
        return not report.failed
    is_sent = _send(settings, message, out)
    if is_sent:  # else the next run tries again
        write(path, content)
        out.print(f"Meddelande: {path}")
    else:
        out.print(message.text)
    return is_sent and not report.failed


def next_to_prepare(settings: "Settings", day: date) -> date | None:
    """The first decided meeting from a day on that has no edition; None where none is decided."""
    from dashboard.data.meeting_days import day_of, meeting_files
    from dashboard.editions.written import Editions

    decided = {*map(day_of, meeting_files(settings.meetings_dir)), *settings.meeting_days}
    published = Editions(settings.editions_dir).days()
    return min((one for one in decided if one >= day and one not in published), default=None)


def _message(settings: "Settings", report: "RefreshReport", out: Console) -> Message:
    from dashboard.words import swedish

    held = next_to_prepare(settings, today())
    sources = tuple(_sources(report))
    if held is None:
        advice = (
            "Inget möte utan utgåva är bestämt. Skriv dagen i meeting_days i lanspuls.toml, eller kör lanspuls meeting "
            "new DATUM."
        )
        return Message(day=None, subject="Länspuls: inget möte att förbereda", text=_text([advice], sources))
    path = settings.meetings_dir / f"{held}.toml"
    if not path.exists():
        made, source = begin_draft(settings, held)
        out.print(f"Nytt utkast: {made}, {f'utgår från {source.name}' if source else 'segmentets fasta bilder'}.")
    named = swedish.date_text(held)
    steps = [
        f"Titta och ändra: lanspuls edit {held}",
        f"Publicera, när en människa har sagt ja: lanspuls meeting publish {held}",
        "Inget publiceras av sig självt.",
    ]
    try:
        found, is_made_up = _checked(held)
    except LanspulsError as error:
        told = getattr(error, "message_sv", "") or str(error)
        lines = [f"Utkast: {path}", f"Utkastet går inte att visa: {told}", "Rätta det, och kör kommandot igen."]
        return Message(
            day=held, subject=f"Länspuls: utkastet till mötet {named} har ett fel", text=_text(lines, sources)
        )
    stopping = [one.line_sv for one in found if one.stops]
    lines = ["DEMODATA: påhittade siffror."] if is_made_up else []
    lines += [f"Utkast: {path}"]
    if stopping:
        lines += [f"{len(stopping)} fel hindrar publicering:", *_listed(stopping)]
    else:
        lines.append("Inget hindrar publicering.")
    known = [one.line_sv for one in found if not one.stops]
    lines += ["", "Att veta:", *_listed(known)] if known else []
    lines += [] if _has_browser() else ["", NO_BROWSER]
    waits = "behöver rättas" if stopping else "väntar på ett ja"
    return Message(
        day=held,
        subject=f"Länspuls: utkastet till mötet {named} {waits}",
        text=_text(lines, sources, ["Nästa steg:", *_listed(steps)]),
    )


def _checked(held: date) -> "tuple[tuple[Found, ...], bool]":
    """What the check finds of a day's draft, and whether its figures are made up. LanspulsError."""
    from dashboard.publishing.checking import check

    desk = open_desk(held.isoformat())
    return check(desk.meeting(), desk.material), bool(desk.material.data.synthetic)


def _sources(report: "RefreshReport") -> Iterator[str]:
    """What of the fetch did not go well, a line for each publisher; why stands in the report that is kept of it."""
    from loaders.publishers import publisher

    failed: dict[str, list[str]] = {}
    for table in report.tables:
        if table.failures:
            failed.setdefault(table.source, []).append(table.table)
    for source, tables in failed.items():
        yield f"{publisher(source).name_sv}: {', '.join(sorted(tables))}"
    if report.unread:
        yield "rättelserna i corrections.toml"


def _text(*parts: list[str] | tuple[str, ...]) -> str:
    """The parts with a line between; the second is of sources that failed."""
    head, failed, *rest = parts
    lead = (
        "Det här gick inte att hämta. De senaste bra uppgifterna används; varför står i hämtningens rapport, "
        "i data/reports."
    )
    told = [lead, *_listed(failed)] if failed else []
    return "\n\n".join("\n".join(part) for part in (head, told, *rest) if part) + "\n"


def _listed(lines: list[str] | tuple[str, ...]) -> list[str]:
    return [f"- {line}" for line in lines]


def _has_browser() -> bool:
    from dashboard.forms import svg

    return svg.has_browser()


def _kept(path: Path) -> bytes | None:
    """The message of last time as it was written; None where there is none."""
    try:
        return read_regular(path, LARGEST_MESSAGE_BYTES)
    except (Absent, UsageError):
        return None


def _send(settings: "Settings", message: Message, out: Console) -> bool:
    """Send it by all ways that the settings name; whether all took it. Without any the file is all there is."""
    from loaders.http.messages import MessageNotSent, post_message, send_mail

    went = True
    try:
        if settings.mail_to:
            _require_mail(settings)
            send_mail(settings.mail_server, settings.mail_from, settings.mail_to, message.subject, message.text)
            out.print(f"Skickat till {settings.mail_to}.")
    except MessageNotSent as error:
        out.print(error.message_sv)
        went = False
    try:
        if settings.webhook:
            post_message(settings.webhook, message.subject, message.text)
            out.print("Skickat till webhooken.")
    except MessageNotSent as error:
        out.print(error.message_sv)
        went = False
    return went


def _require_mail(settings: "Settings") -> None:
    if not (settings.mail_server and settings.mail_from):
        raise UsageError(
            "mail_to needs mail_server and mail_from",
            "Inställningen mail_to behöver också mail_server och mail_from.",
        )
