"""The table beside the chart, cell by cell: values, differences, per cent, persons, twelve months."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from loaders.ground import places
from loaders.ground.declarations import Severity
from tests.audit import phrases as p
from tests.audit import reckoning as r
from tests.audit.figures import PARTS, a_year_before, part_of, shifted
from tests.audit.readers.comparing import shown_per_cent
from tests.audit.readers.projections import growths
from tests.audit.reading import REST_OF, Reading
from tests.audit.rules.measure import Measure, level_of, sums_twelve
from tests.audit.rules.words import Verdict, leaps

SIGNS = {
    "visas inte (sekretess)": "suppressed",
    "..": "missing",
    "ännu inte publicerad": "not_published",
    "ej tillämplig": "not_applicable",
    "indragen": "withdrawn",
}


@cache
def codes() -> dict[str, str]:
    """What a row is called → the place's code."""
    found = {one.name: one.code for one in places.all_places().values()}
    found |= {one.name: one.code for one in places.areas().values()}
    return found | {"Riket": "00", "Övriga länet": REST_OF}


def period_of(text: str) -> str:
    """``feb 2024``, ``kv 3 2026`` and ``2020`` as periods."""
    text = text.replace("\u00a0", " ")
    if quarter := re.fullmatch(r"kv (\d) (\d{4})", text):
        return f"{quarter[2]}-Q{quarter[1]}"
    if month := re.fullmatch(r"(\w{3}) (\d{4})", text):
        number = next((n for n, name in enumerate(p.MONTHS, 1) if name[:3] == month[1]), 0)
        return f"{month[2]}-{number:02d}"
    return text


