"""DEMODATA: notices of redundancy as Arbetsförmedlingen publishes them: an HTML page and Excel files behind it.

Written from what others saw: addresses /download/18.<hex>/<milliseconds>/<name>.xlsx whose ids change with every
upload; a file per industry and, separately and sometimes months later, one per county; a year's provisional workbook
with a sheet per month, ``SNI-kod`` or ``SNI0kod``, and ``-`` for none. The layout of the county file itself is not
known; it is served as a sheet per year.
"""

import hashlib
import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from flask import Blueprint, Response, abort, url_for

from loaders.demo.noise import bell, seed_of, uniform
from loaders.demo.others import Counterpart, marked_workbook
from loaders.demo.others._workbooks import Sheet, Value, write_workbook
from loaders.demo.publisher import Publisher
from loaders.demo.regions import regions

FIRST = 1992
RELEASE_DAY = 12
MONTHS = (
    "Januari", "Februari", "Mars", "April", "Maj", "Juni", "Juli", "Augusti", "September", "Oktober", "November",
    "December",
)  # fmt: skip
INDUSTRIES = (("C", "Tillverkning"), ("F", "Byggverksamhet"), ("G", "Handel"), ("I", "Hotell och restaurang"))
PAGE = "statistik/sok-statistik/tidigare-statistik-tidsserier"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def notices() -> np.ndarray:
    """Persons given notice: int64 (21 counties, months 1992-01 to 2035-12). Lumps: a county's month is often 0."""
    places = regions()
    people = places.county_sums(places.population_2024).astype(float)[:, None]
    month = np.arange((2036 - FIRST) * 12)[None, :]
    county = np.arange(len(people))[:, None]
    crisis = 1.0 + 6.0 * ((month >= 12) & (month < 24)) + 4.0 * ((month >= 201) & (month < 210)) + 9.0 * (month == 339)
    usual = people * 5.0e-4 * crisis * (1 + 0.25 * np.sin(2 * np.pi * month / 12))
    chance = np.minimum(0.2 + usual / 200, 1)
    seed = seed_of("varsel")
    happens = uniform(seed + 1, county, month) < chance
    persons = np.rint(usual / chance / 1.8 * np.exp(1.1 * bell(seed, county, month)) * happens)
    return np.where(persons < 5, 0, persons).astype(np.int64)


