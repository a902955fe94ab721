"""Commands about the sources: import a file by hand, ask how they are, tell when figures are expected."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

if TYPE_CHECKING:
    import pyarrow as pa

    from loaders.fetching.change_report import RefreshReport
    from loaders.fetching.doctor import Examination
    from loaders.ground.declarations import Indicator
    from loaders.own.history import OwnHistory
    from loaders.settings import Settings
    from loaders.store import Store


OWN = "own"
WIDEST = 300
"""Characters of a line that nobody's terminal limits."""


def import_file(
    settings: "Settings",
    source: str,
    files: list[Path],
    table: str | None,
    by: str,
    event: str,
    accept_revision: bool,
    out: Console,
) -> bool:
    """Take files in by hand and tell what changed; whether anything failed. The source *own* is people's own files."""
    if source == OWN:
        return import_own(settings, files, by, out)
    from loaders.fetching.importing import import_files

    report = import_files(settings, source, files, table=table, by=by, event=event, accept_revision=accept_revision)
    tell(report, settings, out, [remark for table in report.tables for remark in table.remarks])
    return report.failed


def tell(report: "RefreshReport", settings: "Settings", out: Console, remarks: Iterable[str] = ()) -> None:
    """What a fetch or import changed, and the remarks; the report is kept if it says anything."""
    from loaders.fetching import change_report
    from loaders.ground.errors import StoreError

    if report.synthetic:
        out.print("DEMODATA: alla siffror är påhittade.")
    for line in (*change_report.summary(report), *(f"  {remark}" for remark in remarks)):
        out.print(line)
    try:
        kept = change_report.keep(report, settings.reports_dir)
    except StoreError as error:  # what was taken in is stored all the same
        out.print(f"Rapporten kunde inte skrivas: {error}")
        return
    if kept:
        out.print(f"Rapport: {kept}")


def require_files_or_undo(files: list[Path] | None, undo: bool) -> None:
    """Refuse an import without files, and one that is to be taken back with some. UsageError."""
    from loaders.ground.errors import UsageError

    if undo is bool(files):
        raise UsageError(
            "give the files to read in, or --undo alone", "Ange filerna som ska läsas in, eller bara --undo."
        )


def undo_import(settings: "Settings", source: str, table: str | None, by: str, out: Console) -> None:
    """Take the newest import by hand of a table back and tell what counts now."""
    from loaders.fetching.importing import undo_import as taken_back
    from loaders.ground.clock import STOCKHOLM
    from loaders.ground.errors import UsageError

    if source == OWN:
        raise UsageError(
            "own figures are not taken back by --undo: remove or correct the file",
            "Egna uppgifter tas inte tillbaka med --undo: ta bort eller rätta filen.",
        )
    undone = taken_back(settings, source, table=table, by=by)
    read = f"{undone.read.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
    out.print(f"{undone.table}: inläsningen {read} av {undone.read_by} är återtagen av {undone.by}.")
    out.print(f"  gäller {', '.join(undone.indicators)}")
    if undone.in_use is None:
        out.print("  Inget är kvar av dem. Historiken finns kvar.")
    else:
        in_use = f"{undone.in_use.astimezone(STOCKHOLM):%Y-%m-%d}"
        out.print(f"  Uppgifterna som publicerades {in_use} används. Historiken finns kvar.")


def write(path: Path, content: bytes) -> None:
    """Put a file where a person wants it."""
    from loaders.ground.errors import UsageError
    from loaders.ground.files import reason_sv, write_atomically

    try:
        write_atomically(path, content)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written ({error.strerror})", f"{path} går inte att skriva ({reason_sv(error)})."
        ) from error


WORKBOOK = ".xlsx"
"""The ending of a name that makes an export a workbook."""
MOST_ROWS = 1_048_575
"""Rows of a sheet below its headings; Excel has no more, and what writes workbooks leaves the rest out unsaid."""


def exported_rows(
    settings: "Settings",
    indicator: str,
    places: Iterable[str],
    window: tuple[str | None, str | None],
    as_of: date | None,
    chosen: Mapping[str, str] | None,
) -> "pa.Table":
    """One indicator's rows, asked for in the words of ``lanspuls.read``. window: first and last period."""
    from loaders import catalogue, export
    from loaders.export import asked
    from loaders.store import Store

    declared = catalogue.find_indicator(indicator)
    regions = tuple(dict.fromkeys(code for written in places for code in asked.codes(written, settings.county)))
    for code in regions:
        asked.require_level(declared, code)
    first, last = window
    return export.table(
        Store(settings.store_dir),
        declared.id,
        regions=regions,
        first=asked.period(first, declared.grain, first=True),
        last=asked.period(last, declared.grain, first=False),
        as_of=as_of,
        chosen=chosen,
    )


