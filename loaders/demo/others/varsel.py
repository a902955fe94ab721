"""DEMODATA: notices of redundancy as Arbetsförmedlingen publishes them: an HTML page and Excel files behind it.

Written from what others saw: addresses /download/18.<hex>/<milliseconds>/<name>.xlsx whose ids change with every
upload; a file per industry and, separately and sometimes months later, one per county; a year's provisional workbook
with a sheet per month, ``SNI-kod`` or ``SNI0kod``, and ``-`` for none. The layout of the county file itself is not
known; it is served as a sheet per year unless switched.

Switches: layout "years" | "wide" | "long"; lag (months the county file is behind); legend False (nothing says what
``-`` means); pages "new" | "old" | "gone" | "both"; prefix (of the file's name); drop_month (months or years, in
layout years), double_month, strange_county, misread (sums over the country's); revised (factor), named (period in the
file's name); text (in a cell); rename (a column's name → new one, in layout long).
"""

import hashlib
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from flask import Blueprint, Response, abort, url_for

from loaders.demo.noise import bell, seed_of, uniform
from loaders.demo.others import marked_workbook
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
_PAGES = {
    "new": "statistik/sok-statistik/tidigare-statistik-tidsserier",
    "old": "statistik/sok-statistik/tidigare-statistik",
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def notices(revised: float = 1.0) -> np.ndarray:
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
    persons = np.rint(usual / chance / 1.8 * np.exp(1.1 * bell(seed, county, month)) * happens * revised)
    return np.where(persons < 5, 0, persons).astype(np.int64)


def routes(publisher: Publisher) -> Blueprint:
    """The pages and their files."""
    blueprint = Blueprint("varsel", __name__)

    @blueprint.get("/statistik/<path:page>")
    def page(page: str) -> Response:
        chosen = str(publisher.switches("varsel").get("pages", "new"))
        address = f"statistik/{page}"
        if address not in (_PAGES.values() if chosen == "both" else [_PAGES.get(chosen)]):
            abort(404)
        links = "".join(
            f'<li><a class="sv-font" href="{_address(name, publisher)}">{name.removesuffix(".xlsx")}'
            "<span> (Excel, 130 kB)</span></a></li>"
            for name in _files(publisher)
        )
        head = "<!DOCTYPE html><html lang=sv><body><h1>Tidigare statistik DEMODATA</h1>"
        return Response(f"{head}<ul>{links}</ul></body></html>")

    @blueprint.get("/download/<upload>/<stamp>/<name>")
    def download(upload: str, stamp: str, name: str) -> Response:
        if name not in _files(publisher) or upload != _upload(name, publisher):
            abort(404)
        return Response(workbook(name, publisher), mimetype=_XLSX)

    return blueprint


def newest_month(publisher: Publisher) -> tuple[int, int]:
    """Year and month of the newest notices that are out: a month comes on the 12th of the next."""
    today: date = publisher.today
    back = 1 if today.day >= RELEASE_DAY else 2
    months = today.year * 12 + today.month - 1 - back - int(str(publisher.switches("varsel").get("lag", 0)))
    return months // 12, months % 12 + 1


def _files(publisher: Publisher) -> list[str]:
    switches: Mapping[str, Any] = publisher.switches("varsel")
    year, month = newest_month(publisher)
    named = switches.get("named", f"{year}-{month:02d}")
    prefix = switches.get("prefix", "web-varsel-lan-199201")
    return [
        f"web-sok-lan-kom-{named}.xlsx",
        f"web-varsel-bransch-199201-{named}.xlsx",
        f"{prefix}-{named}.xlsx",
        "tillfallig-statistik-per-lan-och-bransch.xlsx",
    ]


def _address(name: str, publisher: Publisher) -> str:
    return url_for(".download", upload=_upload(name, publisher), stamp=_stamp(publisher), name=name)


def _upload(name: str, publisher: Publisher) -> str:
    changes = sorted(item for item in publisher.switches("varsel").items() if item[0] != "lag")  # an old file stays
    told = f"{name} {changes}"
    return f"18.{hashlib.sha256(told.encode()).hexdigest()[:20]}"


def _stamp(publisher: Publisher) -> str:
    year, month = newest_month(publisher)
    return str(int(datetime(year, month, 28, tzinfo=UTC).timestamp()) * 1000)


def workbook(name: str, publisher: Publisher) -> bytes:
    """One of the files behind the page, as it is today."""
    switches: Mapping[str, Any] = publisher.switches("varsel")
    year, month = newest_month(publisher)
    last = (year - FIRST) * 12 + month
    figures = notices(float(switches.get("revised", 1.0)))[:, :last]
    if name.startswith("tillfallig"):
        sheets = _provisional(figures, year, month)
    elif "bransch" in name or "sok" in name:
        sheets = [Sheet("Tabell", [["DEMODATA"], ["SNI", "Näringsgren", "Antal"], ["C", "Tillverkning", 12]])]
    else:
        makers = {"years": _years, "wide": _wide, "long": _long}
        sheets = makers[str(switches.get("layout", "years"))](figures, dict(switches))
    with tempfile.TemporaryDirectory() as folder:
        body = write_workbook(Path(folder) / "file.xlsx", sheets=sheets).read_bytes()
    return marked_workbook(body)


def _names(switches: Mapping[str, Any]) -> list[str]:
    names = [regions().names_sv[regions().row_of[code]] for code in regions().counties]
    if "strange_county" in switches:
        names[0] = str(switches["strange_county"])
    return names


def _shown(value: int) -> Value:
    return int(value) if value else "-"


def _renamed(header: list[Value], switches: Mapping[str, Any]) -> list[Value]:
    given = dict(switches.get("rename", {}))
    return [given.get(name, name) for name in header]


def _info(switches: Mapping[str, Any]) -> Sheet:
    legend = [] if switches.get("legend") is False else [["Tecknet - betyder att inga varsel har lagts."]]
    return Sheet("Info", [["Varsel om uppsägning, DEMODATA"], ["Antal personer som berörs."], *legend])


def _years(figures: np.ndarray, switches: Mapping[str, Any]) -> list[Sheet]:
    """A sheet per year, counties down and months across, the header a little further down in older years."""
    sheets = [_info(switches)]
    for first in range(0, figures.shape[1], 12):
        year = FIRST + first // 12
        block = figures[:, first : first + 12]
        gone = switches.get("drop_month", ())
        gone = (gone,) if isinstance(gone, str) else tuple(gone)
        at = [n for n in range(block.shape[1]) if not f"{year}-{n + 1:02d}".startswith(gone)]
        rows: list[list[Value]] = [[f"Antal personer berörda av varsel {year}"], *([[]] * (2 if year < 2005 else 4))]
        rows.append(["Län", *(MONTHS[n] for n in at), "Summa"])
        for name, values in zip(_names(switches), block, strict=True):
            rows.append([name, *(_shown(values[n]) for n in at), int(values.sum())])
        rows.append(["Inga uppgifter", *(["-"] * len(at)), "-"])
        total = block.sum(axis=0) // (2 if switches.get("misread") else 1)
        rows.append(["Riket", *(int(total[n]) for n in at), int(total.sum())])
        rows += [[], ["Källa: Arbetsförmedlingen. DEMODATA"]]
        sheets.append(Sheet(str(year), rows))
    _disturb(sheets, switches)
    return sheets


def _disturb(sheets: list[Sheet], switches: Mapping[str, Any]) -> None:
    if "double_month" in switches:
        year = str(switches["double_month"])[:4]
        sheets.append(Sheet(f"{year} (2)", next(list(sheet.rows) for sheet in sheets if sheet.name == year)))
    if "text" in switches:
        rows = list(sheets[-1].rows)
        row = next(n for n, cells in enumerate(rows) if cells and cells[0] == "Jämtlands län")
        rows[row] = [rows[row][0], switches["text"], *rows[row][2:]]
        sheets[-1] = Sheet(sheets[-1].name, rows)


def _wide(figures: np.ndarray, switches: Mapping[str, Any]) -> list[Sheet]:
    """One sheet, months down and counties across, the year only in its first row."""
    rows: list[list[Value]] = [["Varsel DEMODATA"], [], ["År", "Månad", *_names(switches), "Inga uppgifter", "Riket"]]
    for n in range(figures.shape[1]):
        year = FIRST + n // 12 if n % 12 == 0 else None
        values = figures[:, n]
        rows.append([year, MONTHS[n % 12].lower(), *map(_shown, values), "-", int(values.sum())])
    return [_info(switches), Sheet("Län", rows)]


def _long(figures: np.ndarray, switches: Mapping[str, Any]) -> list[Sheet]:
    """A row per month and county, as the files on duration are."""
    rows: list[list[Value]] = [["DEMODATA"], [], [], [], _renamed(["PERIOD", "LÄN", "Antal varslade"], switches)]
    for n in range(figures.shape[1]):
        for name, values in zip(_names(switches), figures, strict=True):
            rows.append([f"{FIRST + n // 12}-{n % 12 + 1:02d}", name, _shown(values[n])])
    return [_info(switches), Sheet("Total", rows)]


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
        rows: list[list[Value]] = [*head, [first, "Näringsgren", *_names({}), "Inga uppgifter"]]
        for n, (code, industry) in enumerate(INDUSTRIES):
            part = values // len(INDUSTRIES) + (values % len(INDUSTRIES) if n == 0 else 0)
            rows.append([code, industry, *map(_shown, part), "-"])
        rows.append([None, "Summa", *map(_shown, values), "-"])
        sheets.append(Sheet(MONTHS[month], rows))
    sheets.append(Sheet("Summa", [["SNI-kod", "Näringsgren"], [None, "Summa"]]))
    return sheets
