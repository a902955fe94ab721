"""A region's own figures in CSV or Excel beside their declaration in ``data/indicators``: no address is called.

One row is one place and period. A file changed since last time is read again, and what it said before stays in the
history, as with every source.
"""

from collections.abc import Generator, Iterable

from loaders.declared import FOLDER
from loaders.formats import grid
from loaders.formats.bounds import WRITTEN
from loaders.formats.flatsheet import Row
from loaders.formats.written_numbers import may_be_thousands, number
from loaders.ground import periods, places
from loaders.ground.declarations import FileQuery, Indicator, Status
from loaders.ground.errors import SourceChanged, UsageError
from loaders.ground.files import digest
from loaders.ground.people.files import Absent
from loaders.ground.raw import Raw
from loaders.planning.table_plans import Look, TablePlan
from loaders.publishers import is_loopback
from loaders.settings import LAN
from loaders.sources.panel_builder import Cells
from loaders.sources.protocol import Apart, Before, Part, Reading, Source, field_named
from loaders.sources.session import Session

LARGEST_FILE_BYTES = 5_000_000
MISSING = frozenset({"", "..", ".", "-", "–", "saknas"})
"""What stands for no figure."""
HIDDEN = frozenset({"x", "*", "sekretess", "skyddad"})
"""What stands for a figure that may not be shown."""


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
        """Rows to a panel; the first row that cannot be read is named."""
        apart = Apart()
        for raw in raws:
            for indicator, query in plan.file_parts:
                with apart.reading(indicator):
                    apart.parts.append(_part(indicator, query, raw))
        apart.require_any()
        return Reading(
            parts=tuple(apart.parts),
            failed=tuple(apart.failed),
            last_period=max(part.panel.periods[-1] for part in apart.parts),
        )


def _opened(session: Session, plan: TablePlan) -> Raw:
    """The declared file. SourceChanged where it is not there or cannot be read."""
    options = next(query.options for _, query in plan.file_parts)
    name, region = options["file"], options.get("region", "")
    folder = session.settings.shared_dir / (f"{LAN}/{region}" if region else "") / FOLDER
    try:
        raw = Raw.from_file(folder / name, most=LARGEST_FILE_BYTES)
    except Absent:
        raise SourceChanged(f"{name} is not in {folder}; put it there") from None
    except UsageError as error:
        raise SourceChanged(str(error)) from error
    made_up = raw.synthetic or is_loopback(session.settings.scb_url)
    return Raw(name=raw.name, body=raw.body, url=name, fetched=raw.fetched, synthetic=made_up)


def _part(indicator: Indicator, query: FileQuery, raw: Raw) -> Part:
    declared = [ref.declared for ref in (*query.place, *query.period, query.measures[0].field)]
    table = grid.read(raw, [_pattern(name) for name in declared], least=1, bounds=WRITTEN)
    header = {" ".join(text.split()): at for at, text in enumerate(table.header) if text}
    at = [header[_field(name, header, raw.name, query)] for name in declared]
    cells = Cells(indicator, query)
    for row in table.rows:
        place, period, said = (_text(row, n) for n in at)
        if place or period or said:
            _add(cells, indicator, f"{raw.name}, rad {row.number}", place, period, said)
    return Part(indicator=indicator, query=query, panel=cells.panel())


def _field(name: str, header: Iterable[str], where: str, query: FileQuery) -> str:
    alike = [text for text in header if text.casefold() == name.casefold()]
    return alike[0] if len(alike) == 1 else field_named(name, header, where, query)


def _pattern(name: str) -> str:
    return r"\s+".join(map(_escaped, name.split()))


def _escaped(word: str) -> str:
    return "".join(sign if sign.isalnum() else f"\\{sign}" for sign in word)


def _text(row: Row, at: int) -> str:
    return grid.whole_number(row.cells[at]) if at < len(row.cells) else ""


def _add(cells: Cells, indicator: Indicator, where: str, place: str, period: str, said: str) -> None:
    try:
        region = places.find_place(place.zfill(4) if place.isdecimal() and len(place) == 3 else place)
    except UsageError as error:
        raise SourceChanged(f"{where}: {error}") from None
    try:
        when = periods.read(period, indicator.grain)
    except SourceChanged as error:
        raise SourceChanged(f"{where}: {error}") from None
    if region.level not in cells.query.levels:
        raise SourceChanged(f"{where}: {region.full_name} is of a level that 'levels' does not name")
    if said.casefold() in MISSING:
        cells.add(region.code, when, None, Status.MISSING, said)
    elif said.casefold() in HIDDEN:
        cells.add(region.code, when, None, Status.SUPPRESSED, said)
    else:
        cells.add(region.code, when, _value(said, where, whole=not indicator.decimals))


def _value(said: str, where: str, *, whole: bool) -> float:
    if whole and may_be_thousands(said):
        raise SourceChanged(f"{where}: '{said}' may be thousands or decimals; write it without the sign")
    value = _plain(said)
    if value is None:
        raise SourceChanged(f"{where}: '{said}' is no number; write '..' where there is none")
    return value


def _plain(said: str) -> float | None:
    """The number; also one that a workbook holds, which may be written with an exponent."""
    found = number(said)
    if found is not None:
        return found
    try:
        value = float(said)
    except ValueError:
        return None
    return value if abs(value) < 1e18 else None


SOURCE = OwnFiles()