def exported_workbook(indicator: str, rows: "pa.Table") -> bytes:
    """The rows as a workbook, with a sheet of what they are and where they come from. UsageError beyond MOST_ROWS."""
    from dashboard.api._files import workbook
    from dashboard.words import swedish
    from dashboard.words.source_names import source_name
    from loaders import catalogue
    from loaders.ground.errors import UsageError

    if rows.num_rows > MOST_ROWS:
        raise UsageError(
            f"{rows.num_rows} rows do not fit a sheet of Excel, which has {MOST_ROWS}: write .csv or .parquet",
            f"{swedish.number(rows.num_rows)} rader får inte plats på ett blad i Excel. Skriv .csv eller .parquet, "
            "eller välj färre platser eller perioder.",
        )
    declared = catalogue.find_indicator(indicator)
    tables = dict.fromkeys(table for table in rows["table"].to_pylist() if table)
    return workbook(rows, declared, source_name(declared.publisher_sv, tuple(tables)))


def own_history(settings: "Settings") -> "OwnHistory":
    """The history of own and participants' figures."""
    from loaders.own.history import OwnHistory

    return OwnHistory(settings.own_history_dir, settings.own_dir)


def keep_own(settings: "Settings", out: Console, by: str = "") -> None:
    """Read in what people have written, and tell; a history that cannot be written is told and no more."""
    from loaders.ground.errors import StoreError

    try:
        kept = own_history(settings).keep(by=by)
    except StoreError as error:
        out.print(f"Egna filer kunde inte läsas in: {error}")
        return
    for name in kept.new:
        out.print(f"Egen fil: {name} är inläst.")
    for name in kept.gone:
        out.print(f"Egen fil: {name} är borttagen. Det som har visats finns kvar i {settings.own_history_dir.name}.")
    for problem in kept.problems:
        out.print(f"Egen fil: {problem.error.message_sv}")


def tell_unread_files(settings: "Settings", out: Console) -> bool:
    """Print what cannot be read of the files that people write; whether all can."""
    from dashboard.meetings.problems import problems_of_files
    from loaders.ground.clock import today

    problems = tuple(problems_of_files(settings.meetings_dir, settings.data, settings.county, today()))
    for error in problems:
        out.print(f"Fil: {error.message_sv}")
    return not problems


def import_own(settings: "Settings", files: list[Path], by: str, out: Console) -> bool:
    """Put files of own figures or projections beside the others and read them in; whether any was not understood."""
    from loaders.ground.clock import day_in_sweden
    from loaders.ground.errors import UsageError
    from loaders.own import opened, read_file

    failed = False
    targets = {path: settings.own_dir / path.name for path in files}
    if any(target.exists() and target.resolve() != path.resolve() for path, target in targets.items()):
        keep_own(settings, out)  # what is replaced is kept first
    for path in files:
        try:
            raw = opened(path)
            read_file(raw, day_in_sweden(raw.fetched))
        except UsageError as error:
            out.print(f"Fel: {error.message_sv}")
            failed = True
            continue
        write(targets[path], raw.body)
    keep_own(settings, out, settings.who(by))
    return failed


def examine(
    settings: "Settings", today: date, ids: Iterable[str], out: Console, report_file: Path | None = None
) -> bool:
    """Ask the sources and print a paragraph per table and what is wrong with people's files; whether all is well.

    report_file: where to write a diagnosis.
    """
    from dashboard.commands.correction_commands import print_corrections
    from dashboard.commands.operating.region_commands import print_regions
    from dashboard.editions.written import unfinished
    from loaders.fetching.calendar_look import announcements
    from loaders.fetching.diagnosis import diagnosis
    from loaders.fetching.doctor import examine_all
    from loaders.planning.corrections_file import read_corrections

    examined = examine_all(settings, today, ids)
    if report_file is not None:
        kept = read_corrections(settings.corrections_file)
        write(report_file, diagnosis(examined, kept, settings, today).encode())
    for source in dict.fromkeys(one.source for one in examined):
        own = [one for one in examined if one.source == source]
        out.print(f"Källa: {settings.url(source) or 'egna filer i data/indicators'}")
        if own[0].page_url:
            out.print(f"  för hand: {own[0].page_url}")
        for one in own:
            _print_table(one, out)
        out.print()
    problems = own_history(settings).read().problems
    for problem in problems:
        out.print(f"Egen fil: {problem.error.message_sv}")
    is_readable = tell_unread_files(settings, out) and not problems
    said = announcements(settings)
    out.print(said.state_sv())
    if said.last_asked is not None and said.last_asked.problem:
        out.print(f"  {said.last_asked.problem}")
    is_readable &= print_corrections(settings, out)
    for path in unfinished(settings.editions_dir):
        out.print(f"Ofärdig utgåva: {path} blev kvar av en publicering som avbröts. Nästa publicering tar bort den.")
    if settings.others and settings.shared is None:
        is_readable &= print_regions(settings, out)
    if report_file is not None:
        out.print(f"Rapport utan siffror och namn: {report_file}")
    if any(misfit.candidates for one in examined for misfit in one.misfits):
        out.print("Välj vad som gäller med lanspuls doctor --repair.")
    unwell = [one.table for one in examined if not one.is_well]
    if unwell:
        out.print(f"{len(unwell)} av {len(examined)} tabeller är inte som deklarerat: {', '.join(unwell)}.")
    else:
        out.print(f"Alla {len(examined)} tabeller som har frågats efter är som deklarerat.")
    return is_readable and not unwell


