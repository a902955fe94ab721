"""Circular shares out of an ordered extract, or estimated from a list of workplaces by size class.

Nothing is fetched from the publisher: a person orders the file and reads it in with ``lanspuls import sni_extract``.
Where the setting names another address (a folder of deliveries on a web server), the newest delivery there is taken.
A file named as the extract with ``.kolumner.toml`` after it may say which column is which.
"""

import difflib
import re
from collections.abc import Generator, Iterable, Iterator
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

import numpy as np

from loaders.ground import places
from loaders.ground.declarations import FileQuery, Indicator, Status
from loaders.ground.errors import SourceChanged, SourceRefused, UsageError
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, STATUSES, Panel
from loaders.ground.people import toml_text
from loaders.ground.people.corrections import COLUMN
from loaders.ground.people.files import Absent, read_regular
from loaders.ground.raw import Raw
from loaders.http.transport import Answer, Expect
from loaders.planning.table_plans import Look, TablePlan
from loaders.sni import SniSet, sets_of
from loaders.sni.counting import NOBODY, Place
from loaders.sni.extracts import Extract, read
from loaders.sni.layouts import MAPPED, opened
from loaders.sources.panel_builder import Cells
from loaders.sources.protocol import Apart, Before, Examined, Part, Reading, Source, newest_match, raw_of
from loaders.sources.session import Session
from loaders.store import Scope

REGISTER = "foretagsregister"
DENOMINATORS = ("all", "business")
_LARGEST_MAPPING = 50_000
_HREF = re.compile(r'href="([^"]+)"', re.IGNORECASE)
_Cell = tuple[float | None, Status]


class SniExtract(Source):
    """See the module."""

    id = "sni_extract"

    def look(self, session: Session, plan: TablePlan) -> Look:
        """The newest delivery; SourceRefused at the publisher's own address, where there is nothing to fetch."""
        if session.url() == self.info.default_url:
            raise SourceRefused(
                f"{plan.table} is ordered from SCB and cannot be fetched: read the file in with "
                "`lanspuls import sni_extract FILE`.",
                404,
            )
        page = session.once("page", lambda: session.get("", expect=Expect.HTML))
        links = _links(page)
        query = plan.queries[0]
        name = newest_match(query.match, links, f"{self.id} {plan.table}, page {page.url}", query)
        return Look(fingerprint=f"{name} {_stamp(session, links[name])}".rstrip(), label=name, url=links[name])

    def download(self, session: Session, plan: TablePlan, look: Look) -> Generator[Raw, None, None]:
        """The one file."""
        yield raw_of(session.get(look.url, expect=_expected(look.label)), look.label)

    def fits(self, plan: TablePlan, raw: Raw) -> bool:
        """Whether the file has size classes of workplaces, as the register's does, or persons."""
        return opened(raw, {**_mapping(raw), **_chosen(plan)}).is_register == (plan.table == REGISTER)

    def read(self, plan: TablePlan, raws: Iterable[Raw], *, before: Before) -> Reading:
        """Shares with both denominators, numerators and bounds. One file a time."""
        files = [raw for raw in raws if not raw.metadata]
        if len(files) != 1:
            raise SourceChanged(f"{plan.table}: give one file at a time, not {len(files)}")
        found = read(files[0], {**_mapping(files[0]), **_chosen(plan)})
        if found.is_register != (plan.table == REGISTER):
            kind = "workplaces by size class" if found.is_register else "employed persons"
            raise SourceChanged(f"{files[0].name} holds {kind}, which is not what table {plan.table} is for")
        _refuse_losing(files[0].name, found, before("circular_employed"))
        apart = Apart()
        for indicator, query in plan.file_parts:
            with apart.reading(indicator):
                panel = _panel(indicator, query, found, before(indicator.id))
                codes = {name: axis for name, axis in panel.axes.items() if name != PERIOD}
                scope = Scope(codes, found.years[0], found.years[-1])
                apart.parts.append(Part(indicator=indicator, query=query, panel=panel, scope=scope))
        apart.require_any()
        columns = (f"{role}: kolumn ”{name}”" for role, name in found.columns.items())
        return Reading(
            parts=tuple(apart.parts),
            failed=tuple(apart.failed),
            last_period=found.years[-1],
            label=f"{files[0].name} ({found.classification})",
            remarks=found.remarks,
            listing=tuple(columns),
        )

    def doctor(self, session: Session, plan: TablePlan) -> Examined:
        """Nothing to ask at the publisher's own address; else as for any source."""
        if session.url() == self.info.default_url:
            return Examined(remarks=("beställs av SCB och läses in med lanspuls import sni_extract FIL",))
        return Source.doctor(self, session, plan)


