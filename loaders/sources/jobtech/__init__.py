"""JobTech: how many ads and positions Platsbanken has, counted place by place. Never an ad, never a person.

Three tables. ``annonser-manad``: ads published in each month, from the historical API, which holds ads that have been
taken down; months are therefore too low until most of their ads are closed, and are asked for again until then.
``annonser-oppna``: ads open on the day of the fetch, from JobSearch; nobody publishes its history, so ours is kept.
``annonser-arkiv``: ads by occupational field, counted by ``lanspuls ads`` from archives (see archive_table).

Every answer is cut down to its counts the moment it comes: what read() takes, and what is kept as a snapshot, is
``{"asked": {"table", "region_code", "period", "on"}, "total": {"value"}, "positions"}``. A whole answer saved by hand
is taken too if its name tells what was asked (``annonser-2026-05-2380.json``, ``oppna-2026-11-2380.json``).

That ``historical-from`` and ``-to`` bound the day of publication is not documented: one more call for all months
together proves it each time, and months that do not add up to it stop the table. Source: public code and pages on
the APIs, 2026-11.
"""

import re
from collections.abc import Generator, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import orjson

from loaders.ground import periods, places
from loaders.ground.clock import day_in_sweden
from loaders.ground.declarations import FileQuery, Grain, Indicator, Level, Status
from loaders.ground.errors import SourceChanged, SourceError, misfits_of
from loaders.ground.files import BOM
from loaders.ground.misfits import Role, hint
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, Panel
from loaders.ground.periods import Period
from loaders.ground.raw import DEMO_MARK, Raw
from loaders.http.transport import Answer
from loaders.planning.table_plans import Look, TablePlan
from loaders.sources.jobtech import archive_table
from loaders.sources.jobtech.ad_counts import MONTHLY, OPEN, Count, held_together, refuse_silence
from loaders.sources.jobtech.archive_table import ARCHIVE
from loaders.sources.panel_builder import Cells
from loaders.sources.protocol import Apart, Before, Examined, Found, Part, Reading, Source, misfit_of, raw_of
from loaders.store import Scope

if TYPE_CHECKING:
    from loaders.sources.session import Session

_SWAGGER = "see the API's /swagger.json"
SETTLED_DAYS = 90
"""Days after a month's end until its ads are taken to be closed, and the count to be whole. Our own judgement."""
CLOSED_DAYS = 10
"""Days after a month's end before it is asked for at all."""
CONTROL = "control"
OTHERS = "others"
"""Where the record of an answer without positions keeps its other counts, by name."""
_DECLARED = ("total.value", "positions")
_DURATION = "_in_millis"
"""End of the names of numbers that tell how long an answer took."""
MOST_UNREAD = 40
"""Signs kept of what stands where a number should."""


