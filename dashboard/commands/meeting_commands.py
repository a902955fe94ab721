"""``lanspuls meeting …``: a meeting's draft is begun, checked, published, added to and corrected."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from dashboard.commands import day as day_clock
from dashboard.commands.operating.shared_data import working_settings
from dashboard.commands.options import Output
from loaders.ground import clock
from loaders.ground.errors import ReportError, UsageError

if TYPE_CHECKING:
    from dashboard.data.series import Data
    from dashboard.editions.content import Figure
    from dashboard.meetings.material import Material
    from dashboard.meetings.meeting import Meeting
    from dashboard.publishing.drawing import Draw
    from dashboard.publishing.publish import Published
    from loaders.settings import Settings

meeting_app = typer.Typer(help="Månadens möte: utkast, utgåvor, former.", no_args_is_help=True)
_out = Console(highlight=False, markup=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

LARGEST_TEMPLATE_BYTES = 50_000_000
Day = Annotated[str, typer.Argument(metavar="DATE", help="Mötets dag, till exempel 2026-12-14.")]
DayOrNewest = Annotated[
    str | None, typer.Argument(metavar="[DATE]", help="Mötets dag; det senaste utkastet om ingen nämns.")
]

WithoutDrawings = Annotated[
    bool,
    typer.Option("--without-drawings", help="Publicera utan de former som behöver en webbläsare som ritar."),
]
WithNotes = Annotated[
    bool, typer.Option("--with-notes", help="Skriv också anteckningarna till en fil bredvid, för talaren.")
]


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command works with: the settings, what slides are made from, the draft's file."""

    settings: "Settings"
    material: "Material"
    path: Path

    def meeting(self) -> "Meeting":
        """The draft as it is shown now."""
        from dashboard.meetings.segment import shown_today

        return shown_today(self.path, self.material)


def open_desk(day: str | None, folder: Path | None = None) -> Desk:
    """The draft of a day, the newest where none is said. UsageError where there is none."""
    from dashboard.data.meeting_days import newest_meeting
    from dashboard.meetings.material import Material
    from loaders.settings.regions import require_one

    settings = require_one(working_settings())
    folder = folder or settings.meetings_dir
    path = folder / f"{clock.read_day(day)}.toml" if day else newest_meeting(folder)
    return Desk(settings, Material(_data(settings, folder)), path)


def _data(settings: "Settings", folder: Path) -> "Data":
    """The figures, with what participants have told read in first. folder: of the drafts."""
    from dashboard.commands.source_commands import keep_own, own_history
    from dashboard.data import public
    from dashboard.data.series import Data
    from loaders.store import Store

    keep_own(settings, _err)
    return Data(
        Store(settings.store_dir),
        settings.county,
        today=day_clock.today_of.get(),
        own=own_history(settings),
        meetings=folder,
        organisation=settings.organisation,
        public=public.of(settings),
        editions=settings.editions_dir,
        shows_drafts=True,
        folder=settings.data,
    )


@meeting_app.command("new")
def new(
    day: Day,
    before: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Mötet att utgå från; det senaste före dagen annars.")
    ] = None,
) -> None:
    """Börja ett utkast.

    Utgår från förra mötets fil: bilderna flyttas fram till den nya månaden, anteckningarna följer med, rubriker och ord
    om förra månadens siffror tas bort, och månadens fråga blir den nya månadens.
    """
    from dashboard.publishing.renewing import left_behind_sv
    from loaders.settings.regions import require_one

    held = clock.read_day(day)
    path, source = begin_draft(require_one(working_settings()), held, clock.read_day(before) if before else None)
    _out.print(f"{path}")
    _out.print(f"Utgår från {source.name}." if source else "Utgår från segmentets fasta bilder.")
    if source and (left := left_behind_sv(source.read_text(encoding="utf-8"))):
        _out.print(f"Följde inte med, men står kvar i {source.name}: {left}. Månadens fråga är den nya månadens.")
    _out.print(f"Nästa steg: lanspuls edit {held}, eller redigera filen, och sedan lanspuls meeting check {held}.")


def begin_draft(settings: "Settings", held: date, before: date | None = None) -> tuple[Path, Path | None]:
    """Write the draft of a day from that of an earlier meeting, the last before it where none is said.

    The draft's file, and that of the meeting it was made from, if any. UsageError where the draft is there already.
    """
    from dashboard.commands.source_commands import write
    from dashboard.data.meeting_days import WHEEL, meeting_before
    from dashboard.meetings.demo_meeting import TOWNS
    from dashboard.meetings.toml_file import read_text
    from dashboard.meetings.wheel.wheel_file import read_wheel
    from dashboard.publishing.renewing import next_meeting_text

    folder = settings.meetings_dir
    path = folder / f"{held}.toml"
    if path.exists():
        raise UsageError(
            f"{path} is there already; edit it, or choose another day",
            f"{path.name} finns redan. Redigera den, eller välj en annan dag.",
        )
    source = folder / f"{before}.toml" if before else meeting_before(folder, held)
    text = None
    if source is not None:
        text = read_text(source, f"there is no {source}", f"Det finns ingen mötesfil {source.name}.")
    made = next_meeting_text(
        held,
        text,
        county=settings.county,
        place=TOWNS[settings.county],
        title="Regional näringslivsdialog",
        wheel=read_wheel(settings.data / WHEEL, settings.county),
    )
    write(path, made.encode())
    return path, source


