"""Arbetsförmedlingen's page of files, spoilt.

``publisher.switch("arbetsformedlingen", …)``: seed (of the vacancies' field names); pages "new" | "old" | "both" |
"gone"; named (month in the names of files); files (beginning of a file's name → new one); replaced (another upload
under the same name); since (first month); rename (field → new name); revised (factor); drop_month, double_key,
strange_place, drop_place (place names); text (a cell of figures); tiny True; twice True (two files fit); trades True
(the vacancies lie in a second cache with places).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from loaders.demo.others._af_books import Book, PlainRecords, stub_book, vacancies_book
from loaders.demo.others._workbooks import Sheet, Value
from loaders.demo.others.arbetsformedlingen import VACANCIES, Arbetsformedlingen, kind, newest_month
from loaders.demo.regions import regions
from tests.simulated.others.switched import Switched, pages_named

_MONTH = re.compile(r"\d{4}-\d{2}")


class FaultyArbetsformedlingen(Switched, Arbetsformedlingen):
    """The page and its files with the faults that are on."""

    source = "arbetsformedlingen"

    @property
    def pages(self) -> tuple[str, ...]:
        return pages_named(self.faults.get("pages", "new"))

    def files(self) -> list[str]:
        year, month = newest_month(self.publisher)
        newest = f"{year}-{month:02d}"
        files = [name.replace(newest, self.faults.get("named", newest)) for name in super().files()]
        if self.faults.get("twice"):
            files.append(f"{VACANCIES}-yrkesomrade-{newest}.xlsx")
        for old, new in self.faults.get("files", {}).items():
            files = [f"{new}{name.removeprefix(old)}" if name.startswith(old) else name for name in files]
        return files

    def upload(self, name: str) -> str:
        switched = f"{super().upload(name)} {sorted(self.faults.items())}"
        return f"18.{hashlib.sha256(switched.encode()).hexdigest()[:22]}"

    def uploaded(self) -> datetime:
        again = self.faults.get("replaced") or self.faults.get("revised")
        return super().uploaded() + timedelta(minutes=bool(again))

    def book(self, name: str) -> Book:
        if self.faults.get("tiny"):
            return stub_book()
        if kind(name) == VACANCIES:
            book = vacancies_book(newest_month(self.publisher), self.faults.get("seed", 0))
        else:
            book = super().book(name)
        return spoil_book(book, self.faults)


def spoil_book(book: Book, faults: Mapping[str, Any]) -> Book:
    """The workbook with the faults."""
    trades = {"YRKESOMRADE": "MYNDIGHET"} if faults.get("trades") else {}
    names = {**faults.get("rename", {}), **trades}
    return replace(
        book,
        caches=[_spoilt_records(records, names, faults) for records in book.caches],
        sheets=[_spoilt_sheet(sheet, names, faults) for sheet in book.sheets],
    )


def _spoilt_records(records: PlainRecords, names: Mapping[str, str], faults: Mapping[str, Any]) -> PlainRecords:
    """The cache with other names, and with faults among its rows unless it is one by industry or occupation."""
    by_trade = {"SNI2007_AVD", "YRKESOMRADE"} & set(records.names)
    return replace(
        records,
        names=[names.get(name, name) for name in records.names],
        rows=_since(records.rows, faults) if by_trade else _tampered(_since(records.rows, faults), faults),
        own=[names.get(name, name) for name in records.own],
    )


def _spoilt_sheet(sheet: Sheet, names: Mapping[str, str], faults: Mapping[str, Any]) -> Sheet:
    """A flat sheet, header on row 5, spoilt; another sheet only begins later."""
    rows = list(_since(sheet.rows, faults))
    if len(rows) < 5 or rows[4][:1] != ["PERIOD"]:
        return replace(sheet, rows=rows)
    header = [names.get(str(name), name) for name in rows[4]]
    return replace(sheet, rows=[*rows[:4], header, *_tampered(rows[5:], faults)])


def _since(rows: Iterable[Sequence[Value]], faults: Mapping[str, Any]) -> Iterator[Sequence[Value]]:
    """The rows without those of a month before the first."""
    first = faults.get("since", "")
    return (row for row in rows if not (row and _MONTH.fullmatch(str(row[0])) and row[0] < first))


def _tampered(rows: Iterable[Sequence[Value]], faults: Mapping[str, Any]) -> Iterator[Sequence[Value]]:
    """Rows (month, county, municipality, …) without or with a month, a place, a key twice, or a text for a figure."""
    pending = [name for name in ("text", "double_key") if name in faults]
    for row in _of_places(rows, faults):
        if row[0] == faults.get("drop_month"):
            continue
        if "revised" in faults:
            row = (*row[:3], *(round(n * faults["revised"]) if isinstance(n, int) else n for n in row[3:]))
        if "text" in pending and isinstance(row[-1], int):
            pending.remove("text")
            row = (*row[:-1], faults["text"])
        yield row
        if "double_key" in pending:
            pending.remove("double_key")
            yield row


def _of_places(rows: Iterable[Sequence[Value]], faults: Mapping[str, Any]) -> Iterator[Sequence[Value]]:
    """Rows without a place, and with one that nobody knows, which has the figures of the first municipality."""
    names = regions().names_sv
    first = names[regions().row_of[regions().municipalities[0]]]
    for row in rows:
        if row[2] != faults.get("drop_place"):
            yield row
        if "strange_place" in faults and row[2] == first:
            yield (row[0], "Jämtlands län", faults["strange_place"], *row[3:])
