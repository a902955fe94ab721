"""Versioner: what each publication said of each period, and what the later ones did to the first figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan

import numpy as np

from dashboard import words
from dashboard.data import arithmetic, triangle
from dashboard.data.numbers import Axis, Chosen, Numbers, statuses
from dashboard.data.series import Data
from dashboard.figures.matrix import Cell, Matrix, MatrixColumn, Tone, column_width, matrix_figure, rows_that_fit
from dashboard.figures.theme import Canvas, Frame
from dashboard.model import Column, Table
from dashboard.views import judged, tables
from dashboard.views.scene import Scene
from dashboard.views.view import Drawn, Tables
from dashboard.views.ways._numbers import TIME_SV, chosen_of
from dashboard.views.ways._scene import ShownScene
from dashboard.words import Claim, swedish
from dashboard.words.kinds import revised
from loaders.ground.clock import day_in_sweden
from loaders.ground.declarations import Grain, Kind, Status
from loaders.ground.errors import NothingPublishedYet, StoreError
from loaders.ground.panel import NO_ROW, REGION, STATUS_CODE, STATUSES
from loaders.ground.periods import PARTS_PER_YEAR, Period
from loaders.ground.places import Place

ROWS = {Grain.MONTH: 13, Grain.QUARTER: 9, Grain.YEAR: 8}
"""Periods shown unless a beginning is chosen."""
MOST_ROWS = 36
MOST_PUBLICATIONS = 40
"""Publications read back: those of three years of months."""
_PAGE, _PHONE = 700, 330
"""Widths of a figure where the page decides, px: the least of a column of text, and that of a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangle:
    """What each publication said of one place, oldest publication first.

    values, status: period (the whole axis) × publication; values as displayed. rows: positions of the periods shown,
    oldest first. is_all: whether nothing older is stored than the first of the days. is_first: whether the first of the
    days is that of the oldest periods too, since nothing older is stored or it has none of them. found: what became of
    the rows.
    """

    days: tuple[date, ...]
    values: np.ndarray
    status: np.ndarray
    rows: tuple[int, ...]
    is_all: bool
    is_first: bool
    found: triangle.Revisions