class Varsel(Counterpart):
    """The page and its files."""

    @property
    def pages(self) -> tuple[str, ...]:
        """Where the page of files stands."""
        return (PAGE,)

    def routes(self) -> Blueprint:
        """The page, and the files it links to."""
        blueprint = Blueprint("varsel", __name__)

        @blueprint.get("/statistik/<path:page>")
        def page(page: str) -> Response:
            if f"statistik/{page}" not in self.pages:
                abort(404)
            links = "".join(
                f'<li><a class="sv-font" href="{self._address(name)}">{name.removesuffix(".xlsx")}'
                "<span> (Excel, 130 kB)</span></a></li>"
                for name in self.files()
            )
            head = "<!DOCTYPE html><html lang=sv><body><h1>Tidigare statistik DEMODATA</h1>"
            return Response(f"{head}<ul>{links}</ul></body></html>")

        @blueprint.get("/download/<upload>/<stamp>/<name>")
        def download(upload: str, stamp: str, name: str) -> Response:
            if name not in self.files() or upload != self.upload(name):
                abort(404)
            return Response(self.workbook(name), mimetype=_XLSX)

        return blueprint

    def files(self) -> list[str]:
        """Names of the files behind the page, whose third is that of the counties."""
        year, month = newest_month(self.publisher)
        return [
            f"web-sok-lan-kom-{year}-{month:02d}.xlsx",
            f"web-varsel-bransch-199201-{year}-{month:02d}.xlsx",
            f"web-varsel-lan-199201-{year}-{month:02d}.xlsx",
            "tillfallig-statistik-per-lan-och-bransch.xlsx",
        ]

    def upload(self, name: str) -> str:
        """What changes in a file's address with every upload; an old file stays as it is."""
        return f"18.{hashlib.sha256(name.encode()).hexdigest()[:20]}"

    def workbook(self, name: str) -> bytes:
        """One of the files behind the page, as it is today."""
        year, month = newest_month(self.publisher)
        figures = self.figures()[:, : (year - FIRST) * 12 + month]
        if name.startswith("tillfallig"):
            sheets = _provisional(figures, year, month)
        elif "bransch" in name or "sok" in name:
            sheets = [Sheet("Tabell", [["DEMODATA"], ["SNI", "Näringsgren", "Antal"], ["C", "Tillverkning", 12]])]
        else:
            sheets = self.county_sheets(figures)
        with tempfile.TemporaryDirectory(prefix=f"lanspuls-{os.getpid()}-") as folder:
            body = write_workbook(Path(folder) / "file.xlsx", sheets=sheets).read_bytes()
        return marked_workbook(body)

    def figures(self) -> np.ndarray:
        """Persons given notice, as `notices` has them."""
        return notices()

    def county_sheets(self, figures: np.ndarray) -> list[Sheet]:
        """What the file of the counties holds: persons by county and month since January of FIRST."""
        return [INFO, *(_year(FIRST + n // 12, figures[:, n : n + 12]) for n in range(0, figures.shape[1], 12))]

    def _address(self, name: str) -> str:
        year, month = newest_month(self.publisher)
        stamp = str(int(datetime(year, month, 28, tzinfo=UTC).timestamp()) * 1000)
        return url_for(".download", upload=self.upload(name), stamp=stamp, name=name)


def newest_month(publisher: Publisher) -> tuple[int, int]:
    """Year and month of the newest notices that are out: a month comes on the 12th of the next, if none is late."""
    today: date = publisher.today
    back = 1 if today.day >= RELEASE_DAY else 2
    months = today.year * 12 + today.month - 1 - back - publisher.world.notices_late_months
    return months // 12, months % 12 + 1


INFO = Sheet(
    "Info",
    [
        ["Varsel om uppsägning, DEMODATA"],
        ["Antal personer som berörs."],
        ["Tecknet - betyder att inga varsel har lagts."],
    ],
)


def county_names() -> list[str]:
    """Names of the counties in code order."""
    return [regions().names_sv[regions().row_of[code]] for code in regions().counties]


def shown(value: int) -> Value:
    """A number of persons as a cell has it."""
    return int(value) if value else "-"


def _year(year: int, persons: np.ndarray) -> Sheet:
    """Counties down and months across, the header a little further down in newer years."""
    rows: list[Sequence[Value]] = [[f"Antal personer berörda av varsel {year}"], *([[]] * (2 if year < 2005 else 4))]
    rows.append(["Län", *MONTHS[: persons.shape[1]], "Summa"])
    for name, values in zip(county_names(), persons, strict=True):
        rows.append([name, *map(shown, values), int(values.sum())])
    rows.append(["Inga uppgifter", *(["-"] * persons.shape[1]), "-"])
    total = persons.sum(axis=0)
    rows.append(["Riket", *map(int, total), int(total.sum())])
    rows += [[], ["Källa: Arbetsförmedlingen. DEMODATA"]]
    return Sheet(str(year), rows)


def _provisional(figures: np.ndarray, year: int, months: int) -> list[Sheet]:
    """The year's workbook: a sheet per month with industries down and counties across, header on row 5."""
    sheets = []
    for month in range(months):
        values = figures[:, (year - FIRST) * 12 + month]
        head: list[list[Value]] = [
            [f"Tillfällig statistik per län och bransch {year}"],
            ["DEMODATA"],
            ["- = inga varsel"],
            [],
        ]
        first = "SNI-kod" if month % 2 else "SNI0kod"
        rows: list[list[Value]] = [*head, [first, "Näringsgren", *county_names(), "Inga uppgifter"]]
        for n, (code, industry) in enumerate(INDUSTRIES):
            part = values // len(INDUSTRIES) + (values % len(INDUSTRIES) if n == 0 else 0)
            rows.append([code, industry, *map(shown, part), "-"])
        rows.append([None, "Summa", *map(shown, values), "-"])
        sheets.append(Sheet(MONTHS[month], rows))
    sheets.append(Sheet("Summa", [["SNI-kod", "Näringsgren"], [None, "Summa"]]))
    return sheets
