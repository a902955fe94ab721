"""What a fetch changed, for the person who is to present the figures: as lines on the screen and as Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from loaders.catalogue import CATALOGUE
from loaders.fetching.checks import Lacking
from loaders.fetching.revisions import Revision, Verdict
from loaders.ground import places, vocabulary
from loaders.ground.clock import STOCKHOLM
from loaders.ground.declarations import Status
from loaders.ground.files import disk_fault, write_atomically
from loaders.ground.misfits import Misfit
from loaders.ground.panel import PERIOD, REGION
from loaders.ground.people.corrections import Correction
from loaders.store import CellChange, Changes

SHOWN = 12
"""Changed cells listed per indicator and sort of change; the count is always the whole."""

_STATUS_SV = {
    Status.SUPPRESSED: "dold",
    Status.MISSING: "saknas",
    Status.NOT_PUBLISHED: "inte publicerad",
    Status.NOT_APPLICABLE: "ej tillämplig",
    Status.WITHDRAWN: "borttagen",
}
_OF_ONE = {"reviderade": "reviderad", "borttagna": "borttagen"}


class Outcome(StrEnum):
    """How one table fared."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOutcome:
    """One table's part of a fetch.

    ``indicators`` are those refreshed together, ``siblings`` the ones among them that nobody asked for.
    ``failures`` are messages: of the whole table if outcome is FAILED, else of single indicators. ``resolution``
    says which codes were found for patterns. ``archived`` are vintages found among discontinued tables, ``late``
    says that a period should have been there by now, ``strangers`` are places nobody here knows, ``by_hand`` tells what
    became of figures that somebody had read in by hand. ``misfits`` are what is declared and not there once, with what
    is there instead. ``revisions`` are those of most of what was stored, with what became of each.
    """

    table: str
    outcome: Outcome
    source: str = "scb"
    label: str = ""
    indicators: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    updated: datetime | None = None
    last_period: str = ""
    changes: tuple[Changes, ...] = ()
    lacking: Mapping[str, Lacking] = field(default_factory=dict)
    strangers: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    resolution: tuple[str, ...] = ()
    archived: tuple[str, ...] = ()
    late: str = ""
    by_hand: str = ""
    misfits: tuple[Misfit, ...] = ()
    revisions: tuple[Revision, ...] = ()
    corrected: tuple[Correction, ...] = ()
    """People's choices that were used, since the declaration does not fit."""
    ended: tuple[Correction, ...] = ()
    """Choices that were not needed any more: the declaration fits again."""
    vanished: tuple[Correction, ...] = ()
    """Choices whose found thing is gone too."""

    @property
    def has_news(self) -> bool:
        """Whether figures or their statuses changed."""
        return any(change.rows for change in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshReport:
    """A whole fetch. ``synthetic`` is None if nothing was answered.

    ``calendar`` says in lines what became of a look at the release calendar, ``moved`` what it has moved.
    """

    started: datetime
    tables: tuple[TableOutcome, ...]
    synthetic: bool | None = None
    calendar: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """What of people's corrections could not be read or kept."""

    @property
    def failed(self) -> bool:
        """Whether anything failed, which makes the exit code 1."""
        return bool(self.unread) or any(table.failures for table in self.tables)

    @property
    def worth_keeping(self) -> bool:
        """Whether the report says more than that all was as before."""
        news = any(table.has_news or table.by_hand or table.revisions or table.ended for table in self.tables)
        return self.failed or bool(self.moved) or news


def keep(report: RefreshReport, folder: Path) -> Path | None:
    """Write the report as Markdown into the folder, named by its time; None if there was nothing to tell.

    One that says what the newest one there says, and of nothing stored, is that one: a publisher that fails for a week
    is asked many times.
    """
    if not report.worth_keeping:
        return None
    text = markdown(report)
    newest = max(folder.glob("2*T*Z*.md"), default=None)
    if newest is not None and not any(table.outcome is Outcome.STORED for table in report.tables):
        with suppress(OSError, ValueError):
            if newest.read_text(encoding="utf-8").partition("\n")[2] == text.partition("\n")[2]:
                return newest
    path = folder / f"{report.started.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.md"
    for number in range(2, 100):
        if not path.exists():
            break
        path = path.with_stem(f"{report.started.astimezone(UTC):%Y-%m-%dT%H%M%SZ}-{number}")
    try:
        write_atomically(path, text.encode())
    except OSError as error:
        raise disk_fault(
            f"the report {path} cannot be written", f"Rapporten {path} går inte att skriva", error
        ) from error
    return path


def summary(report: RefreshReport) -> list[str]:
    """The report in a few Swedish lines, one per table and one per failure; first what is revised on the whole."""
    lines = [line for revision in _stored(report) for line in _revision_lines(revision)]
    for table in report.tables:
        if table.outcome is Outcome.UNCHANGED:
            lines.append(f"{table.table}: oförändrad sedan {_moment(table.updated)}{_late(table)}")
        elif table.outcome is Outcome.FAILED:
            lines += [f"{table.table}: FEL. {message}" for message in table.failures]
            lines += [line for revision in _refused(table) for line in _revision_lines(revision)]
        else:
            lines.append(f"{table.table}: {_news(table)}{_late(table)}")
            lines += [f"{table.table}: {table.by_hand}"] if table.by_hand else []
            lines += [f"{table.table}: FEL. {message}" for message in table.failures]
            lines += [line for revision in _refused(table) for line in _revision_lines(revision)]
        lines += correction_lines(table.corrected, table.ended, table.vanished)
    return [*lines, *(f"Rättelser: FEL. {told}" for told in report.unread), *report.calendar, *report.moved]


def correction_lines(
    corrected: Sequence[Correction], ended: Sequence[Correction], vanished: Sequence[Correction]
) -> list[str]:
    """A line for each of a table's corrections that was used, has ended, or chose what is gone too."""
    lines = []
    for one in corrected:
        if one not in vanished:
            lines.append(f"{one.told}. Rättelse {one.number}, vald av {one.role} {one.when}: {one.reason}")
    for one in vanished:
        lines.append(
            f"{one.told}: det valda finns inte längre heller. Välj på nytt med lanspuls doctor --repair "
            f"(rättelse {one.number})"
        )
    for one in ended:
        lines.append(
            f"{one.told}: rättelse {one.number} behövs inte längre, deklarationen stämmer igen. Den är avslutad och "
            "används inte mer"
        )
    return lines


def _stored(report: RefreshReport) -> list[Revision]:
    """Revisions of most that are stored."""
    return [
        one
        for table in report.tables
        for one in table.revisions
        if one.verdict in (Verdict.TOLD, Verdict.ACCEPTED) and table.outcome is Outcome.STORED
    ]


def _refused(table: TableOutcome) -> list[Revision]:
    return [one for one in table.revisions if one.verdict is Verdict.REFUSED]


def _revision_lines(revision: Revision) -> Iterator[str]:
    """What a revision changes in a line, and below it ten cells: place, period, slice: old → new."""
    indicator = CATALOGUE[revision.indicator_id]
    parts = []
    if revision.revised:
        of = f"{_count(revision.revised)} av {_count(revision.touched)} lagrade värden ändras"
        parts.append(f"{of} ({_percent(revision.revised, revision.touched)})")
    if revision.revised and revision.before is not None and revision.after is not None:
        before, after = (_cell(value, None, indicator.decimals) for value in (revision.before, revision.after))
        parts.append(f"medianen går från {before} till {after}")
    if revision.gone:
        of = f"{_count(revision.gone)} av {_count(revision.keys)} saknas"
        parts.append(f"{of} ({_percent(revision.gone, revision.keys)})")
    lead = {
        Verdict.TOLD: "OBS, omfattande revidering. ",
        Verdict.ACCEPTED: "Omfattande revidering, godtagen med --accept-revision. ",
    }
    told = lead.get(revision.verdict, "") if revision.verdict else ""
    yield f"{revision.table}: {told}{indicator.short_title_sv} ({revision.indicator_id}): {'; '.join(parts)}"
    for example in revision.examples:
        old = _cell(example.old, example.old_status, indicator.decimals)
        new = _cell(example.new, example.new_status, indicator.decimals)
        yield f"  {_key(example)}: {old} → {new}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} procent" if whole else "0 procent"


def markdown(report: RefreshReport) -> str:
    """The report as a Markdown document in Swedish."""
    lines = [f"# Hämtning {_moment(report.started)}", ""]
    if report.synthetic:
        lines += ["**DEMODATA: alla siffror är påhittade.**", ""]
    lines += [f"  - {line.strip()}" if line.startswith(" ") else f"- {line}" for line in summary(report)] + [""]
    for table in report.tables:
        if table.outcome is not Outcome.UNCHANGED or table.late:
            lines += [*_table_section(table), ""]
    return "\n".join(lines)


def _table_section(table: TableOutcome) -> Iterator[str]:
    yield f"## {table.table} {table.label}".rstrip()
    yield ""
    if table.updated:
        yield f"Publicerad {_moment(table.updated)}, senaste period {table.last_period or 'okänd'}."
    if table.late:
        yield f"Försenad: {table.late}"
    for message in table.failures:
        yield f"- FEL: {message}"
    for message in table.remarks:
        yield f"- Anmärkning: {message}"
    for found in table.archived:
        yield f"- Äldre framskrivning: {found}"
    for change in table.changes:
        if change.rows or change.indicator_id in table.lacking:
            yield from _indicator_section(change, table.lacking.get(change.indicator_id))
    if table.resolution:
        yield ""
        yield "Koder som söktes på etikett:"
        yield ""
        yield from (f"- {line}" for line in table.resolution)


def _indicator_section(change: Changes, lacking: Lacking | None) -> Iterator[str]:
    indicator = CATALOGUE[change.indicator_id]
    yield ""
    yield f"### {indicator.short_title_sv} ({change.indicator_id})"
    yield ""
    if change.first:
        yield f"- Första hämtningen: {_cells(change.added)}, {_range(change.new_periods)}."
    elif change.new_periods:
        yield f"- Nya perioder: {_range(change.new_periods)}."
    if lacking and lacking.regions:
        yield f"- Platser som saknas i svaret: {_named(lacking.regions)}."
    if lacking and lacking.periods:
        yield f"- Perioder som saknas i svaret: {_range(lacking.periods)}."
    for title, cells in (
        ("Reviderade", change.revised),
        ("Annan status", change.status_changed),
        ("Borttagna", change.withdrawn),
        ("Saknas", change.missing),
    ):
        if not cells.count:
            continue
        yield f"- {title}: {_cells(cells.count)}."
        yield ""
        yield f"| {title.lower()} | förut | nu |"
        yield "|---|---:|---:|"
        for example in cells.examples[:SHOWN]:
            before = _cell(example.old, example.old_status, indicator.decimals)
            now = _cell(example.new, example.new_status, indicator.decimals)
            yield f"| {_key(example)} | {before} | {now} |"
        if cells.count > SHOWN:
            yield f"| … och {_count(cells.count - SHOWN)} till | | |"
        yield ""


def _news(table: TableOutcome) -> str:
    parts = []
    periods = sorted({period for change in table.changes for period in change.new_periods})
    if any(change.first for change in table.changes):
        parts.append(f"första hämtningen, {_cells(sum(change.added for change in table.changes))}")
    elif periods:
        parts.append(f"nya perioder {_range(periods)}")
    for word, counts in (
        ("reviderade", [change.revised.count for change in table.changes]),
        ("med annan status", [change.status_changed.count for change in table.changes]),
        ("borttagna", [change.withdrawn.count for change in table.changes]),
        ("som saknas", [change.missing.count for change in table.changes]),
    ):
        if sum(counts):
            parts.append(f"{_cells(sum(counts))} {_form(word, sum(counts))}")
    gone = sorted({code for lacking in table.lacking.values() for code in lacking.regions})
    if gone:
        parts.append(f"platser saknas i svaret: {_named(gone)}")
    holes = sorted({period for lacking in table.lacking.values() for period in lacking.periods})
    if holes:
        parts.append(f"perioder saknas i svaret: {_range(holes)}")
    if table.strangers:
        parts.append(
            f"okända platser, inte lagrade: {', '.join(table.strangers)} (lägg till dem i loaders/ground/places.csv)"
        )
    if not parts:
        published = any(change.publication for change in table.changes)
        parts.append("ny publicering utan ändrade siffror" if published else "inga ändringar")
    if table.siblings:
        parts.append(f"följde med: {', '.join(table.siblings)}")
    return "; ".join(parts)


def _late(table: TableOutcome) -> str:
    return f". Försenad: {table.late}" if table.late else ""


def _key(change: CellChange) -> str:
    key = dict(change.key)
    place = (places.all_places() | places.areas()).get(key.pop(REGION))
    period = key.pop(PERIOD)
    own = [vocabulary.label_sv(name, code) for name, code in key.items()]
    return ", ".join([place.name if place else "", period, *own])


def _cell(value: float | None, status: Status | None, decimals: int) -> str:
    if value is None:
        return _STATUS_SV.get(status, "–") if status else "–"
    return f"{value:,.{decimals}f}".replace(",", "\u00a0").replace(".", ",").replace("-", "−")


def _count(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")


def _cells(number: int) -> str:
    return f"{_count(number)} {'cell' if number == 1 else 'celler'}"


def _form(word: str, number: int) -> str:
    """``reviderad`` of one cell, ``reviderade`` of several."""
    return _OF_ONE.get(word, word) if number == 1 else word


def _range(codes: Sequence[str]) -> str:
    return (
        codes[0]
        if len(codes) == 1
        else f"{codes[0]}–{codes[-1]} ({len(codes)})"
        if len(codes) > 3
        else ", ".join(codes)
    )


def _named(codes: Sequence[str]) -> str:
    known = places.all_places() | places.areas()
    shown = ", ".join(f"{code} {known[code].name}" if code in known else code for code in codes[:6])
    return f"{shown} och {len(codes) - 6} till" if len(codes) > 6 else shown


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}" if moment else "okänt datum"