class JobTech(Source):
    """Counts of ads in Platsbanken, from the historical API and from JobSearch."""

    id = "jobtech"

    def look(self, session: "Session", plan: TablePlan) -> Look:
        """No call: a month, or a day, that was asked for is not asked for again. The archive's: what is counted."""
        if plan.table == ARCHIVE:
            return archive_table.look(session, plan)
        newest = _newest(plan.table, session.today)
        said = str(session.today) if plan.table == OPEN else newest
        return Look(
            last_period=newest,
            fingerprint=f"{said} {','.join(session.settings.counties)}",
            label="Annonser i Platsbanken, egen räkning",
            url=session.url("jobsearch" if plan.table == OPEN else ""),
        )

    def download(self, session: "Session", plan: TablePlan, look: Look) -> Generator[Raw, None, None]:
        """One small answer for each place and month, stripped of everything but its counts."""
        if plan.table == ARCHIVE:
            yield from archive_table.download(session, plan)
            return
        codes = places.homes(session.settings.counties)
        months = (look.last_period,) if plan.table == OPEN else _months(session, plan, codes, look.last_period)
        session.expected(len(codes) * len(months), look.label)
        for month in months:
            for code in codes:
                yield _asked(session, plan.table, code, month, month)
                session.advanced(1)
        if len(months) > 1:
            yield _asked(session, plan.table, places.NATION, months[0], months[-1])

    def read(self, plan: TablePlan, raws: Iterable[Raw], *, before: Before) -> Reading:
        """Counts to panels of the places and months they are about."""
        if plan.table == ARCHIVE:
            return archive_table.read(plan, raws)
        counts = [count for raw in raws if not raw.metadata for count in _counts(raw) if count.table == plan.table]
        single = [count for count in counts if not count.is_control]
        if not single:
            raise SourceChanged(
                f"jobtech: no count for {plan.table}; see docs/sources.md on how to name a saved answer"
            )
        listing = held_together(single, [count for count in counts if count.is_control])
        asked = {count.region for count in single}
        regions = tuple(code for code in places.all_places() if code in asked)
        span = min(count.since for count in single), max(count.since for count in single)
        refuse_silence(single, before(plan.indicators[0]))
        apart, found = Apart(), list[Found]()
        for indicator, query in plan.file_parts:
            field = query.measures[0].field.declared
            problem = _problem(field, single)
            found.append(Found(field, "", field, None if problem else field, verified=not problem, problem=problem))
            with apart.reading(indicator):
                if problem:
                    misfits = misfit_of(query, Role.FIELD, field, _others(single))
                    likeliest = "; ".join(filter(None, (hint(one.likeliest) for one in misfits)))
                    raise SourceChanged("; ".join(filter(None, (f"jobtech: {problem}", likeliest, _SWAGGER))), misfits)
                panel = _panel(indicator, query, field, single, regions, span)
                scope = Scope({REGION: regions}, *span)
                apart.parts.append(Part(indicator=indicator, query=query, panel=panel, scope=scope))
        apart.require_any()
        return Reading(
            parts=tuple(apart.parts),
            last_period=span[1],
            label="Annonser i Platsbanken, egen räkning",
            failed=tuple(apart.failed),
            found=tuple(found),
            listing=tuple(listing),
        )

    def fits(self, plan: TablePlan, raw: Raw) -> bool:
        """Whether a saved file holds counts for this table, by what it says or by its name."""
        if plan.table == ARCHIVE or archive_table.is_counted(raw):
            return plan.table == ARCHIVE and archive_table.is_counted(raw)
        try:
            return any(count.table == plan.table for count in _counts(raw))
        except SourceChanged:
            return super().fits(plan, raw)

    def cleaned(self, raw: Raw) -> Raw:
        """The counts of a saved answer, without its ads: nothing else may reach the disk."""
        if archive_table.is_counted(raw):
            return archive_table.cleaned(raw)
        records = [_record(count, raw.synthetic) for count in _counts(raw)]
        return replace(raw, body=orjson.dumps(records), path=None)

    def doctor(self, session: "Session", plan: TablePlan) -> Examined:
        """The newest month for riket and the county only: every field that is used, in two calls."""
        if plan.table == ARCHIVE:
            return archive_table.doctor(session, plan) or Source.doctor(self, session, plan)
        look = self.look(session, plan)
        codes = (places.NATION, session.settings.counties[0])
        try:
            raws = [_asked(session, plan.table, code, look.last_period, look.last_period) for code in codes]
            reading = self.read(plan, raws, before=lambda _: None)
        except SourceError as error:
            return Examined(look=look, problems=(str(error),), misfits=misfits_of([error]))
        problems = tuple(row.problem for row in reading.found if row.problem)
        bounds = Found("historical-from", "", "publiceringsdag", "historical-from", "prövas vid varje hämtning")
        found = (*reading.found, bounds) if plan.table == MONTHLY else reading.found
        misfits = misfits_of(error for _, error in reading.failed)
        return Examined(look=look, found=found, problems=problems, listing=reading.listing, misfits=misfits)


