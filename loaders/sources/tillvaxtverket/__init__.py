"""Tillväxtverket: guest nights out of its text file of all rows, else out of an open query interface of the same.

The file (tab-separated, by codes of county and municipality) is put on disk as it comes and read row by row, so its
size costs no memory; the server's stamp of it tells whether anything is new.

Where it cannot be had, the query interface is asked: three questions, one for each level of place, answered per year
and month. It states no moment of publication, so all three answers are what tells whether anything is new. It has been
seen to refuse grouped questions (HTTP 500); then ungrouped rows of riket, the home county and its municipalities, by
name, are added up here.

A municipality that its level's answer leaves out, or gives no number, is hidden for secrecy. Everything from the year
that has not been made final (in April of the year after) is preliminary.
"""

import hashlib
import logging
import tempfile
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import orjson

from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.errors import SourceChanged, SourceError, SourceRefused, SourceUnreachable
from loaders.ground.places import Place
from loaders.ground.raw import Raw
from loaders.http.transport import Expect
from loaders.planning.table_plans import Look, TablePlan
from loaders.sources.protocol import Before, Part, Reading, Source, raw_of
from loaders.sources.session import Session
from loaders.sources.tillvaxtverket.guest_rows import UNGROUPED, Gathered, level_names, panel, rows_of
from loaders.sources.tillvaxtverket.guest_text import is_text, take_text

PATH = "query/inkvartering/data/GuestNights_Country_Month.cbase"
FILE = "GuestNights_Country_Month.txt"
FIRST_YEAR = "2008"
HELD = 8 << 20
"""Bytes of a file that are held in memory; larger ones stay on disk."""
PAGE = 100_000
"""Rows asked for at a time, as others do."""
CAPPED = 1000
"""So many rows, or a multiple of it, may be all that a server gives at a time: then there may be more."""
NIGHTS = "ANTAL_GASTNATTER"
TIME = ("AR", "MANAD_NAMN_LANG")
NAMES = {Level.NATION: (), Level.COUNTY: ("LAN_NAMN",), Level.MUNICIPALITY: ("LAN_NAMN", "KOMMUN_NAMN")}
EVERYTHING = ("NIVA_NAMN", "LAN_NAMN", "KOMMUN_NAMN", *TIME, "LAND_NAMN", "ANLAGGNINGSTYP_NAMN", NIGHTS)
LEVELS = {Level.NATION: "Riket", Level.COUNTY: "Län", Level.MUNICIPALITY: "Kommun"}
"""What the levels are called, where the publisher cannot be asked."""
Params = list[tuple[str, str]]
_GET_ONLY = (403, 405, 501)
_log = logging.getLogger(__name__)


class Tillvaxtverket(Source):
    """The whole file, or where there is none everything the interface answers, remembered until the download."""

    id = "tillvaxtverket"
    held = HELD

    def look(self, session: Session, plan: TablePlan) -> Look:
        """What the server says of the file without sending it; else what the query interface answers."""
        address = f"{session.url('files')}/{FILE}"
        try:
            answer = session.transport.request("HEAD", address, expect=Expect.CSV)
        except SourceRefused as refused:
            if refused.status in _GET_ONLY:
                return Look(url=address, label=FILE)
            return self._look_at_answers(session, plan, refused)
        except SourceError as error:
            return self._look_at_answers(session, plan, error)
        stamp = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        return Look(fingerprint=stamp, url=address, label=FILE)

    def _look_at_answers(self, session: Session, plan: TablePlan, why: SourceError) -> Look:
        """All figures, since nothing cheaper tells whether one has changed; download() gives the same bytes."""
        _log.info("%s: %s; the query interface is asked instead", FILE, why)
        raws = session.once(("answers", plan.table), lambda: tuple(_answers(session)))
        content = hashlib.sha256()
        for raw in raws:
            content.update(raw.name.encode())
            content.update(b"".join(sorted(orjson.dumps(row) for row in rows_of(raw).rows)))
        return Look(fingerprint=content.hexdigest(), url=f"{session.url()}/{PATH}", label=PATH.rpartition("/")[2])

    def download(self, session: Session, plan: TablePlan, look: Look) -> Generator[Raw, None, None]:
        """The file, on disk; or what look() was given. Where the file cannot be had after all, the answers."""
        if not look.url.endswith(FILE):
            yield from session.memory[("answers", plan.table)]
            return
        with tempfile.TemporaryDirectory(prefix="lanspuls-") as folder:
            path = Path(folder) / FILE
            try:
                answer = session.transport.request("GET", look.url, expect=Expect.CSV, into=path)
            except SourceError as error:
                _log.info("%s: %s; the query interface is asked instead", FILE, error)
                yield from session.once(("answers", plan.table), lambda: tuple(_answers(session)))
                return
            large = path.stat().st_size > HELD
            found = raw_of(answer, FILE)
            yield replace(
                found,
                body=b"" if large else path.read_bytes(),
                path=path if large else None,
                on_disk=large,
                synthetic=found.synthetic or Raw.from_file(path, held=0).synthetic,
            )

    def read(self, plan: TablePlan, raws: Iterable[Raw], *, before: Before) -> Reading:
        """Rows of any of the layouts; see loaders/sources/tillvaxtverket/guest_rows.py."""
        parts = list(plan.file_parts)
        gathered = [Gathered(query) for _, query in parts]
        for raw in raws:
            for one in gathered:
                if is_text(raw):
                    take_text(one, raw)
                else:
                    one.take(raw.name, rows_of(raw))
        made = tuple(
            Part(indicator=indicator, query=query, panel=panel(indicator, one))
            for (indicator, query), one in zip(parts, gathered, strict=True)
        )
        return Reading(
            parts=made,
            last_period=max(one.newest for one in gathered),
            label=FILE if any(one.given for one in gathered) else PATH.rpartition("/")[2],
            remarks=tuple(remark for one in gathered for remark in (*one.remarks, *one.added_up(), *_narrow(one))),
            found=tuple(dict.fromkeys(row for one in gathered for row in one.found)),
            listing=tuple(line for one in gathered for line in one.listing()),
        )