@meeting_app.command("check")
def check(day: DayOrNewest = None) -> None:
    """Säg vad som bör ses över före publicering.

    Sent, nytt, reviderat, egna rubriker som säger emot sina siffror, saknad alternativtext eller källa, påhittade
    siffror bland officiella. Slutkod 1 om något hindrar publicering.
    """
    from dashboard.publishing.checking import check as checked
    from dashboard.publishing.checking import counted_sv

    desk = open_desk(day)
    found = checked(desk.meeting(), desk.material)
    for one in found:
        _out.print(f"{'STOPPAR  ' if one.stops else '         '}{one.line_sv}")
    _out.print(f"Sammanlagt: {counted_sv(found)}.")
    stopping = sum(one.stops for one in found)
    if stopping:
        _out.print(f"{stopping} fel hindrar publicering av {desk.path.name}.")
        raise typer.Exit(1)
    _out.print(f"Inget hindrar publicering av {desk.path.name}.")


@meeting_app.command("publish")
def publish(
    day: DayOrNewest = None,
    with_notes: WithNotes = False,
    without_drawings: WithoutDrawings = False,
) -> None:
    """Publicera mötet som en utgåva som aldrig ändras.

    Allt som visas sparas som data och i alla former under data/editions. Vägrar, med skälen, om något är fel. Ett möte
    som redan är publicerat får tillägg med `meeting add` och rättas med `meeting correct`.
    """
    from dashboard.editions.written import Editions
    from dashboard.publishing import publish as publishing

    desk = open_desk(day)
    meeting = desk.meeting()
    if Editions(desk.settings.editions_dir).numbers(meeting.date):
        raise UsageError(
            f"{meeting.slug} is published already; use meeting add or meeting correct",
            f"Mötet {meeting.slug} är redan publicerat. Lägg till med `lanspuls meeting add {meeting.slug}` "
            f"eller rätta med `lanspuls meeting correct {meeting.slug} --note …`.",
        )
    _refuse(meeting, desk)
    with nullcontext() if without_drawings else _drawing() as draw:
        made = publishing.publish(meeting, desk.material, desk.settings.editions_dir, day_clock.moment(), draw=draw)
    _tell(made, desk)
    if with_notes:
        _keep_notes(made, desk)


@meeting_app.command("add")
def add(day: Day) -> None:
    """Ge mötet ett tillägg: svar på frågor, länkar och bilagor ur mötesfilen. Inga siffror ändras."""
    from dashboard.publishing.publish import add_to

    desk = open_desk(day)
    made = add_to(desk.meeting(), desk.material, desk.settings.editions_dir, day_clock.moment())
    _tell(made, desk)


@meeting_app.command("correct")
def correct(
    day: Day,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Vad som var fel, och vems felet var.")],
    known_now: Annotated[
        bool,
        typer.Option("--known-now", help="Med siffrorna som de är kända nu, i stället för när mötet publicerades."),
    ] = False,
    with_notes: WithNotes = False,
    without_drawings: WithoutDrawings = False,
) -> None:
    """Rätta ett publicerat möte: en ny utgåva med en daterad rättelse. Den förra finns kvar orörd."""
    from dashboard.publishing.publish import correct as corrected

    desk = open_desk(day)
    with nullcontext() if without_drawings else _drawing() as draw:
        made = corrected(
            desk.path,
            desk.material,
            desk.settings.editions_dir,
            day_clock.moment(),
            note=note,
            known_now=known_now,
            draw=draw,
        )
    _tell(made, desk)
    if with_notes:
        _keep_notes(made, desk)


@meeting_app.command("list")
def listed() -> None:
    """Lista utkast och utgåvor."""
    from dashboard.data.meeting_days import day_of, meeting_files
    from dashboard.editions.written import Editions, Key
    from dashboard.words import swedish
    from loaders.settings.regions import require_one

    settings = require_one(working_settings())
    editions = Editions(settings.editions_dir)
    drafts = {day_of(path) for path in meeting_files(settings.meetings_dir)}
    for held in sorted({*drafts, *editions.days()}, reverse=True):
        told = []
        for number in editions.numbers(held):
            one = editions.edition(Key(held, number))
            told.append(f"utgåva {number} ({one.kind.value}, {swedish.date_text(one.moment)})")
        draft = "" if held in drafts else "  (utkastet finns inte kvar)"
        _out.print(f"{held}  {', '.join(told) or 'utkast, inte publicerat'}{draft}")