def _newest(table: str, today: date) -> Period:
    """The month of today for ads open now; else the newest month that ended CLOSED_DAYS ago or more."""
    on = today if table == OPEN else today - timedelta(days=CLOSED_DAYS)
    this = Period.of(on.year, on.month, Grain.MONTH)
    return this if table == OPEN else this.shift(-1)


def _months(session: "Session", plan: TablePlan, codes: tuple[str, ...], newest: str) -> tuple[str, ...]:
    """From the oldest month that lacks a settled count to the newest; all of the declared number under --full."""
    (_, query), *_ = plan.file_parts
    wanted = periods.span(Period(newest).shift(1 - int(query.options["months"])), newest)
    stored = [session.before(id_) for id_ in plan.indicators]
    if not session.missing_only or not all(stored):
        return wanted
    missing = [month for month in wanted if not all(_is_settled(panel, codes, month) for panel in stored if panel)]
    return periods.span(missing[0], newest) if missing else (newest,)


def _is_settled(panel: Panel, codes: tuple[str, ...], month: str) -> bool:
    if month not in panel.axes[PERIOD] or not set(codes) <= set(panel.axes[REGION]):
        return False
    wanted: dict[str, str | tuple[str, ...]] = {REGION: codes, PERIOD: month}
    status = panel.take(**wanted).status
    return bool((status == STATUS_CODE[Status.EMPTY]).all())


def _asked(session: "Session", table: str, code: str, since: str, until: str) -> Raw:
    """Ask for a place's count, with ``limit=0``: no ad is sent, and if one is all the same it is thrown away here."""
    place = places.place(code)
    key = {Level.NATION: "country", Level.COUNTY: "region", Level.MUNICIPALITY: "municipality"}[place.level]
    params = {key: place.concept, "limit": "0"}
    if table == OPEN:
        address = f"{session.url('jobsearch')}/search"
    else:
        address = f"{session.url()}/search"
        params |= {"historical-from": f"{since}-01T00:00:00", "historical-to": f"{Period(until).last_day}T23:59:59"}
    answer = session.get(address, params)
    name = f"{since}/{code}" if since == until else CONTROL
    asked = {"table": table, "region_code": code, "period": since, "until": until, "on": str(session.today)}
    return _stripped(answer, name, asked)


def _stripped(answer: Answer, name: str, asked: Mapping[str, str]) -> Raw:
    raw = raw_of(answer, name)
    where = f"jobtech: {asked['table']} {asked['region_code']} {asked['period']}"
    on = date.fromisoformat(asked["on"])
    numbers, unread = _numbers(_object(answer.body, where), where)
    count = Count(asked["table"], asked["region_code"], asked["period"], asked["until"], on, numbers, unread)
    return replace(raw, body=orjson.dumps(_record(count, raw.synthetic)))


def _record(count: Count, synthetic: bool) -> dict[str, Any]:
    """What is kept of an answer: what was asked, and the counts."""
    said: dict[str, Any] = {
        "asked": {
            "table": count.table,
            "region_code": count.region,
            "period": count.since,
            "until": count.until,
            "on": str(count.on),
        },
        "total": {"value": count.numbers["total.value"]},
        "positions": count.unread.get("positions", count.numbers["positions"]),
    }
    others = {name: count.numbers[name] for name in _others([count])}
    said |= {OTHERS: others} if others else {}
    return said | ({"mark": DEMO_MARK.decode()} if synthetic else {})


def _object(body: bytes, where: str) -> Any:
    try:
        return orjson.loads(body.removeprefix(BOM))
    except orjson.JSONDecodeError as error:
        raise SourceChanged(
            f"{where}: not JSON ({error}). Save the answer itself, not the page that shows it."
        ) from error


def _problem(field: str, counts: Iterable[Count]) -> str:
    """Why a field cannot be counted by, "" if it can."""
    counts = tuple(counts)
    for count in counts:
        if field in count.unread:
            where = f"{count.region} {count.since}"
            return f"{field} is {count.unread[field]} for {where}, and must be a whole number"
    there = any(count.numbers.get(field) is not None for count in counts)
    return "" if there else f"the answers have no '{field}'"