def _expected(name: str) -> Expect:
    return {"csv": Expect.CSV, "xlsx": Expect.XLSX}.get(name.lower().rpartition(".")[2], Expect.ANY)


def _links(page: Answer) -> dict[str, str]:
    """Address by file name of everything a page links to, whole and with its letters as they are."""
    try:
        text = page.body.decode("utf-8")
    except UnicodeDecodeError:
        text = page.body.decode("latin-1")
    found = (urljoin(page.url, unescape(link)) for link in _HREF.findall(text))
    return {unquote(urlsplit(address).path).rpartition("/")[2]: address for address in found}


def _stamp(session: Session, address: str) -> str:
    """What the server says of a file without sending it, so that one replaced under its name is noticed; "" if it
    does not answer that question."""
    try:
        answer = session.transport.request("HEAD", address, expect=Expect.ANY)
    except SourceRefused as refused:
        if refused.status not in (403, 405, 501):
            raise
        return ""
    return answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""


def _refuse_losing(name: str, found: Extract, held: Panel | None) -> None:
    """SourceChanged where a file would put old figures in place of new ones, or take away what is stored.

    Looked at are stored figures of the same kind and classification: later than the file's last year, or between its
    first and last of a place it has other years of.
    """
    if held is None:
        return
    sets = [one.id for one in sets_of(found.classification) if one.id in held.axes["sni_set"]]
    same = held.take(sni_set=tuple(sets))
    kind = (same.status == STATUS_CODE[Status.ESTIMATED]) == found.is_register
    known = (kind & ~np.isnan(same.values)).any(axis=tuple(range(same.values.ndim - 2)))
    stored = {(same.axes[REGION][n], same.axes[PERIOD][m]) for n, m in np.argwhere(known)}
    first, last = found.years[0], found.years[-1]
    newest = max((year for _, year in stored), default="")
    if newest > last:
        raise SourceChanged(
            f"{name} ends with {last}, but {newest} is stored: it is an older delivery. Take the newest."
        )
    regions = {region for region, _ in found.places}
    gone = sorted(key for key in stored - set(found.places) if key[0] in regions and first <= key[1] <= last)
    if gone:
        listed = ", ".join(f"{places.place(region).name} {year}" for region, year in gone[:6])
        raise SourceChanged(
            f"{name} has figures from {first} to {last}, but lacks {listed}, which {'is' if len(gone) == 1 else 'are'} "
            "stored. Nothing was stored; take a whole file, or one year at a time."
        )


def _mapping(raw: Raw) -> dict[str, str]:
    """Role → column name out of the file beside, {} if there is none. SourceChanged for an unknown role."""
    beside = raw.path.with_name(f"{raw.path.name}.kolumner.toml") if raw.path is not None else None
    if beside is None:
        return {}
    try:
        text = toml_text.decoded(read_regular(beside, _LARGEST_MAPPING), beside.name)
        stated = toml_text.parsed(text, beside.name).stated
    except Absent:
        return {}
    except UsageError as error:
        raise SourceChanged(str(error)) from None
    for word, name in stated.items():
        if word not in MAPPED or not isinstance(name, str):
            near = difflib.get_close_matches(word, MAPPED, 1, 0.0)
            raise SourceChanged(
                f"{beside.name}: '{word}' is no column that can be named, or its name is no text; did you mean "
                f"'{near[0] if near else 'sni'}'? There are {', '.join(MAPPED)}."
            )
    return {MAPPED[word]: name for word, name in stated.items()}