def read_table(reading: Reading, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    """Check every cell of a table."""
    if not rows:
        return
    if columns[0] == "Period":
        _periods(reading, columns, rows)
    elif columns[0] == "Framskrivning":
        _projections(reading, rows)
    else:
        _places(reading, columns, rows)


def _places(reading: Reading, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    period = period_of(columns[0])
    if reading.verdict.rule != "not at level":
        reading.claim("period of the table", period, reading.period)
    for row in rows:
        code = codes().get(row[0], "")
        for column, cell in zip(columns[1:], row[1:], strict=True):
            reading.claim(f"cell: {column}", cell.replace("\u00a0", " "), _cell(reading, code, period, column))


def _cell(reading: Reading, code: str, period: str, column: str) -> str:
    measure = reading.measure
    special: dict[str, Callable[[], str]] = {
        "ändring på ett år": lambda: _signed(_change(measure, code, period), measure.declared.decimals),
        "motsvarar personer": lambda: _persons(measure, code, period),
        "felmarginal": lambda: _margin(measure, code, period),
        "skillnad": lambda: _signed(_twelve_apart(measure, code, period), 0),
        "året före": lambda: _before(measure, code, period),
    }
    if column in special:
        return special[column]()
    if column.startswith("mars–april"):
        total = _pair(measure, code, f"{column[-4:]}-04", period)
        return "" if total is None else written(total, 0)
    if column == "%" and measure.declared.unit_sv.startswith("procent") is False:
        return _per_cent(measure, code, period)
    return _value(measure, code, period)


def written(value: Decimal, decimals: int) -> str:
    """A number as a table writes it: spaces between thousands, a decimal comma, a true minus."""
    shown = r.rounded(value, decimals)
    whole, _, fraction = f"{abs(shown):.{decimals}f}".partition(".")
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", " ", whole)
    return ("−" if shown < 0 else "") + grouped + (f",{fraction}" if fraction else "")


def _signed(value: Decimal | None, decimals: int) -> str:
    if value is None:
        return ""
    return ("+" if r.rounded(value, decimals) > 0 else "") + written(value, decimals)


def _value(measure: Measure, code: str, period: str) -> str:
    if sums_twelve(measure):
        total = measure.sum_to(code, period, 12, period)
        return "" if total is None else written(total, 0)
    cell, decimals = measure.figures.cell(code, period), measure.decimals(code)
    if not measure.figures.periods(code):
        return "ej tillämplig" if code == REST_OF else "inte hämtad"
    if cell.value is None or cell.status in SIGNS.values():
        return next((sign for sign, status in SIGNS.items() if status == cell.status), "..")
    if cell.status == "nil":
        return "–"
    if measure.declared.kind.value == "growth":
        return _signed(cell.value, decimals)
    ends = [one.value(code, period) for one in (measure.lowest, measure.highest) if one]
    known = [one for one in ends if one is not None]
    if len(known) == 2:
        low, high = (written(one, decimals) for one in known)
        if known[1] and high == "0":
            return "<1"
        return low if low == high else f"{low}–{high}"
    return f"{'minst ' if cell.status == 'lower_bound' else ''}{written(cell.value, decimals)}"


def _pair_of_values(measure: Measure, code: str, period: str) -> tuple[Decimal, Decimal] | None:
    """Both displayed numbers where they may be set beside each other in a table; None where not."""
    then = a_year_before(period)
    cells = [measure.figures.cell(code, one) for one in (period, then)]
    if any(one.value is None for one in cells) or cells[0].status == "incomplete" or cells[1].status == "incomplete":
        return None
    if any(measure.is_bound(code, one) or measure.is_interval(code, one) for one in (period, then)):
        return None
    if level_of(code) not in measure.declared.compared_at:
        return None
    if any(one.severity is Severity.INCOMPARABLE for one in measure.breaks_between(then, period)):
        return None
    if measure.declared.kind.value == "season" and part_of(period) in (3, 4):
        return None
    now, before = (r.rounded(one.value or Decimal(0), measure.declared.decimals) for one in cells)
    return now, before


def _change(measure: Measure, code: str, period: str) -> Decimal | None:
    pair = _pair_of_values(measure, code, period)
    return None if pair is None else pair[0] - pair[1]


def _persons(measure: Measure, code: str, period: str) -> str:
    change = _change(measure, code, period)
    base = measure.base.value(code, period) if measure.base else None
    if change is None or base is None:
        return ""
    behind = change / 100 * base
    nearly, size = r.persons_said(behind, 20)
    sign = "" if size == 0 else "−" if behind < 0 else "+"
    return f"{'knappt ' if nearly else ''}{sign}{written(size, 0)}"


def _margin(measure: Measure, code: str, period: str) -> str:
    margin = measure.margins.value(code, period) if measure.margins else None
    return "" if margin is None else f"±{written(margin, measure.declared.decimals)}"


def _twelve_apart(measure: Measure, code: str, period: str) -> Decimal | None:
    now, then = (measure.sum_to(code, one, 12, period) for one in (period, shifted(period, -12)))
    return None if now is None or then is None else now - then


def _before(measure: Measure, code: str, period: str) -> str:
    if measure.declared.kind.value == "growth":
        value = measure.figures.value(code, a_year_before(period))
        return _signed(value, measure.declared.decimals)
    then = measure.sum_to(code, shifted(period, -12), 12, period)
    return "" if then is None else written(then, 0)


def _pair(measure: Measure, code: str, april: str, period: str) -> Decimal | None:
    both = [measure.sum_to(code, one, 2, period) for one in (period, a_year_before(period))]
    return None if None in both else measure.sum_to(code, april, 2, period)


def _per_cent(measure: Measure, code: str, period: str) -> str:
    if measure.declared.kind.value == "season" and part_of(period) == 4:
        pair = [_pair(measure, code, one, period) for one in (period, a_year_before(period))]
        values = None if None in pair else (pair[0] or Decimal(0), pair[1] or Decimal(0))
    else:
        values = _pair_of_values(measure, code, period)
    if values is None or min(values) < 100:
        return ""
    if leaps(measure, Verdict("", period, *values, a_year_before(period))):
        return ""
    moved = 100 * (values[0] - values[1]) / values[1]
    shown = shown_per_cent(measure, moved)
    decimals = max(0, -int(shown.normalize().as_tuple().exponent)) if shown else 1
    return _signed(shown, decimals)


def _periods(reading: Reading, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    measure, parts = reading.measure, PARTS[reading.measure.grain]
    reading.claim("period of the table", period_of(rows[0][0]), reading.period)
    for row in rows:
        period = period_of(row[0])
        sums = [measure.sum_to(reading.place, one, parts) for one in (period, shifted(period, -parts))]
        expected = [_value(measure, reading.place, period), *("" if one is None else written(one, 0) for one in sums)]
        said = [cell.replace("\u00a0", " ") for cell in row[1:]]
        for column, cell, right in zip(columns[1:], said, expected, strict=True):
            reading.claim(f"cell: {column}", cell, right)


def _projections(reading: Reading, rows: tuple[tuple[str, ...], ...]) -> None:
    first, last, _, grown, numbers = growths(reading)
    for row in rows:
        vintage = row[0].removeprefix("Från ")
        start, end = numbers[vintage][first], numbers[vintage][last]
        expected = [_signed(r.rounded(end - start, -1), 0), _signed(grown[vintage], 1), written(r.rounded(end, -1), 0)]
        said = [cell.replace("\u00a0", " ") for cell in row[1:]]
        for cell, right in zip(said, expected, strict=True):
            reading.claim("cell: projection", cell, right)