class VersionsWay(ShownScene):
    """The revision triangle of the chosen place."""

    word, name_sv, order = "versioner", "Versioner", 200
    is_further = True
    is_judged = False
    shows_published = True
    chooses_places = False
    chooses_window = False

    def compared(self, codes: Sequence[str], own: Place) -> tuple[str, ...]:
        """None: what is set beside a figure is what it was before."""
        return ()

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """How many figures were changed, which way and how much, and whether a direction turned."""
        told = _told(seen, triangle_of(seen, data), claim)
        return judged.fitting(*revised.headlines(told)), revised.sentence(told)

    def describe(self, seen: Scene, claim: Claim) -> str:
        """What the matrix is over; what it shows is in the sentence and the table."""
        subject = words.subject(claim.facts)
        return f"Tabell ritad som figur över {subject}: en rad per period och en kolumn per publicering."

    def show(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> tuple[Drawn, Tables]:
        """The matrix; beside it what became of the first figures, below it every figure."""
        if not seen.newest or said.claim is None:
            return super().show(seen, said, data, canvas)
        known = triangle_of(seen, data)
        return self.draw(seen, said, data, canvas), Tables(beside=_measures(seen, known), series=_all(seen, known))

    def all_numbers(self, seen: Scene, data: Data) -> Numbers | None:
        """Period × publication, oldest first."""
        if not seen.newest:
            return super().all_numbers(seen, data)
        known, rows = triangle_of(seen, data), list(triangle_of(seen, data).rows)
        days = [day.isoformat() for day in known.days]
        values = known.values[rows]
        return Numbers(
            rows=Axis.of_periods([seen.periods[at] for at in rows], TIME_SV[seen.indicator.grain]),
            columns=Axis(
                name="publication",
                title_sv="Publicering",
                codes=tuple(days),
                labels_sv=tuple(swedish.date_text(day) for day in known.days),
            ),
            values=values,
            status=statuses(values, known.status[rows], is_level=True, is_count=False),
            unit_sv=self.unit_sv(seen),
            decimals=seen.decimals_of(seen.own),
            chosen=(Chosen(REGION, "Plats", seen.own.code, seen.own.full_name), *chosen_of(seen)),
        )

    def draw(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> Drawn:
        """The newest publications that there is room for."""
        known = triangle_of(seen, data)
        frame = canvas.frame
        rows = known.rows[-rows_that_fit(frame, MOST_ROWS) :]
        columns = _columns(seen, known, rows, frame)
        names = tuple(swedish.short_period(seen.periods[at]) for at in rows)
        figure = matrix_figure(
            Matrix(rows=names, columns=columns, synthetic=data.synthetic, title=self.panel_title(seen, canvas)),
            frame,
            canvas.theme,
        )
        tones = {cell.tone for column in columns for cell in column.cells}
        return Drawn(figure=figure, caption=_caption(known, rows, tones), description=said.description)


def triangle_of(seen: Scene, data: Data) -> Triangle:
    """The triangle of a scene's own place, remembered."""
    key = ("triangle", seen.selection, seen.newest)
    return data.remember(key, lambda: _read(seen, data))


def _read(seen: Scene, data: Data) -> Triangle:
    newest, own, indicator = seen.periods.index(seen.newest), seen.own, seen.indicator
    least = seen.first if seen.selection.since else max(seen.first, newest + 1 - ROWS[indicator.grain])
    rows = tuple(range(max(least, newest + 1 - MOST_ROWS), newest + 1))
    every = sorted({day_in_sweden(one.published) for one in seen.raw.publications})
    if seen.selection.until:
        every = every[-MOST_PUBLICATIONS:]
    days: list[date] = []
    columns, has_before = [], False
    for day in reversed(every[-MOST_PUBLICATIONS:]):
        try:
            known = data.series(indicator.id, seen.raw.slice, (own.code,), day)
        except (NothingPublishedYet, StoreError):
            break  # a day on which it is not known what was known
        column = _of_day(seen, known.periods, known.values[0], known.status[0])
        if days and all(isnan(column[0][at]) for at in rows):
            has_before = True
            break
        days.append(day)
        columns.append(column)
    values = np.column_stack([column for column, _ in reversed(columns)])
    status = np.column_stack([column for _, column in reversed(columns)])
    values = arithmetic.displayed(values, seen.decimals_of(own))
    year = PARTS_PER_YEAR[indicator.grain]
    barred = arithmetic.barred(indicator, seen.raw.slice, seen.periods, year)
    if indicator.kind in (Kind.GROWTH, Kind.LUMPS, Kind.RARE):
        barred = np.ones_like(barred)  # their months are not compared with the year before
    return Triangle(
        days=tuple(reversed(days)),
        values=values,
        status=status,
        rows=rows,
        is_all=len(days) == len(every),
        is_first=has_before or len(days) == len(every),
        found=triangle.revisions(_whole(values, status), rows, seen.decimals_of(own), year, barred),
    )


def _whole(values: np.ndarray, status: np.ndarray) -> np.ndarray:
    """The figures without those that are the lowest they can be: of them no change is known."""
    return np.where(status == STATUS_CODE[Status.LOWER_BOUND], np.nan, values)


def _told(seen: Scene, known: Triangle, claim: Claim) -> revised.Revised:
    """What is told of a triangle."""
    found, year = known.found, PARTS_PER_YEAR[seen.indicator.grain]
    whole = _whole(known.values, known.status)
    first = triangle.first_published(whole)
    counted = found.counted or known.rows

    def change(at: int, day: int) -> float:
        return float(whole[at, day] - whole[at - year, day])

    many = [int(np.count_nonzero(triangle.changed(whole)[list(known.rows), n])) for n in range(len(known.days))]
    most = max(range(len(many)), key=lambda n: (many[n], n))
    newest = known.rows[-1]
    is_alone = len(known.days) > 1 and first[newest] == len(known.days) - 1
    return revised.Revised(
        facts=claim.facts,
        periods=tuple(seen.periods[at] for at in counted),
        counted=len(found.counted),
        raised=found.raised,
        lowered=found.lowered,
        mean=found.mean,
        mean_absolute=found.mean_absolute,
        largest=(seen.periods[found.largest[0]], found.largest[1]) if found.largest else None,
        compared=len(found.compared),
        turned=tuple(revised.Turn(seen.periods[at], change(at, int(first[at])), change(at, -1)) for at in found.turned),
        at_once=(known.days[most], many[most]) if many[most] > len(known.rows) / 3 else None,
        alone=(seen.periods[newest], float(whole[newest, -1])) if is_alone else None,
        since=known.days[0],
    )


def _of_day(
    seen: Scene, periods: Sequence[Period], values: np.ndarray, status: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """A publication's row on the axis of now."""
    position = {period: n for n, period in enumerate(periods)}
    at = np.array([position.get(period, -1) for period in seen.periods])
    return np.where(at < 0, np.nan, values[at]), np.where(at < 0, NO_ROW, status[at]).astype(np.uint8)


def _columns(seen: Scene, known: Triangle, rows: Sequence[int], frame: Frame) -> tuple[MatrixColumn, ...]:
    """First day and value, as many of the newest publications as there is room for, and the change."""
    decimals = seen.decimals_of(seen.own)
    first = triangle.first_published(known.values)
    named = [_column(known, at, rows, first, decimals) for at in range(len(known.days))]
    day_cells = tuple(Cell(_first_day(known, int(first[at]), frame), Tone.MUTED) for at in rows)
    first_cells = tuple(
        Cell("" if first[at] < 0 else _number(known, at, int(first[at]), decimals), Tone.PLAIN) for at in rows
    )
    lead = [] if frame.short_names else [MatrixColumn(heading="publicerad", cells=day_cells)]
    if len(known.days) > 1:
        lead.append(MatrixColumn(heading="först", cells=first_cells))
    last = MatrixColumn(heading="ändring", cells=tuple(Cell(*_change(seen, known, at, int(first[at]))) for at in rows))
    room = (frame.width or (_PHONE if frame.short_names else _PAGE)) - frame.text * 6
    room -= sum(column_width(column, frame) for column in (*lead, last))
    shown: list[MatrixColumn] = []
    for column in reversed(named):
        room -= column_width(column, frame)
        if room < 0 and shown:
            break
        shown.append(column)
    return (*lead, *reversed(shown), *([last] if len(known.days) > 1 else []))


def _column(known: Triangle, at: int, rows: Sequence[int], first: np.ndarray, decimals: int) -> MatrixColumn:
    changed = triangle.changed(known.values)[:, at]
    cells = []
    for row in rows:
        value = known.values[row, at]
        if isnan(value):
            is_before = first[row] < 0 or first[row] > at
            text = "" if is_before else _SHORT.get(_why_gone(known, row, at), "..")
            cells.append(Cell(text, Tone.NOT_YET if is_before else Tone.MUTED))
            continue
        tone = Tone.CHANGED if changed[row] else Tone.PLAIN if first[row] == at else Tone.MUTED
        cells.append(Cell(_number(known, row, at, decimals), tone))
    many = sum(cell.tone is Tone.CHANGED for cell in cells) > len(rows) / 3
    day = known.days[at]
    year = "" if day.year == known.days[-1].year else f" {day.year}"
    return MatrixColumn(heading=f"{short_day(day)}{year}", cells=tuple(cells), is_marked=many)


def short_day(day: date) -> str:
    """``28 maj``: a day over a column."""
    return f"{day.day} {swedish.short_month(day.month)}"


def _first_day(known: Triangle, first: int, frame: Frame) -> str:
    """The day a period was first published, as far as is stored."""
    if first < 0:
        return ""
    text = f"{short_day(known.days[first])} {known.days[first].year}"
    return f"före {text}" if first == 0 and not known.is_first else text


def _number(known: Triangle, row: int, at: int, decimals: int) -> str:
    """A figure as it stood in a publication."""
    status = Status.LOWER_BOUND if known.status[row, at] == STATUS_CODE[Status.LOWER_BOUND] else Status.EMPTY
    return swedish.cell(float(known.values[row, at]), status, decimals)


_SHORT = {Status.SUPPRESSED: "dold", Status.WITHDRAWN: "indragen"}
"""Why a figure that was there before is gone, in a narrow cell; of any other reason it is missing."""


def _why_gone(known: Triangle, row: int, at: int) -> Status:
    """Why a figure that was there before is not in a publication."""
    code = known.status[row, at]
    status = Status.NOT_PUBLISHED if code == NO_ROW else STATUSES[code]
    return status if status in _SHORT else Status.MISSING


def _change(seen: Scene, known: Triangle, row: int, first: int) -> tuple[str, Tone]:
    if row not in known.found.counted:
        return ("ny" if first == len(known.days) - 1 and len(known.days) > 1 else ""), Tone.MUTED
    change = known.found.changes[known.found.counted.index(row)]
    return swedish.signed(change, seen.decimals_of(seen.own)), Tone.STRONG if change else Tone.MUTED


def _caption(known: Triangle, rows: Sequence[int], tones: set[Tone]) -> str:
    said = []
    if Tone.CHANGED in tones:
        said.append("Fylld ruta: ändrad sedan publiceringen före.")
    if Tone.NOT_YET in tones:
        said.append("Streckad ruta: perioden var ännu inte publicerad.")
    if len(rows) < len(known.rows):
        said.append(f"Figuren visar de {swedish.small_number(len(rows))} senaste perioderna.")
    if known.is_all:
        said.append(f"Den första publicering som är sparad är den {swedish.date_text(known.days[0])}.")
    return " ".join(said)


def _measures(seen: Scene, known: Triangle) -> Table:
    """Mean revision, its size, the largest, and how often the direction turned."""
    found, decimals = known.found, seen.decimals_of(seen.own)
    unit = revised.unit_sv(seen.indicator)
    rows: list[tuple[str, str]] = []
    if found.mean is not None and found.mean_absolute is not None:
        rows += [
            (f"Medelrevidering, {unit}", swedish.signed(found.mean, decimals + 1)),
            (f"Medelstorlek oavsett riktning, {unit}", swedish.number(found.mean_absolute, decimals + 1)),
        ]
        largest = found.largest
        rows.append((f"Största ändring, {unit}", swedish.signed(largest[1] if largest else 0.0, decimals)))
        changed = found.raised + found.lowered
        rows.append(("Ändrade perioder", f"{changed} av {len(found.counted)}"))
    if found.compared:
        rows.append(("Bytte riktning mot året före", f"{len(found.turned)} av {len(found.compared)}"))
    if not rows:
        rows.append(("Sparade publiceringar av varje period", "1"))
    span = revised.span_sv([seen.periods[at] for at in known.rows])
    title = f"{seen.indicator.short_title_sv} i {seen.own.full_name}, ändringar i efterhand, {span}"
    return Table(title, (Column("Mått"), Column("Värde", numeric=True)), tuple(rows))


def _all(seen: Scene, known: Triangle) -> Table:
    """Every figure of every publication read, newest period first."""
    decimals = seen.decimals_of(seen.own)
    first = triangle.first_published(known.values)
    shown = [n for n in range(len(known.days)) if not np.isnan(known.values[list(known.rows), n]).all()]
    rows = []
    for at in reversed(known.rows):
        cells = []
        for n in shown:
            if not isnan(known.values[at, n]):
                cells.append(_number(known, at, n, decimals))
            else:
                is_before = first[at] < 0 or n < first[at]
                cells.append("" if is_before else swedish.cell(None, _why_gone(known, at, n)))
        rows.append((swedish.period_name(seen.periods[at]), *cells, _change(seen, known, at, int(first[at]))[0]))
    columns = (swedish.date_text(known.days[n]) for n in shown)
    return Table(
        caption=f"{tables.measure(seen)} i {seen.own.full_name}: alla siffror i diagrammet, efter publiceringsdag",
        columns=(
            Column("Period"),
            *(Column(day, numeric=True) for day in columns),
            Column("ändring", numeric=True),
        ),
        rows=tuple(rows),
    )


WAY = VersionsWay()
