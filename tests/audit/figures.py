"""An exported CSV as figures by place and period, with sums of places made here; periods as a row of numbers."""

import calendar
import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

ABSENT = frozenset({"suppressed", "missing", "not_published", "not_applicable", "withdrawn"})
PARTS = {"month": 12, "quarter": 4, "year": 1}


def grain_of(period: str) -> str:
    """``month``, ``quarter`` or ``year``."""
    return "quarter" if "Q" in period else "month" if "-" in period else "year"


def shifted(period: str, steps: int) -> str:
    """The period some steps later, or earlier."""
    year, part, parts = int(period[:4]), int(re.sub(r"^\d{4}-?Q?", "", period) or 1), PARTS[grain_of(period)]
    year, part = divmod(year * parts + part - 1 + steps, parts)
    return {12: f"{year}-{part + 1:02d}", 4: f"{year}-Q{part + 1}", 1: f"{year}"}[parts]


def a_year_before(period: str, years: int = 1) -> str:
    """The same month, quarter or year some years earlier."""
    return shifted(period, -years * PARTS[grain_of(period)])


def part_of(period: str) -> int:
    """The number of the month or quarter; 1 of a year."""
    return int(re.sub(r"^\d{4}-?Q?", "", period) or 1)


def days_of(period: str) -> tuple[date, date]:
    """First and last day."""
    length = 12 // PARTS[grain_of(period)]
    first = (part_of(period) - 1) * length + 1
    last, year = first + length - 1, int(period[:4])
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


@dataclass(frozen=True, slots=True)
class Cell:
    """One exported figure: its value, None where absent, with the status and the publisher's sign."""

    value: Decimal | None
    status: str = ""
    symbol: str = ""


NO_ROW = Cell(None, "not_published")


@dataclass(slots=True)
class Figures:
    """Figures of one measure and slice by place, then by period."""

    by_place: dict[str, dict[str, Cell]] = field(default_factory=dict)

    @classmethod
    def of_csv(cls, text: str, chosen: dict[str, str] | None = None) -> "Figures":
        """The rows of an export that have the chosen values; all rows where nothing is chosen."""
        found = cls()
        for row in csv.DictReader(io.StringIO(text)):
            if all(row[name] == value for name, value in (chosen or {}).items()):
                value = Decimal(row["value"]) if row["value"] else None
                row_of_place = found.by_place.setdefault(row["region_code"], {})
                row_of_place[row["period"]] = Cell(value, row["status"], row["symbol"])
        return found

    def cell(self, place: str, period: str) -> Cell:
        """The figure, or that there is no row."""
        return self.by_place.get(place, {}).get(period, NO_ROW)

    def value(self, place: str, period: str) -> Decimal | None:
        """The figure's value."""
        return self.cell(place, period).value

    def periods(self, place: str) -> list[str]:
        """Periods that have a row, oldest first."""
        return sorted(self.by_place.get(place, {}))

    def newest(self, place: str, until: str) -> str:
        """The newest period with a value up to another; empty where there is none."""
        known = [p for p in self.periods(place) if p <= until and self.value(place, p) is not None]
        return known[-1] if known else ""

    def add_sum(self, name: str, parts: list[str]) -> None:
        """Add a place that is the sum of others; a hole where one of them has one."""
        every = sorted({period for part in parts for period in self.by_place.get(part, {})})
        self.by_place[name] = {period: _sum([self.cell(part, period) for part in parts]) for period in every}

    def add_ratio(self, name: str, above: "Figures", below: "Figures") -> None:
        """Add a place whose value is 100 × the one over the other."""
        row: dict[str, Cell] = {}
        for period in above.periods(name):
            up, down = above.cell(name, period), below.cell(name, period)
            if up.value is not None and down.value:
                row[period] = Cell(100 * up.value / down.value, up.status)
        self.by_place[name] = row


def _sum(cells: list[Cell]) -> Cell:
    absent = next((one for one in cells if one.value is None), None)
    if absent is not None:
        return absent
    marks = [status for status in ("incomplete", "lower_bound") if any(one.status == status for one in cells)]
    return Cell(sum((one.value for one in cells if one.value is not None), Decimal(0)), marks[0] if marks else "")
