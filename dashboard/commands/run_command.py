"""``lanspuls run``: a whole service (running/), or with ``--prepare`` once, from a timer, what it does for a meeting.

That is from new figures at the publishers to a checked draft that waits for a person's yes. Where nothing has changed
since the last run, nothing is written and nothing sent. Never publishes.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from dashboard.commands.day import today
from dashboard.commands.fetch_command import fetched
from dashboard.commands.meeting_commands import begin_draft, open_desk
from dashboard.commands.operating.shared_data import working_settings
from dashboard.commands.options import Host, Port, WorkerCount
from dashboard.commands.running.lines import Message
from loaders.ground.errors import LanspulsError, UsageError, swedish_of
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


def _name_of(day: date | None) -> str:
    """The file of the message about a meeting: ``mote-2026-12-14-forberedelse.txt``; of none while none is decided."""
    return f"mote-{day}-forberedelse.txt" if day else "mote-forberedelse.txt"


def run(
    prepare: Annotated[
        bool, typer.Option("--prepare", help="Bara en gång: hämta det som kan ha kommit, och förbered nästa möte.")
    ] = False,
    host: Host = None,
    port: Port = None,
    workers: WorkerCount = None,
    serves: Annotated[bool, typer.Option("--serve/--no-serve", help="Visa också sidorna.")] = True,
) -> None:
    """Sköt allt: visa sidorna, hämta när siffror väntas, förbered nästa möte och säg till när något är fel.

    Går tills det avbryts (Ctrl+C). Hämtar det som kan ha kommit enligt kalendern, gör ett utkast om nästa bestämda möte
    saknar ett, ser över det, läser allt sparat varje vecka, och meddelar i en fil under data/reports, och med e-post
    eller webhook om inställningarna säger det. Publicerar aldrig. En del som stannar startas igen av sig själv.

    Med --prepare görs hämtning och utkast en gång, för en timer: har inget ändrats skickas inget. Slutkod 1 om en källa
    felade eller meddelandet inte gick fram.
    """
    from loaders.settings import load_settings
    from loaders.settings.regions import require_one

    if not prepare:
        from dashboard.commands.running.supervisor import Supervisor

        raise typer.Exit(Supervisor(load_settings(), host, port, workers, serves=serves).run())
    out, err = (Console(stderr=is_err, highlight=False, markup=False, soft_wrap=True) for is_err in (False, True))
    if not prepare_meeting(require_one(working_settings()), out, err):
        raise typer.Exit(1)


def prepare_meeting(settings: "Settings", out: Console, err: Console) -> bool:
    """Fetch what is due, see to it that the next meeting has a checked draft, and tell; whether all went well.

    False where a source failed or the message could not be sent: the last good figures stay, and the draft is made
    and told of all the same.
    """
    from dashboard.commands.running.sending import named_ways, send
    from dashboard.commands.running.troubles import FILE, MAIL

    report = fetched(settings, today(), (), full=False, due=True, out=out, err=err)
    message = draft_message(settings, list(_sources(report)), out)
    path = settings.reports_dir / message.name
    if kept(path) == message.content:
        out.print(f"Inget har ändrats sedan förra gången: {path}")
        return not report.failed
    ways = named_ways(settings)
    outcome = send(settings, message, ways)
    for way in outcome.ways:
        out.print(f"Skickat till {settings.mail_to if way == MAIL else 'webhooken'}.")
    if outcome.fault:
        out.print(outcome.fault)
    if outcome.ways == ways:  # else the next run tries again
        written = send(settings, message, (FILE,))
        if written.fault:
            raise UsageError(f"{path} cannot be written", written.fault)
        out.print(f"Meddelande: {path}")
    else:
        out.print(message.text)
    return outcome.ways == ways and not report.failed


def next_to_prepare(settings: "Settings", day: date) -> date | None:
    """The first decided meeting from a day on that has no edition; None where none is decided."""
    from dashboard.data.meeting_days import day_of, meeting_files
    from dashboard.editions.written import Editions

    decided = {*map(day_of, meeting_files(settings.meetings_dir)), *settings.meeting_days}
    published = Editions(settings.editions_dir).days()
    return min((one for one in decided if one >= day and one not in published), default=None)


def draft_message(settings: "Settings", broken: list[str], out: Console) -> Message:
    """See to it that the next meeting has a draft, check it, and say how it stands. broken: a line for each publisher.

    UsageError where the draft cannot be written.
    """
    from dashboard.words import swedish

    held = next_to_prepare(settings, today())
    sources = tuple(broken)
    if held is None:
        advice = (
            "Inget möte utan utgåva är bestämt. Skriv dagen i meeting_days i lanspuls.toml, eller kör lanspuls meeting "
            "new DATUM."
        )
        return Message(name=_name_of(None), subject="Länspuls: inget möte att förbereda", text=_text([advice], sources))
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
        told = swedish_of(error)
        lines = [f"Utkast: {path}", f"Utkastet går inte att visa: {told}", "Rätta det, och kör kommandot igen."]
        return Message(
            name=_name_of(held),
            subject=f"Länspuls: utkastet till mötet {named} har ett fel",
            text=_text(lines, sources),
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
        name=_name_of(held),
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


def kept(path: Path) -> bytes | None:
    """The message of last time as it was written; None where there is none."""
    try:
        return read_regular(path, LARGEST_MESSAGE_BYTES)
    except (Absent, UsageError):
        return None
