"""The manual way in: a file downloaded by hand goes through the same reader and the same checks as a fetched one.

Agencies move pages the day before a meeting. The file is stored with the origin *manuellt inläst*, who and when; the
next fetch replaces it and the report says whether it agreed. The file may be an extract: what it lacks is left as it
is stored.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from loaders.fetching import failures
from loaders.fetching.change_report import Outcome, RefreshReport, TableOutcome
from loaders.fetching.intake import Intake, found_lines
from loaders.ground.clock import STOCKHOLM
from loaders.ground.errors import SourceChanged, SourceError, StoreError, UsageError, sentence
from loaders.ground.periods import read
from loaders.ground.raw import Raw
from loaders.planning.table_plans import Look, TablePlan, of_source
from loaders.publishers import publisher
from loaders.settings import Settings
from loaders.sources import source
from loaders.sources.protocol import Source


def import_files(
    settings: Settings,
    source_id: str,
    files: Sequence[Path],
    *,
    table: str | None = None,
    by: str = "",
    event: str = "",
    today: date | None = None,
) -> RefreshReport:
    """Take files of one table in, stored as *manuellt inläst* now and by ``by``, else by `Settings.who`.

    table: which of the source's tables, where the files do not tell. event: what the files count, where they do not
    tell (a word of the source's ``events``). UsageError for an unknown source, table or event, a file that cannot be
    opened, fits no or several tables, or ends before what is stored; what is wrong inside a file is a failure in the
    report, and the store is unchanged.
    """
    speaker = source(source_id)
    by = settings.who(by)
    started = datetime.now(UTC)
    today = today or started.astimezone(STOCKHOLM).date()
    _refuse_unknown_event(speaker, event)
    raws = [replace(_opened(path), event=event) for path in files]
    plan = _plan(source_id, raws, table)
    intake = Intake(settings)
    look = Look(label=", ".join(raw.name for raw in raws))
    try:
        cleaned = [speaker.cleaned(raw) for raw in raws]
        answered = intake.answer(speaker, plan, look, cleaned, manual=True, by=by)
        _refuse_older(intake, plan, answered.reading.last_period)
        changes = intake.write(answered, plan.query_hash)
    except (SourceError, StoreError) as error:
        page = f" The file is downloaded from {publisher(source_id).page_url}" if isinstance(error, SourceError) else ""
        failed = TableOutcome(
            table=plan.table,
            source=plan.source,
            outcome=Outcome.FAILED,
            label=look.label,
            indicators=plan.indicators,
            failures=(failures.read(error, f"{sentence(error)}{page}"),),
        )
        return RefreshReport(started=started, tables=(failed,), synthetic=intake.synthetic)
    newest = answered.reading.last_period
    outcome = TableOutcome(
        table=plan.table,
        source=plan.source,
        outcome=Outcome.STORED,
        label=answered.reading.label or look.label,
        indicators=plan.indicators,
        updated=answered.updated,
        last_period=newest,
        changes=tuple(changes),
        lacking=answered.lacking,
        failures=tuple(
            f"{indicator.id}: {failures.read(reason, sentence(reason), failures.KEPT)}"
            for indicator, reason in answered.reading.failed
        ),
        remarks=(*answered.remarks, _origin(started, by)),
        resolution=tuple(found_lines(answered.reading)),
        late=plan.late(newest, today),
    )
    return RefreshReport(started=started, tables=(outcome,), synthetic=intake.synthetic)


def _refuse_unknown_event(speaker: Source, event: str) -> None:
    if not event or event in speaker.events:
        return
    if not speaker.events:
        raise UsageError(
            f"files of {speaker.id} say themselves what they count: leave --event out",
            f"Filer från {speaker.id} säger själva vad de räknar. Utelämna --event.",
        )
    words = ", ".join(speaker.events)
    raise UsageError(
        f"'{event}' is no event of {speaker.id}; there are {words}",
        f"”{event}” är ingen händelse hos {speaker.id}. Välj bland {words}.",
    )


def _opened(path: Path) -> Raw:
    try:
        return Raw.from_file(path)
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{path} cannot be read ({reason})", f"{path} går inte att läsa ({reason}).") from error


def _plan(source_id: str, raws: Sequence[Raw], table: str | None) -> TablePlan:
    known = of_source(source_id)
    if not known:
        raise UsageError(
            f"no indicator is declared for source {source_id}", f"Ingen indikator hämtas från källan {source_id}."
        )
    if table is not None:
        chosen = [plan for plan in known if plan.table == table]
    elif len(known) == 1:
        return known[0]
    else:
        speaker = source(source_id)
        chosen = [plan for plan in known if all(speaker.fits(plan, raw) for raw in raws)]
    if len(chosen) == 1:
        return chosen[0]
    names = ", ".join(plan.table for plan in (chosen or known))
    said = f"'{table}' is no table of {source_id}" if table else f"the file fits {len(chosen) or 'no'} tables"
    said_sv = (
        f"Källan {source_id} har ingen tabell ”{table}”" if table else "Det framgår inte vilken tabell filen hör till"
    )
    raise UsageError(f"{said}; choose one with --table: {names}", f"{said_sv}. Välj med --table: {names}.")


def _refuse_older(intake: Intake, plan: TablePlan, newest: str) -> None:
    """A file that ends before what is stored would put old figures in place of revised ones."""
    last = intake.latest(plan)
    if last is None or not last.last_period or not newest:
        return
    grain = plan.parts[0][0].grain
    try:
        older = read(newest, grain) < read(last.last_period, grain)
    except SourceChanged:
        return
    if older:
        raise UsageError(
            f"the file ends with {newest}, but {last.last_period} is stored of {plan.table}: download a newer file",
            f"Filen slutar med {newest}, men {last.last_period} finns redan. Hämta en nyare fil.",
        )


def _origin(moment: datetime, by: str) -> str:
    return f"manuellt inläst {moment.astimezone(STOCKHOLM):%Y-%m-%d %H:%M} av {by}"