def _chosen(plan: TablePlan) -> dict[str, str]:
    """Role → column name as a person has chosen it in a correction."""
    return {
        MAPPED[name.removeprefix(COLUMN)]: column
        for _, query in plan.file_parts
        for name, column in query.options.items()
        if name.startswith(COLUMN) and name.removeprefix(COLUMN) in MAPPED
    }


def _panel(indicator: Indicator, query: FileQuery, found: Extract, held: Panel | None) -> Panel:
    """One indicator's figures; a counted one that is stored stands where these are estimated."""
    cells = Cells(indicator, query)
    measured = query.options["measure"]
    branches = _branches(found, held) if measured == "branches" else ()
    for (region, year), place in found.places.items():
        for where, (value, status) in _measured(measured, place, found.classification, branches):
            counted = _counted(held, {**where, REGION: region, PERIOD: year}) if found.is_register else None
            cells.add(region, year, *(counted or (value, status)), where=where)
    regions = dict.fromkeys(region for region, _ in found.places)
    return cells.panel(regions=[code for code in places.all_places() if code in regions])


def _branches(found: Extract, held: Panel | None) -> tuple[str, ...]:
    """Every industry in the file or stored: one that a new delivery lacks has nobody any more."""
    codes = {code for place in found.places.values() for code in place.industries}
    if held is not None and found.classification in held.axes["classification"]:
        stored = held.take(classification=found.classification)
        there = np.flatnonzero(stored.has_row.any(axis=tuple(range(1, stored.has_row.ndim))))
        codes |= {code for n in there if (code := stored.axes["branch"][n]) not in DENOMINATORS}
    return tuple(sorted(codes)) or sets_of(found.classification)[0].codes[:1]


def _measured(
    measured: str, place: Place, classification: str, branches: tuple[str, ...]
) -> Iterator[tuple[dict[str, str], _Cell]]:
    """Dimension values and cell of everything one indicator says of one place and year."""
    sets = sets_of(classification)
    if measured == "branches":
        amounts = {code: place.industries.get(code, NOBODY) for code in branches}
        amounts |= {base: amount for base in DENOMINATORS if (amount := place.base(base)) is not None}
        for code, amount in amounts.items():
            unknown = bool(amount.hidden) and not amount.low and not amount.estimated
            told = (None, Status.SUPPRESSED) if unknown else (amount.value, amount.status)
            edges = (amount.low, amount.status), (amount.high, amount.status)
            for bound, cell in zip(("value", "lowest", "highest"), (told, *edges), strict=True):
                yield {"branch": code, "bound": bound, "classification": classification}, cell
    elif measured == "persons":
        for chosen in sets:
            amount = place.circular(chosen)
            yield _where(chosen), (amount.value, amount.status)
    elif measured == "base":
        for denominator in DENOMINATORS:
            base = place.base(denominator)
            if base is not None:
                yield {"denominator": denominator, "classification": classification}, (base.value, base.status)
    else:
        for chosen in sets:
            for denominator in DENOMINATORS:
                share = place.share(chosen, denominator)
                if share is None:
                    continue
                value = {"share": share.value, "lowest": share.low, "highest": share.high}[measured]
                yield {**_where(chosen), "denominator": denominator}, (round(value, 6), share.status)


def _where(chosen: SniSet) -> dict[str, str]:
    return {"sni_set": chosen.id, "classification": chosen.classification}


def _counted(held: Panel | None, key: dict[str, str]) -> _Cell | None:
    """A stored figure that is no estimate: it stands, whatever is estimated later. None if there is none."""
    if held is None or any(key[name] not in codes for name, codes in held.axes.items()):
        return None
    at = tuple(codes.index(key[name]) for name, codes in held.axes.items())
    status = STATUSES[held.status[at]] if held.has_row[at] else Status.MISSING
    if status is Status.SUPPRESSED:
        return None, status
    return None if status.is_absent or status is Status.ESTIMATED else (float(held.values[at]), status)


SOURCE = SniExtract()
