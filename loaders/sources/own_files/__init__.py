"""A region's own figures in CSV or Excel beside their declaration in ``data/indicators``: no address is called.

One row is one place and period. A file changed since last time is read again, and what it said before stays in the
history, as with every source. What is wrong is told with file, row and what to write, in Swedish, several at once.
"""

from collections.abc import Generator, Iterable
from pathlib import Path

from loaders.declared import FOLDER
from loaders.formats import flatsheet
from loaders.ground import places
from loaders.ground.declarations import FileQuery, Indicator
from loaders.ground.errors import FileFault, SourceChanged, UsageError
from loaders.ground.files import digest
from loaders.ground.panel import REGION, Panel
from loaders.ground.people.files import Absent
from loaders.ground.raw import Raw
from loaders.planning.table_plans import Look, TablePlan
from loaders.publishers import is_loopback
from loaders.settings import LAN
from loaders.sources.own_files.read_cells import Faulty, figure_of, period_of, place_of
from loaders.sources.own_files.read_rows import Line, Rows, header_of, rows_of
from loaders.sources.panel_builder import Cells
from loaders.sources.protocol import Apart, Before, Part, Reading, Source
from loaders.sources.session import Session

__all__ = ["LARGEST_FILE_BYTES", "SOURCE", "OwnFiles", "opened", "part_of"]

LARGEST_FILE_BYTES = 5_000_000
MOST_TOLD = 5
"""Faults of a file told at once."""
MOST_FAULTS = 100
"""Faults after which the rest of a file is not read: something is wrong with all of it."""


class OwnFiles(Source):
    """One file per indicator, named in its declaration."""

    id = "own_files"

    def look(self, session: Session, plan: TablePlan) -> Look:
        """The file's contents."""
        raw = _opened(session, plan)
        return Look(fingerprint=digest(raw.body)[:16], label=raw.name, url=raw.name)

    def download(self, session: Session, plan: TablePlan, look: Look) -> Generator[Raw, None, None]:
        """The file."""
        yield _opened(session, plan)

    def read(self, plan: TablePlan, raws: Iterable[Raw], *, before: Before) -> Reading:
        """Rows to a panel; what cannot be read is told with its row."""
        apart, remarks = Apart(), list[str]()
        for raw in raws:
            for indicator, query in plan.file_parts:
                with apart.reading(indicator):
                    apart.parts.append(part_of(indicator, query, raw, before(indicator.id), remarks))
        apart.require_any()
        return Reading(
            parts=tuple(apart.parts),
            failed=tuple(apart.failed),
            last_period=max(part.panel.periods[-1] for part in apart.parts),
            remarks=tuple(remarks),
        )


def opened(folder: Path, name: str) -> Raw:
    """A file of the folder of own indicators. FileFault where it is not there, is too large or cannot be read."""
    try:
        return Raw.from_file(folder / name, most=LARGEST_FILE_BYTES)
    except Absent:
        raise FileFault(
            f"{name} is not in {folder}; put it there",
            f"{name} finns inte i {folder}. Lägg filen där, eller rätta namnet.",
        ) from None
    except UsageError as error:
        raise FileFault(str(error), error.message_sv) from error


def _opened(session: Session, plan: TablePlan) -> Raw:
    options = next(query.options for _, query in plan.file_parts)
    name, region = options["file"], options.get("region", "")
    raw = opened(session.settings.shared_dir / (f"{LAN}/{region}" if region else "") / FOLDER, name)
    made_up = raw.synthetic or is_loopback(session.settings.scb_url)
    return Raw(name=raw.name, body=raw.body, url=name, fetched=raw.fetched, synthetic=made_up)