@meeting_app.command("changes")
def changes(day: Day) -> None:
    """Säg vad som har hänt med siffrorna sedan mötet publicerades."""
    from dashboard.editions.written import Editions
    from dashboard.publishing.since import since
    from loaders.settings.regions import require_one

    settings = require_one(working_settings())
    editions = Editions(settings.editions_dir)
    edition = editions.edition(editions.key(day))
    found = since(edition, _data(settings, settings.meetings_dir))
    _out.print(found.told)
    for row in found.rows:
        slides = ", ".join(f"bild {n}" for n in row.slides)
        conclusion = f"  slutsatsen {row.conclusion_sv}" if row.conclusion_sv else ""
        _out.print(f"  {slides}: {row.what_sv}: {row.before} → {row.now}{conclusion}")
    for title in found.not_checked:
        _out.print(f"  {title}: har inte kunnat kontrolleras.")


@meeting_app.command("pptx")
def pptx(
    day: Day,
    slides: Annotated[str, typer.Option("--slides", metavar="N,N", help="Bildernas nummer i ordning, t.ex. 2,3.")],
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE", help="Regionens egen mall, .pptx eller .potx.")
    ] = None,
    output: Output = None,
) -> None:
    """Gör valda bilder ur den senaste utgåvan till PowerPoint, utan omslag, till dagordningens presentation."""
    from dashboard.commands.source_commands import write
    from dashboard.editions.forms.pptx import make_chosen
    from dashboard.editions.written import Editions
    from loaders.ground.people.files import Absent, read_regular
    from loaders.settings.regions import require_one

    settings = require_one(working_settings())
    editions = Editions(settings.editions_dir)
    edition = editions.edition(editions.key(day))
    try:
        own = read_regular(template, LARGEST_TEMPLATE_BYTES) if template else None
    except Absent:
        raise UsageError(f"there is no {template}", f"Det finns ingen fil {template}.") from None
    made = make_chosen(edition, _numbers(slides), own)
    output = output or settings.reports_dir / f"{day}-bilder.pptx"
    write(output, made)
    _out.print(str(output))


def _numbers(text: str) -> list[int]:
    """``2,3`` as numbers of slides. UsageError."""
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
        raise UsageError(
            f"'{text}' are no numbers of slides; write 2,3", f"”{text}” är inga bildnummer. Skriv till exempel 2,3."
        )
    return [int(part) for part in parts]


@meeting_app.command("pdf")
def pdf(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE.toml]", help="Mötesfil; den senaste om ingen nämns.")
    ] = None,
    output: Output = None,
) -> None:
    """Gör utkastets PDF, utan att publicera något.

    Figurerna ritas med Chrome eller Chromium, som måste finnas på datorn.
    """
    from dashboard.commands.source_commands import write
    from dashboard.publishing import paper

    desk = open_desk(None if file is None else file.stem, file.parent if file else None)
    made = paper.meeting_pdf(desk.path, desk.material)
    output = output or desk.settings.reports_dir / f"{desk.path.stem}.pdf"
    write(output, made)
    _out.print(str(output))


def _refuse(meeting: "Meeting", desk: Desk) -> None:
    """NotPublished with everything that the check finds to stop it. What is to be looked at, and stops not, is told."""
    from dashboard.publishing.checking import check as checked
    from dashboard.publishing.checking import to_look_at
    from dashboard.publishing.publish import NotPublished

    found = checked(meeting, desk.material)
    if stopping := [one.line_sv for one in found if one.stops]:
        raise NotPublished(stopping)
    for one in to_look_at(found):
        _out.print(f"Att se på: {one.line_sv}")


def _keep_notes(made: "Published", desk: Desk) -> None:
    from dashboard.publishing.publish import keep_notes

    edition = desk.material.editions.edition(made.key)
    _out.print(f"Anteckningar, bara för talaren: {keep_notes(made.meeting, edition, desk.settings.reports_dir)}")


@contextmanager
def _drawing() -> Iterator["Draw"]:
    """What draws in a browser that starts now, while the edition is made."""
    from dashboard.forms import svg

    with svg.drawing() as drawn:

        def draw(figures: "Sequence[Figure]") -> tuple[str, ...]:
            try:
                return drawn(figures)
            except ReportError as error:
                raise ReportError(f"{error}. Or publish with --without-drawings") from error

        yield draw


def _tell(made: "Published", desk: Desk) -> None:
    _out.print(f"Publicerat: {made.folder}")
    for title, why in made.left_out.items():
        _out.print(f"  Utan {title}: {why}.")
    link = f"/mote/{made.key.day}"
    _out.print(f"På sidorna: {desk.material.data.public.address(link) or desk.settings.prefix + link}")
