"""What has happened since a meeting: which of its numbers are others now, and whether its conclusions stand.

It stands beside a published meeting and never in it. Judged by the rules that held when the edition was made.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.data.series import Data
from dashboard.editions.content import Edition, EditionDamaged, Slide
from dashboard.editions.figures_used import Said, Used, used_of
from dashboard.meetings.material import NOTHING_TO_SHOW
from dashboard.model import Column, Size, Table
from dashboard.publishing.ruling import are_todays, rules_of
from dashboard.views import make_view
from dashboard.views.links import copied
from dashboard.views.selection import parse
from dashboard.words import swedish
from dashboard.words.judging.thresholds import judged_by
from loaders import catalogue
from loaders.ground.errors import LanspulsError
from loaders.ground.panel import PERIOD, REGION

STANDS, STANDS_OTHERWISE, CHANGED = "står sig", "står sig i andra ord", "ändrad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A number that is another now. measure_sv, place_sv: what it is of, which what_sv says in one.

    before, now: as displayed, with the reason where one is absent. conclusion_sv: what was concluded of the measure and
    whether it stands; empty where nothing was. concluded: what that conclusion is of, as words of the store.
    """

    slides: tuple[int, ...]
    what_sv: str
    measure_sv: str
    place_sv: str
    before: str
    now: str
    conclusion_sv: str
    stands: bool
    concluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What has happened since. told: in one sentence; rows: every number that is another, a changed conclusion first;
    count: how many numbers the edition shows; not_checked: measures that could not be asked for again."""

    told: str
    state: str
    count: int
    rows: tuple[Changed, ...] = ()
    not_checked: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        """The rows as a table."""
        return Table(
            caption="Siffror som har ändrats sedan mötet",
            columns=(
                Column("Siffra"),
                Column("På mötet", True),
                Column("Nu", True),
                Column("Slutsats"),
                Column("Bild"),
            ),
            rows=tuple(
                (row.what_sv, row.before, row.now, row.conclusion_sv or "–", ", ".join(map(str, row.slides)))
                for row in self.rows
            ),
        )


def since(edition: Edition, data: Data) -> Since:
    """What has happened since an edition, by what is known now. Never fails: what cannot be asked for is named."""
    rows: list[Changed] = []
    not_checked: list[str] = []
    cells: dict[tuple[str, ...], None] = {}
    try:
        rules = rules_of(edition)
    except EditionDamaged:
        return _not_checked(edition, data)
    is_by_today = are_todays(rules)
    for used, slides in once(edition):
        cells |= dict.fromkeys(_keys(used))
        try:
            with judged_by(rules):
                again = _again(used, data, is_by_today=is_by_today)
        except (*NOTHING_TO_SHOW, LanspulsError):
            not_checked.append(used.title)
            continue
        if again is None:
            not_checked.append(used.title)
            continue
        rows += changed_cells(used, again, slides)
    ordered = sorted(_merged(rows), key=lambda row: row.stands)
    return Since(
        told=_told(len(cells), ordered, not_checked, edition, has_been=data.today() >= edition.head.day),
        state=f"Läget {swedish.date_text(data.today())}. Utgåvan nedan är orörd, med siffrorna från "
        f"{swedish.date_text(edition.known_by)}.",
        count=len(cells),
        rows=tuple(ordered),
        not_checked=tuple(dict.fromkeys(not_checked)),
    )


def _not_checked(edition: Edition, data: Data) -> Since:
    """What is said of an edition whose rules this program does not know."""
    titles = tuple(dict.fromkeys(used.title for used, _ in once(edition)))
    has_been = data.today() >= edition.head.day
    return Since(told=_told(0, [], list(titles), edition, has_been=has_been), state="", count=0, not_checked=titles)


def _merged(rows: list[Changed]) -> list[Changed]:
    """The same number of several slides once, with all of them, and with its conclusion where one of them has one."""
    found: dict[tuple[str, str, str], Changed] = {}
    for row in rows:
        key = (row.what_sv, row.before, row.now)
        other = found.get(key, row)
        found[key] = replace(
            other,
            slides=tuple(sorted({*other.slides, *row.slides})),
            conclusion_sv=other.conclusion_sv if not other.stands else row.conclusion_sv or other.conclusion_sv,
            stands=other.stands and row.stands,
            concluded=other.concluded or row.concluded,
        )
    return list(found.values())


def once(edition: Edition) -> Iterator[tuple[Used, tuple[int, ...]]]:
    """Each view's numbers once, with the slides that show them."""
    held: dict[str, tuple[Used, list[int]]] = {}
    for slide, used in edition.used:
        held.setdefault(used.fingerprint, (used, []))[1].append(_number(slide))
    for used, slides in held.values():
        yield used, tuple(dict.fromkeys(slides))


def _number(slide: Slide) -> int:
    return slide.number