def part_of(
    indicator: Indicator,
    query: FileQuery,
    raw: Raw,
    before: Panel | None = None,
    remarks: list[str] | None = None,
) -> Part:
    """A file's figures as the indicator's panel. FileFault, with rows, for what cannot be read.

    Its places are those of the file, and those that it had before: a file of one county lacks nothing of the others.
    remarks: is added to where something of the file was mended.
    """
    columns = [ref.declared for ref in (*query.place, *query.period, query.measures[0].field)]
    declared_in = f"{indicator.slug.removeprefix('eget-')}.toml"
    rows = rows_of(raw, columns)
    header, at = header_of(rows, columns, declared_in)
    cells, faults, seen = Cells(indicator, query), list[tuple[str, str]](), dict[tuple[str, str], int]()
    width = len(rows.lines[header].cells)
    for line in rows.lines[header + 1 :]:
        position = None
        try:
            _refuse_width(rows, line, width, max(at))
            place, period, value = (line.cells[n] if n < len(line.cells) else flatsheet.Styled(None) for n in at)
            position = at[0]
            region = place_of(place)
            if region.level not in query.levels:
                raise Faulty(
                    f"{region.full_name} is of a level that 'levels' does not name",
                    f"{region.full_name} är av en nivå ({region.level}) som levels i {declared_in} inte "
                    "har. Ta bort raden, eller lägg till nivån.",
                )
            position = at[1]
            when = period_of(period, indicator.grain, declared_in)
            if (first := seen.setdefault((region.code, when), line.number)) != line.number:
                raise Faulty(
                    f"{region.name} {when} stands in line {first} already",
                    f"{region.name} {when} står redan på rad {first}. Ta bort den ena raden.",
                )
            position = at[2]
            figure = figure_of(value, indicator, declared_in)
        except Faulty as fault:
            english, swedish = rows.where(line, position)
            faults.append((f"{english}: {fault}", f"{swedish}: {fault.swedish}"))
            if len(faults) == MOST_FAULTS:
                break
        else:
            cells.add(region.code, when, figure.value, figure.status, figure.symbol)
    faults += _unreckoned(raw, rows, rows.lines[header + 1 :], at[2])
    if faults:
        raise _told(raw.name, faults)
    _refuse_nothing(raw.name, cells, seen)
    if remarks is not None and rows.repaired:
        remarks.append(f"{raw.name}: {rows.repaired}")
    try:
        met = {code for code, _ in seen} | set(before.axes[REGION] if before else ())
        regions = [code for code in places.codes_at(query.levels) if code in met]
        return Part(indicator=indicator, query=query, panel=cells.panel(regions=regions))
    except SourceChanged as error:
        raise FileFault(
            str(error), f"{raw.name} har ingen rad från och med {query.since}, som är det som läses."
        ) from error


def _refuse_width(rows: Rows, line: Line, width: int, last: int) -> None:
    """Faulty for a row of text that is cut into more fields than there are headings, or ends before the figure."""
    if not rows.is_text:
        return
    wrong = len(line.cells) <= last or any(cell.value for cell in line.cells[width:])
    if wrong and any("\n" in str(cell.value) for cell in line.cells):
        raise Faulty(
            "a quotation mark is not closed", "ett citattecken saknar sitt par. Ta bort det, eller sätt dit det andra."
        )
    if wrong and len(line.cells) > last:
        raise Faulty(
            f"it has {len(line.cells)} fields, and the header has {width}",
            f"raden har {len(line.cells)} fält, men rubriken {width}. Står decimalkomma i en fil där komma skiljer "
            "fälten åt? Spara den med semikolon, eller sätt talet inom citattecken.",
        )
    if wrong:
        raise Faulty(
            f"it has {len(line.cells)} fields, and the header has {width}",
            f"raden har bara {len(line.cells)} av rubrikens {width} fält. Skriv .. där uppgift saknas.",
        )


def _unreckoned(raw: Raw, rows: Rows, lines: Iterable[Line], at: int) -> list[tuple[str, str]]:
    """Faults of the figures that look empty and are formulas without a value."""
    empty = [line for line in lines if at >= len(line.cells) or line.cells[at].value is None]
    if rows.is_text or not empty:
        return []
    with raw.as_file() as path:
        found = flatsheet.formulas(path)
    return [
        (
            f"{rows.where(line, at)[0]}: a formula that nobody has reckoned",
            f"{rows.where(line, at)[1]}: cellen är en formel utan uträknat värde. Öppna filen i Excel, räkna om och "
            "spara, eller skriv talet.",
        )
        for line in empty
        if (line.number, at) in found
    ]


def _refuse_nothing(name: str, cells: Cells, seen: dict[tuple[str, str], int]) -> None:
    if not seen:
        raise FileFault(f"{name} has no row below its header", f"{name} har inga rader under rubriken. Fyll på den.")
    if len(cells) and not cells.has_figure:
        raise FileFault(
            f"{name} has no figure at all", f"{name} har ingen siffra, bara uppgifter som saknas eller är skyddade."
        )


def _told(name: str, faults: list[tuple[str, str]]) -> FileFault:
    """One fault that tells the first of many, and how many there are."""
    if len(faults) == 1:
        return FileFault(f"{name}, {faults[0][0]}", f"{name}, {faults[0][1]}")
    more, least = len(faults) - MOST_TOLD, "minst " if len(faults) >= MOST_FAULTS else ""
    english = "; ".join(english for english, _ in faults[:MOST_TOLD])
    swedish = " ".join(f"R{swedish[1:]}" for _, swedish in faults[:MOST_TOLD])
    return FileFault(
        f"{name} has {len(faults)} faults: {english}{f'; and {more} more' if more > 0 else ''}",
        f"{name} har {least}{len(faults)} fel. {swedish}{f' Och {more} till.' if more > 0 else ''}",
    )


SOURCE = OwnFiles()
