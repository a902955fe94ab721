"""What the parts of ``lanspuls run`` do, each in a process of its own (part.py). The heavy is imported where used."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.console import Console

from dashboard.commands.day import today
from dashboard.commands.operating import shared_data
from dashboard.commands.running.lines import (
    Fetched,
    Line,
    New,
    Prepared,
    Result,
    SourceState,
    Verified,
    message_of,
)
from loaders.settings import REGION, Settings, load_settings

if TYPE_CHECKING:
    from loaders.fetching.change_report import RefreshReport, TableOutcome

Say = Callable[[Line], None]
_LOG = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def serve(given: dict[str, Any], say: Say) -> None:
    """Serve the pages until interrupted. listening: the number of the open port that it is handed, None for none."""
    from dashboard.commands.operating.serving_pages import serve_pages
    from loaders.http.listening import taken_over

    port = taken_over(given["listening"]) if given["listening"] is not None else None
    settings = shared_data.served_settings()
    serve_pages(
        settings,
        given["host"],
        given["port"],
        _LOG,
        workers=given["workers"] or settings.workers,
        listening=port,
        ready=lambda: say(Line(is_ready=True)),
    )


def fetch(_: dict[str, Any], say: Say) -> Fetched:
    """Fetch what may be out, publish it where it is shared, and say how it stands with every publisher."""
    return shared_data.with_publishing(lambda: _fetch(say), ["fetch"])


def _fetch(say: Say) -> Fetched:
    from dashboard.commands.fetch_command import fetched
    from loaders.fetching.change_report import Outcome

    settings, day = shared_data.working_settings(), today()
    report = fetched(
        settings, day, (), full=False, due=True, out=_LOG, err=_LOG,
        told=lambda done, all_: say(Line(alive=f"{done}/{all_}")),
    )  # fmt: skip
    stored = tuple(_new(table) for table in report.tables if table.outcome is Outcome.STORED)
    is_awaiting, sources = _standing(settings, report)
    return Fetched(stored=stored, is_awaiting=is_awaiting, sources=sources)


def _new(table: "TableOutcome") -> New:
    """``Arbetslöshet, augusti 2026 (TAB6260)``: the first shown measure of a table, and its newest period."""
    from dashboard.words import swedish
    from dashboard.words.source_names import tables_sv
    from loaders import catalogue
    from loaders.declared.named import regions_in
    from loaders.ground import periods
    from loaders.ground.errors import SourceChanged

    measures = [catalogue.indicator(id_) for id_ in table.indicators]
    first = min((one for one in measures if not one.supporting), key=lambda one: one.order, default=measures[0])
    try:
        period = swedish.period_name(periods.read(table.last_period, first.grain))
    except SourceChanged:
        period = table.last_period
    region = next(iter(regions_in(table.table)), "")
    told = f"{first.short_title_sv}, {period}{_in_brackets(tables_sv((table.table,)))}"
    return New(told=told, region=region)


def _in_brackets(called: Iterable[str]) -> str:
    return "".join(f" ({one})" for one in called)


def _standing(settings: Settings, report: "RefreshReport") -> tuple[bool, tuple[SourceState, ...]]:
    """Whether something may be out that is not here, and the publishers of which something is broken or late."""
    from dashboard.words import swedish
    from dashboard.words.source_names import tables_sv
    from loaders import catalogue
    from loaders.fetching.calendar_look import announcements
    from loaders.planning import schedule
    from loaders.planning.last_runs import LONGEST_FAULT
    from loaders.planning.schedule import Arrival
    from loaders.planning.table_plans import plans
    from loaders.publishers import publisher
    from loaders.store import Store

    store, said, day = Store(settings.store_dir), announcements(settings), today()
    is_awaiting = any(
        schedule.is_due(plan, store, day, said)
        for plan in plans()
        if not (settings.is_by_hand(plan.source, plan.by_hand) or publisher(plan.source).is_local)
    )
    broken: dict[str, list[str]] = {}
    for table in report.tables:
        broken.setdefault(table.source, []).extend(
            f"{table.table}: {failure[:LONGEST_FAULT]}" for failure in table.failures
        )
    late: dict[str, dict[str, str]] = {}
    for row in schedule.calendar(store, day, day, said=said):
        shown = [one for id_ in row.indicators if not (one := catalogue.indicator(id_)).supporting]
        if row.arrival is Arrival.LATE and shown:
            title = min(shown, key=lambda one: one.order).short_title_sv
            called = f"{title}, {swedish.period_name(row.period)}{_in_brackets(tables_sv((row.table,)))}"
            told = f"{called}: senast {swedish.date_text(row.last)}"
            late.setdefault(row.source, {}).setdefault(row.table, told)  # the first of its periods
    states = (
        SourceState(
            source=source,
            name=publisher(source).name_sv,
            broken=tuple(broken.get(source, ())),
            late=tuple(late.get(source, {}).values()),
        )
        for source in sorted({*broken, *late})
    )
    return is_awaiting, tuple(one for one in states if one.broken or one.late)


def prepare(given: dict[str, Any], _: Say) -> Prepared:
    """See to it that the next meeting of a region has a checked draft."""
    with_region(given["region"])
    return shared_data.with_publishing(_prepare, ["run"])


def _prepare() -> Prepared:
    from dashboard.commands.run_command import draft_message
    from loaders.settings.regions import require_one

    settings = require_one(shared_data.working_settings())
    message = draft_message(settings, [], _LOG)  # of sources there are messages of their own
    return Prepared(message=message)


def tell(given: dict[str, Any], say: Say) -> None:
    """Send messages, each by the ways that have not taken it yet, and say of each what became of it."""
    from dashboard.commands.running.sending import send

    with_region(given["region"])
    settings = load_settings()
    for number, letter in enumerate(given["letters"]):
        outcome = send(settings, message_of(letter["message"]), tuple(letter["ways"]))
        say(Line(result=replace(outcome, number=number)))


def verify(_: dict[str, Any], __: Say) -> Verified:
    """Read all that is kept, and all that is shared."""
    from loaders.planning.last_runs import VERIFY, last_run

    is_whole = shared_data.verify(_LOG)
    found = last_run(load_settings().shared_dir, VERIFY)
    faults = found.faults if found is not None else ()
    return Verified(damages=faults or (() if is_whole else ("Se lanspuls verify.",)))


def with_region(code: str) -> None:
    """From now on the settings are that region's; "" for those of the whole service."""
    if code:
        os.environ[REGION] = code


PARTS: Mapping[str, Callable[[dict[str, Any], Say], Result | None]] = {
    "serve": serve,
    "fetch": fetch,
    "prepare": prepare,
    "tell": tell,
    "verify": verify,
}