def _keys(used: Used) -> Iterator[tuple[str, ...]]:
    """What tells one number from another: the measure with what is chosen, and its row and column in either order."""
    measure = (used.indicator, used.unit_sv, *(f"{one.name}={one.code}" for one in used.chosen))
    for row, values in zip(used.rows.codes, used.values, strict=True):
        for column, value in zip(used.columns.codes, values, strict=True):
            if value is not None:
                yield (*measure, *sorted((f"{used.rows.name}={row}", f"{used.columns.name}={column}")))


def _named(used: Used, r: int, c: int) -> dict[str, str]:
    """What a number is of: ``Arbetslöshet, kvinnor, Åre, augusti 2026`` (measure, what is chosen, place, and last the
    period), the same without the place, and the place.

    What is shown where nothing is chosen, such as both sexes, is not named.
    """
    by_axis = {used.rows.name: used.rows.labels_sv[r], used.columns.name: used.columns.labels_sv[c]}
    period = by_axis.pop(PERIOD, "")
    place = by_axis.pop(REGION, used.place_sv)
    declared = catalogue.CATALOGUE.get(used.indicator)
    default = declared.default_slice if declared is not None else {}
    chosen = [one.label_sv for one in used.chosen if default.get(one.name) != one.code]
    measure = (used.short_title, *chosen, *by_axis.values())
    return {
        "what_sv": ", ".join(filter(None, (*measure, place, period))),
        "measure_sv": ", ".join(filter(None, (*measure, period))),
        "place_sv": place,
    }


def _again(used: Used, data: Data, *, is_by_today: bool) -> Used | None:
    """The same numbers as they are known now. What is judged by other rules than today's is not remembered."""
    path, query = copied.path_and_query(used.link)
    chosen = parse(path, query, home=data.county)
    make = make_view.view if is_by_today else make_view.view_unremembered
    return used_of(make(chosen, data, Size.SLIDE, on_slide=True), used.link)


def changed_cells(used: Used, again: Used, slides: tuple[int, ...]) -> Iterator[Changed]:
    """Every cell that is displayed otherwise again, with the slides that show it."""
    rows = {code: n for n, code in enumerate(again.rows.codes)}
    columns = {code: n for n, code in enumerate(again.columns.codes)}
    conclusion, stands = _conclusion(used.said, again.said)
    concluded = (used.indicator, used.place, *(f"{one.name}={one.code}" for one in used.chosen))
    for r, row in enumerate(used.rows.codes):
        for c, column in enumerate(used.columns.codes):
            is_there = row in rows and column in columns
            now = again.values[rows[row]][columns[column]] if is_there else None
            status = again.status[rows[row]][columns[column]] if is_there else "not_published"
            before, was = used.values[r][c], used.status[r][c]
            if before is None and ((now is None and was == status) or was == "not_published"):
                continue  # what comes for the first time revises nothing
            if before is not None and before == now:
                continue
            yield Changed(
                slides=slides,
                **_named(used, r, c),
                before=_shown(before, was, used.decimals),
                now=_shown(now, status, used.decimals),
                conclusion_sv=conclusion if _is_said(used, row, column) else "",
                stands=stands or not _is_said(used, row, column),
                concluded=concluded if _is_said(used, row, column) else (),
            )


def _is_said(used: Used, row: str, column: str) -> bool:
    """Whether a number is one of the two that the conclusion is of."""
    said = used.said
    return said is not None and {row, column} & {said.period, said.then_period} != set() and used.place in (row, column)


def _conclusion(before: Said | None, now: Said | None) -> tuple[str, bool]:
    """What was concluded and whether it stands."""
    if before is None:
        return "", True
    if now is not None and now.conclusion == before.conclusion:
        return STANDS, True
    if now is not None and now.concludes_as(before):
        return STANDS_OTHERWISE, True
    return CHANGED, False


def _shown(value: float | None, status: str, decimals: int) -> str:
    if value is not None:
        return swedish.number(value, decimals)
    return _WHY.get(status, "saknas")


_WHY = {
    "suppressed": "sekretess",
    "not_published": "ej publicerad",
    "not_applicable": "finns ej",
    "withdrawn": "indragen",
    "not_computed": "går inte att räkna",
}


def _told(count: int, rows: list[Changed], not_checked: list[str], edition: Edition, *, has_been: bool) -> str:
    if not_checked and not rows:
        return f"Revideringar har inte kunnat kontrolleras sedan {swedish.date_text(edition.known_by)}."
    if not count:
        return ""
    since_when = "Sedan mötet" if has_been else "Sedan publiceringen"
    if not rows:
        return f"{since_when} har ingen av {swedish.number(count)} siffror reviderats."
    changed = len({row.concluded for row in rows if not row.stands})
    told = (
        "ingen slutsats har ändrats"
        if not changed
        else f"{swedish.small_number(changed)} {'slutsats' if changed == 1 else 'slutsatser'} har ändrats"
    )
    return f"{since_when} har {swedish.number(len(rows))} av {swedish.number(count)} siffror reviderats; {told}."
