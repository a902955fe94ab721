"""Arbetsförmedlingen's notices of redundancy, spoilt. That they are late is no fault, and in ``publisher.world``.

``publisher.switch("varsel", …)``: layout "years" | "wide" | "long"; legend False (nothing says what ``-`` means); pages
"new" | "old" | "gone" | "both"; prefix (of the file's name); drop_month (months or years, in layout years),
double_month, strange_county, misread (sums over the country's); revised (factor), named (period in the file's name);
text (in a cell); rename (a column's name → new one, in layout long).
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from loaders.demo.others._workbooks import Sheet, Value
from loaders.demo.others.varsel import FIRST, INFO, MONTHS, Varsel, county_names, newest_month, shown
from tests.simulated.others.switched import Switched, pages_named


class FaultyVarsel(Switched, Varsel):
    """The page and its files with the faults that are on."""

    source = "varsel"

    @property
    def pages(self) -> tuple[str, ...]:
        return pages_named(self.faults.get("pages", "new"))

    def files(self) -> list[str]:
        files = super().files()
        year, month = newest_month(self.publisher)
        named = self.faults.get("named", f"{year}-{month:02d}")
        files[2] = f"{self.faults.get('prefix', 'web-varsel-lan-199201')}-{named}.xlsx"
        return files

    def upload(self, name: str) -> str:
        well = super().upload(name)
        switched = f"{well} {sorted(self.faults.items())}"
        return f"18.{hashlib.sha256(switched.encode()).hexdigest()[:20]}" if self.faults else well

    def figures(self) -> np.ndarray:
        return np.rint(super().figures() * self.faults.get("revised", 1.0)).astype(np.int64)

    def county_sheets(self, figures: np.ndarray) -> list[Sheet]:
        layout = self.faults.get("layout", "years")
        if layout == "years":
            sheets = self._disturbed(super().county_sheets(figures))
        else:
            sheets = [INFO, _wide(figures) if layout == "wide" else _long(figures, self.faults.get("rename", {}))]
        if self.faults.get("legend") is False:
            sheets[0] = replace(sheets[0], rows=[row for row in sheets[0].rows if "Tecknet" not in str(row)])
        if "strange_county" in self.faults:
            sheets = [_exchange(sheet, county_names()[0], self.faults["strange_county"]) for sheet in sheets]
        return sheets

    def _disturbed(self, sheets: list[Sheet]) -> list[Sheet]:
        """The sheets of the years without months, with a year twice, with a wrong sum or a text among the figures."""
        gone = self.faults.get("drop_month", ())
        gone = (gone,) if isinstance(gone, str) else tuple(gone)
        sheets = [sheets[0], *(_drop_months(sheet, gone) for sheet in sheets[1:])]
        if self.faults.get("misread"):
            sheets = [_change_row(sheet, "Riket", lambda n: n // 2) for sheet in sheets]
        if "double_month" in self.faults:
            year = self.faults["double_month"][:4]
            sheets.append(replace(next(sheet for sheet in sheets if sheet.name == year), name=f"{year} (2)"))
        if "text" in self.faults:
            rows = [[*row] for row in sheets[-1].rows]
            next(row for row in rows if row and row[0] == "Jämtlands län")[1] = self.faults["text"]
            sheets[-1] = replace(sheets[-1], rows=rows)
        return sheets


def _drop_months(sheet: Sheet, gone: tuple[str, ...]) -> Sheet:
    """A year's sheet without the columns of the months whose YYYY-MM begins so."""
    left = [n for n in range(12) if f"{sheet.name}-{n + 1:02d}".startswith(gone)] if gone else []
    return replace(
        sheet,
        rows=[
            [value for n, value in enumerate(row) if len(row) < 3 or n - 1 not in left or n == len(row) - 1]
            for row in sheet.rows
        ],
    )


def _change_row(sheet: Sheet, first: str, change: Callable[[Any], int]) -> Sheet:
    """The sheet whose row that begins so has other numbers."""
    return replace(
        sheet,
        rows=[[first, *map(change, row[1:])] if row and row[0] == first else row for row in sheet.rows],
    )


def _exchange(sheet: Sheet, old: str, new: str) -> Sheet:
    return replace(sheet, rows=[[new if value == old else value for value in row] for row in sheet.rows])


def _wide(figures: np.ndarray) -> Sheet:
    """Months down and counties across, the year only in its first row."""
    rows: list[Sequence[Value]] = [["Varsel DEMODATA"], []]
    rows.append(["År", "Månad", *county_names(), "Inga uppgifter", "Riket"])
    for n in range(figures.shape[1]):
        year = FIRST + n // 12 if n % 12 == 0 else None
        values = figures[:, n]
        rows.append([year, MONTHS[n % 12].lower(), *map(shown, values), "-", int(values.sum())])
    return Sheet("Län", rows)


def _long(figures: np.ndarray, renamed: dict[str, str]) -> Sheet:
    """A row per month and county, as the files on duration are."""
    header = [renamed.get(name, name) for name in ("PERIOD", "LÄN", "Antal varslade")]
    rows: list[Sequence[Value]] = [["DEMODATA"], [], [], [], header]
    for n in range(figures.shape[1]):
        for name, values in zip(county_names(), figures, strict=True):
            rows.append([f"{FIRST + n // 12}-{n % 12 + 1:02d}", name, shown(values[n])])
    return Sheet("Total", rows)
