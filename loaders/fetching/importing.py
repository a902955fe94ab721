"""The manual way in: a file downloaded by hand goes through the same reader and the same checks as a fetched one.

Agencies move pages the day before a meeting. The file is stored with the origin *manuellt inläst*, who and when; the
next fetch replaces it and the report says whether it agreed. The file may be an extract: what it lacks is left as it
is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from loaders.fetching import failures
from loaders.fetching.calendar_look import announcements
from loaders.fetching.change_report import Outcome, RefreshReport, TableOutcome
from loaders.fetching.correcting import correct_read
from loaders.fetching.intake import Answered, Intake, found_lines
from loaders.fetching.revisions import RevisionRefused
from loaders.ground.clock import STOCKHOLM
from loaders.ground.errors import SourceChanged, SourceError, StoreError, UsageError, misfits_of, sentence
from loaders.ground.files import reason_sv
from loaders.ground.people.corrections import in_use
from loaders.ground.periods import read
from loaders.ground.raw import Raw
from loaders.planning.corrections_file import read_corrections
from loaders.planning.table_plans import Look, TablePlan, of_source
from loaders.publishers import publisher
from loaders.settings import Settings
from loaders.sources import source
from loaders.sources.protocol import Source
from loaders.store import Changes, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """An import by hand that was taken back.

    read, read_by: when and by whom the files were read in. in_use: when what counts now was published, None if
    nothing is left.
    """

    table: str
    indicators: tuple[str, ...]
    read: datetime
    read_by: str
    by: str
    in_use: datetime | None


def import_files(
    settings: Settings,
    source_id: str,
    files: Sequence[Path],
    *,
    table: str | None = None,
    by: str = "",
    event: str = "",
    accept_revision: bool = False,
    today: date | None = None,
) -> RefreshReport:
    """Take files of one table in, stored as *manuellt inläst* now and by ``by``, else by `Settings.who`.

    table: which of the source's tables, where the files do not tell. event: what the files count, where they do not
    tell (a word of the source's ``events``). accept_revision: take them in though they change most of what is stored,
    as a person has seen and said; else nothing is stored then, and the report shows what would change. UsageError for
    an unknown source, table or event, a file that cannot be opened, fits no or several tables, or ends before what is
    stored; what is wrong inside a file is a failure in the report, and the store is unchanged.
    """
    speaker = source(source_id)
    by = settings.who(by)
    started = datetime.now(UTC)
    today = today or started.astimezone(STOCKHOLM).date()
    _refuse_unknown_event(speaker, event)
    raws = [replace(_opened(path, speaker), event=event) for path in files]
    plan = _plan(source_id, raws, table)
    intake = Intake(settings)
    look = Look(label=", ".join(raw.name for raw in raws))
    try:
        cleaned = [speaker.cleaned(raw) for raw in raws]
        chosen = in_use(read_corrections(settings.corrections_file).corrections)
        plan = correct_read(speaker, plan, cleaned, chosen, intake.before)
        accepted = plan.indicators if accept_revision else ()
        answered = intake.answer(speaker, plan, look, cleaned, manual=True, by=by, accepted=accepted)
        _refuse_older(intake, plan, answered.reading.last_period)
        _refuse_revision(answered)
        changes = intake.write(answered, plan.query_hash)
    except (SourceError, StoreError) as error:
        outcome = _failed(error, plan, look)
    else:
        outcome = replace(
            _stored(answered, changes),
            remarks=(*answered.remarks, _origin(started, by)),
            late=plan.late(answered.reading.last_period, today, announcements(settings)),
        )
    return RefreshReport(started=started, tables=(outcome,), synthetic=intake.synthetic)


def undo_import(settings: Settings, source_id: str, *, table: str | None = None, by: str = "") -> Undone:
    """Take the newest files of one table that were read in by hand back, as one publication more by ``by``.

    table: which of the source's tables, where several have such files newest. UsageError for an unknown source or
    table, and where nothing read by hand is newest: a later fetch has replaced it, or there never was any.
    """
    store = Store(settings.store_dir)
    known = of_source(source_id)
    if table is not None and table not in {plan.table for plan in known}:
        raise UsageError(f"'{table}' is no table of {source_id}", f"Källan {source_id} har ingen tabell ”{table}”.")
    by_hand = {
        plan.table: newest
        for plan in known
        if table in (None, plan.table) and (newest := _read_by_hand(store, plan)) is not None
    }
    if len(by_hand) != 1:
        names = ", ".join(by_hand)
        raise UsageError(
            f"the newest figures of {table or source_id} were "
            + (f"read by hand in several tables; choose one with --table: {names}" if names else "not read by hand"),
            f"Flera tabeller har manuellt inlästa siffror senast. Välj med --table: {names}."
            if names
            else f"De senaste siffrorna från {table or source_id} är inte manuellt inlästa. Inget är återtaget.",
        )
    ((chosen, (moment, indicators)),) = by_hand.items()
    by, when = settings.who(by), datetime.now(UTC).replace(microsecond=0)
    with store.writing() as writer:
        undone = [writer.undo(id_, chosen, when, by=by) for id_ in indicators]
    left = [last for id_ in indicators if (last := store.latest(id_, chosen)) is not None]
    return Undone(
        table=chosen,
        indicators=indicators,
        read=moment,
        read_by=undone[0].by,
        by=by,
        in_use=max((last.published for last in left), default=None),
    )


def _read_by_hand(store: Store, plan: TablePlan) -> tuple[datetime, tuple[str, ...]] | None:
    """When the newest files of a table were read in by hand, and into which indicators; None if a fetch is newer."""
    newest = {id_: last for id_ in plan.indicators if (last := store.latest(id_, plan.table)) is not None}
    moment = max((last.fetched for last in newest.values() if last.manual), default=None)
    if moment is None:
        return None
    return moment, tuple(id_ for id_, last in newest.items() if last.manual and last.fetched == moment)


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


def _opened(path: Path, speaker: Source) -> Raw:
    try:
        return Raw.from_file(path, held=speaker.held)
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(
            f"{path} cannot be read ({reason})", f"{path} går inte att läsa ({reason_sv(error)})."
        ) from error


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
    if not chosen and table is None:
        raise _fits_none(source(source_id), known, raws)
    names = ", ".join(plan.table for plan in (chosen or known))
    said = f"'{table}' is no table of {source_id}" if table else f"the file fits {len(chosen)} tables"
    said_sv = (
        f"Källan {source_id} har ingen tabell ”{table}”" if table else "Det framgår inte vilken tabell filen hör till"
    )
    raise UsageError(f"{said}; choose one with --table: {names}", f"{said_sv}. Välj med --table: {names}.")


def _fits_none(speaker: Source, known: Sequence[TablePlan], raws: Sequence[Raw]) -> UsageError:
    """Every table's reason, the likeliest first: that of the table which the files are least far from."""
    misfits = []
    for plan in known:
        each = [(raw.name, *speaker.misfit(plan, raw)) for raw in raws]
        told = "; ".join(
            dict.fromkeys(f"{name}: {why.removeprefix(name).lstrip(':, ')}" for name, _, why in each if why)
        )
        misfits.append((sum(distance for _, distance, _ in each), plan.table, told))
    misfits.sort(key=lambda misfit: misfit[0])
    reasons: dict[str, list[str]] = {}
    for _, table, told in misfits:
        reasons.setdefault(told, []).append(table)
    listed = " ".join(f"({', '.join(tables)}) {told}." for told, tables in reasons.items())
    return UsageError(
        f"the file fits no table. {listed} Choose one with --table if it is that",
        f"Filen passar ingen tabell, den troligaste först: {listed} Välj med --table om den ändå hör till en av dem.",
    )


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


def _refuse_revision(answered: Answered) -> None:
    """RevisionRefused for a file that changes most of what is stored and that nobody has accepted."""
    if not answered.refused:
        return
    told = "; ".join(revision.told for revision in answered.refused)
    raise RevisionRefused(
        f"{told}. If the figures are another county's, table's or unit's, or of another event, take the right file. If "
        "they are right, give the same command with --accept-revision; `lanspuls import SOURCE --undo` takes it back",
        answered.refused,
    )


def _failed(error: SourceError | StoreError, plan: TablePlan, look: Look) -> TableOutcome:
    """Files that were not taken in; where a right file is had is told, unless they were refused as a revision."""
    refused = error.revisions if isinstance(error, RevisionRefused) else ()
    asks = isinstance(error, SourceError) and not refused
    page = f" The file is downloaded from {publisher(plan.source).page_url}" if asks else ""
    return TableOutcome(
        table=plan.table,
        source=plan.source,
        outcome=Outcome.FAILED,
        label=look.label,
        indicators=plan.indicators,
        failures=(failures.read(error, f"{sentence(error)}{page}"),),
        misfits=misfits_of([error]),
        revisions=refused,
    )


def _stored(answered: Answered, changes: Sequence[Changes]) -> TableOutcome:
    """Files that were taken in, with the indicators that could not be read of them."""
    plan, reading = answered.plan, answered.reading
    return TableOutcome(
        table=plan.table,
        source=plan.source,
        outcome=Outcome.STORED,
        label=reading.label or answered.look.label,
        indicators=plan.indicators,
        updated=answered.updated,
        last_period=reading.last_period,
        changes=tuple(changes),
        lacking=answered.lacking,
        failures=tuple(
            f"{indicator.id}: {failures.read(reason, sentence(reason), failures.KEPT)}"
            for indicator, reason in reading.failed
        ),
        misfits=misfits_of(reason for _, reason in reading.failed),
        revisions=answered.revisions,
        resolution=tuple(found_lines(reading)),
    )


def _origin(moment: datetime, by: str) -> str:
    return f"manuellt inläst {moment.astimezone(STOCKHOLM):%Y-%m-%d %H:%M} av {by}"