def _narrow(gathered: Gathered) -> Iterator[str]:
    """A Swedish warning where only the home county could be had."""
    if gathered.asked:
        yield (
            "OBS bara riket, länet och dess kommuner hämtades, eftersom varken filen eller frågor om alla län svarade; "
            "övriga län är kvar som de var"
        )


def _answers(session: Session) -> tuple[Raw, ...]:
    """A grouped answer for each level, or ungrouped rows by name where the publisher fails on grouped questions."""
    try:
        names = level_names(_asked_levels(session), PATH)
        return tuple(raw for level in NAMES for raw in _grouped(session, level, names[level]))
    except SourceUnreachable as failure:
        if "HTTP 500" not in str(failure):
            raise
    return tuple(_ungrouped(session))


def _asked_levels(session: Session) -> tuple[str, ...]:
    """The names of the levels of place, as the publisher has them now."""
    params = [("dimension", "NIVA_NAMN"), ("column", NIGHTS), *_window(0)]
    rows = rows_of(raw_of(session.get(PATH, params), "nivåer")).rows
    return tuple(dict.fromkeys(str(row.get("NIVA_NAMN") or "") for row in rows))


def _window(offset: int) -> Params:
    return [("limit", str(PAGE)), ("offset", str(offset)), ("format", "json"), ("formatted", "false")]


def _grouped(session: Session, level: Level, name: str) -> Iterator[Raw]:
    dimensions = [("dimension", field) for field in ("NIVA_NAMN", *NAMES[level], *TIME)]
    filters = {"NIVA_NAMN": name, "AR:gte": FIRST_YEAR}
    yield from _pages(session, level.value, filters, [*dimensions, ("column", NIGHTS)])


def _ungrouped(session: Session) -> Iterator[Raw]:
    """Rows of riket, the home county and each of its municipalities."""
    county = places.place(session.settings.county)
    asked = [({"NIVA_NAMN": LEVELS[Level.NATION]}, places.NATION)]
    asked += [
        ({"NIVA_NAMN": LEVELS[Level.MUNICIPALITY], "KOMMUN_NAMN": home.name}, home.code)
        for home in places.municipalities(county.code)
    ]
    columns = [("column", field) for field in EVERYTHING]
    for filters, code in asked:
        yield from _pages(session, f"{UNGROUPED}{code}", {**filters, "AR:gte": FIRST_YEAR}, columns)
    yield from _county_rows(session, county, columns)


def _county_rows(session: Session, county: Place, columns: Params) -> Iterator[Raw]:
    """The county's own rows, by the first of its names that has any."""
    short = county.name.removesuffix(" län").removesuffix("s")
    for name in (county.name, short):
        filters = {"NIVA_NAMN": LEVELS[Level.COUNTY], "LAN_NAMN": name, "AR:gte": FIRST_YEAR}
        found = list(_pages(session, f"{UNGROUPED}{county.code}", filters, columns))
        if rows_of(found[0]).rows:
            yield from found
            return
    raise SourceChanged(f"{PATH} has no rows for LAN_NAMN '{county.name}' or '{short}'. Nothing was stored.")


def _pages(session: Session, name: str, filters: Mapping[str, str], wanted: Params) -> Iterator[Raw]:
    """All rows of one question, page by page. SourceChanged if the second page is the first again."""
    chosen = [(f"filter:{field}", value) for field, value in filters.items()]
    offset, first = 0, b""
    while True:
        raw = raw_of(session.get(PATH, [*chosen, *wanted, *_window(offset)]), name)
        came = len(rows_of(raw).rows)
        if came and raw.body == first:
            raise SourceChanged(
                f"{PATH}: {name}: offset={offset} gives the first {came} rows again. Nothing was stored"
            )
        if came or not offset:
            yield raw
        if not came or came % CAPPED:
            return
        first = first or raw.body
        offset += came


SOURCE = Tillvaxtverket()