def _others(counts: Iterable[Count]) -> list[str]:
    """Names of the further counts that answers without positions have: one may be what positions is called now."""
    return list(dict.fromkeys(name for count in counts for name in count.numbers if name not in _DECLARED))


def _numbers(said: Any, where: str) -> tuple[dict[str, float | None], dict[str, str]]:
    """``total.value`` and ``positions`` of an answer, and what stands for positions where it is no number.

    Positions are None if it has none; then the answer's other counts are given too.
    SourceChanged without a ``total.value``: by it every answer is proved.
    """
    total = said.get("total") if isinstance(said, dict) else None
    value = total.get("value") if isinstance(total, dict) else None
    fields = ", ".join(said) if isinstance(said, dict) else type(said).__name__
    if not _is_count(value):
        raise SourceChanged(
            f"{where}: the answer has no whole number in total.value. It has: {fields}; see the API's /swagger.json"
        )
    positions = said.get("positions")
    if positions is not None and not _is_count(positions):
        return {"total.value": value, "positions": None}, {"positions": str(positions)[:MOST_UNREAD]}
    numbers: dict[str, float | None] = {"total.value": value, "positions": positions}
    if positions is None:
        told = said.get(OTHERS, said)
        others = told.items() if isinstance(told, dict) else ()
        numbers |= {name: count for name, count in others if _is_count(count) and not name.endswith(_DURATION)}
    return numbers, {}


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _counts(raw: Raw) -> list[Count]:
    """The counts a raw file holds: our own record, a list of them, or an answer saved under a telling name."""
    said = _object(raw.body, f"jobtech: {raw.name}")
    return [_count(one, raw) for one in (said if isinstance(said, list) else [said])]


def _count(said: Any, raw: Raw) -> Count:
    where = f"jobtech: {raw.name}"
    asked = said.get("asked") if isinstance(said, dict) else None
    if not isinstance(asked, dict):
        asked = _by_name(raw)
    try:
        table, region, since = str(asked["table"]), str(asked["region_code"]), str(asked["period"])
        until, on = str(asked.get("until", since)), date.fromisoformat(str(asked["on"]))
    except (KeyError, ValueError) as error:
        raise SourceChanged(f"{where}: 'asked' must tell table, region_code, period and on ({error})") from error
    if not all(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month) for month in (since, until)):
        raise SourceChanged(f"{where}: 'asked' must tell a month, 2026-05, and not {since}")
    if region not in places.all_places():
        raise SourceChanged(f"{where}: no Swedish place has code '{region}'")
    return Count(table, region, since, until, on, *_numbers(said, where))


_SAVED = re.compile(
    r"^(?P<what>annonser|oppna)[-_](?P<period>\d{4}-\d{2})[-_](?P<place>\d{2}|\d{4})\.json$", re.IGNORECASE
)


def _by_name(raw: Raw) -> dict[str, str]:
    found = _SAVED.match(raw.name)
    if found is None:
        raise SourceChanged(
            f"jobtech: {raw.name} does not say which place and month it counts. "
            "Name it annonser-2026-05-2380.json, or oppna-2026-11-2380.json for ads that are open."
        )
    table = OPEN if found["what"].lower() == "oppna" else MONTHLY
    on = day_in_sweden(raw.fetched)
    return {"table": table, "region_code": found["place"], "period": found["period"], "on": str(on)}


def _panel(
    indicator: Indicator,
    query: FileQuery,
    field: str,
    counts: list[Count],
    regions: tuple[str, ...],
    span: tuple[str, str],
) -> Panel:
    cells = Cells(indicator, query)
    for count in counts:
        value = count.numbers.get(field)
        if value is not None:
            young = count.table != OPEN and (count.on - Period(count.since).last_day).days < SETTLED_DAYS
            cells.add(count.region, count.since, value, Status.INCOMPLETE if young else Status.EMPTY)
    return cells.panel(regions=regions, span=span)


SOURCE = JobTech()