def calendar(settings: "Settings", today: date, meeting: date | None, ics: Path | None, out: Console) -> None:
    """Print when figures are expected beside a meeting (the next one if none is named), or write it as a file."""
    from dashboard.data.meeting_days import NextMeeting, next_meeting
    from dashboard.words import swedish
    from dashboard.words.source_names import short_source_name
    from loaders.catalogue import CATALOGUE
    from loaders.fetching.calendar_look import announcements
    from loaders.planning import schedule
    from loaders.planning.calendar_file import icalendar
    from loaders.store import Store

    planned = next_meeting(settings.meetings_dir, today, settings.meeting_days)
    following = NextMeeting(meeting, is_decided=True) if meeting else planned
    said = announcements(settings)
    expected = schedule.calendar(Store(settings.store_dir), following.day, today, said=said)
    if ics is not None:
        write(ics, icalendar(expected, datetime.now(UTC), period_sv=swedish.period_name, source_sv=short_source_name))
        out.print(str(ics))
        return
    day_sv = swedish.date_text(following.day)
    out.print(f"Nästa möte: {day_sv}" if following.is_decided else f"Nästa möte: inte bestämt, räknat till {day_sv}")
    out.print(said.state_sv(swedish.date_text))
    rows = []
    for row in expected:
        shown = next((id_ for id_ in row.indicators if not CATALOGUE[id_].supporting), row.indicators[0])
        more = f" och {len(row.indicators) - 1} till" if len(row.indicators) > 1 else ""
        days = "–" if row.arrival is schedule.Arrival.OUT else swedish.days_text(row.first, row.last)
        days += f" (flyttat från {swedish.date_text(row.moved_from)})" if row.moved_from else ""
        basis = "" if row.arrival is schedule.Arrival.OUT else str(row.basis)
        about = f"{CATALOGUE[shown].short_title_sv}{more}"
        rows.append((swedish.short_period(row.period), days, str(row.arrival), basis, row.source, row.table, about))
    print_columns(("Period", "Väntas", "Till mötet", "Enligt", "Källa", "Tabell", "Indikator"), rows, out)


def print_columns(titles: Iterable[str], rows: Iterable[Iterable[str]], out: Console) -> None:
    """Rows in columns, nothing cut off: folded on a terminal, as wide as they are in a file or a pipe."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for title in titles:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*row)
    if not out.is_terminal:
        out.width = WIDEST
    out.print(table, soft_wrap=False)


def _print_table(one: "Examination", out: Console) -> None:
    from loaders.fetching.change_report import correction_lines
    from loaders.ground.clock import STOCKHOLM

    label = one.look.label if one.look else ""
    out.print(f"\n{one.table}  {'OK' if one.is_well else 'FEL'}  {label}".rstrip())
    out.print(f"  för: {', '.join(one.indicators)}")
    if one.look:
        updated = f"{one.look.updated.astimezone(STOCKHOLM):%Y-%m-%d}" if one.look.updated else "okänt när"
        out.print(f"  senaste period {one.look.last_period or 'okänd'}, uppdaterad {updated}")
    out.print(f"  koder: {one.declared} deklarerade, {one.verified} bekräftade, {len(one.unverified)} sökta på etikett")
    for row in one.unverified:
        out.print(f"    {row.variable} /{row.declared}/ → {row.code or 'utelämnad'} ({row.label})")
    for line in one.listing:
        out.print(f"    {line}")
    for problem in one.problems:
        out.print(f"  FEL: {problem}")
    for remark in one.remarks:
        out.print(f"  Anmärkning: {remark}")
    if one.late:
        out.print(f"  Försenad: {one.late}")
    for line in correction_lines(one.corrected, one.ended, one.vanished):
        out.print(f"  {line}.")


def described(declared: "Indicator", store: "Store") -> dict[str, Any]:
    """An indicator as `lanspuls indicators --format json` gives it."""
    from loaders.ground.clock import STOCKHOLM

    publications = store.publications(declared.id)
    newest = max((p.published for p in publications), default=None)
    return {
        "id": declared.id,
        "title": declared.title_sv,
        "unit": declared.unit_sv,
        "grain": declared.grain.value,
        "kind": declared.kind.value,
        "slug": declared.slug,
        "shown": not declared.supporting,
        "tables": list(declared.tables),
        "dimensions": list(declared.dimensions),
        "default_slice": dict(declared.default_slice),
        "published": f"{newest.astimezone(STOCKHOLM):%Y-%m-%d}" if newest else None,
        "synthetic": store.synthetic if publications else None,
    }
