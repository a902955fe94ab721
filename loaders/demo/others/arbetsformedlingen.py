"""DEMODATA: Arbetsförmedlingen's page of Excel files, and the three workbooks that are read from it.

Written from what others saw in September 2026: links /download/18.<hex>/<milliseconds>/<name>.xlsx whose ids change
with every upload; names that end with the newest month; yearly means and a closed older series beside the wanted
files; figures in pivot caches whose numbers mean nothing, with calculated fields among them; flat sheets with the
header on row 5 and ``<5``; no rows for counties; records without municipality and some without county; back data not
revised when the upper age goes from 65 to 66 in January 2026. The fields of the vacancies file are unknown, so they
have other names for every seed.

Switches: seed (of the vacancies' field names); pages "new" | "old" | "both" | "gone"; named (month in the names of
files); files (beginning of a file's name → new one); replaced (another upload under the same name); since (first
month); rename (field → new name); revised (factor); drop_month, double_key, strange_place, drop_place (place names);
text (a cell of figures); tiny True; twice True (two files fit); trades True (the vacancies lie in a second cache with
places).
"""

import hashlib
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, url_for

from loaders.demo.others import marked_workbook
from loaders.demo.others._af_books import bas_workbook, duration_workbook, stub_workbook, vacancies_workbook
from loaders.demo.publisher import Publisher

RELEASE_DAY = 14
_PAGES = {
    "new": "statistik/sok-statistik/tidigare-statistik-tidsserier",
    "old": "statistik/sok-statistik/tidigare-statistik",
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BAS = "web-inskrivna-arbetslosa-andel-av-bas"
_WRITERS = {
    _BAS: bas_workbook,
    "web-inskrivna-arbetslosa-tid-utan-arbete-lan-kom": duration_workbook,
    "web-platser": vacancies_workbook,
}


def routes(publisher: Publisher) -> Blueprint:
    """The page under one or both of its addresses, and the files."""
    blueprint = Blueprint("arbetsformedlingen", __name__)
    written: dict[str, bytes] = {}
    lock = threading.Lock()

    @blueprint.get("/statistik/sok-statistik/<path:page>")
    def page(page: str) -> Response:
        chosen = str(_switches(publisher).get("pages", "new"))
        there = _PAGES.values() if chosen == "both" else [_PAGES.get(chosen)]
        if f"statistik/sok-statistik/{page}" not in there:
            abort(404)
        links = "".join(
            f'<li><a class="sv-font-brodtext" href="{_address(name, publisher)}">'
            f"{name.removesuffix('.xlsx')}<span> (Excel, 37 MB)</span></a></li>\n"
            for name in _files(publisher)
        )
        head = "<!DOCTYPE html><html lang=sv><title>Tidigare statistik</title><body><h1>Tidsserier DEMODATA</h1>"
        return Response(f"{head}<p>Ladda ned statistik.<ul>\n{links}</ul><a href=/kontakt>Kontakt</a></body></html>")

    @blueprint.get("/download/<upload>/<stamp>/<name>")
    def download(upload: str, stamp: str, name: str) -> Response:
        if name not in _files(publisher) or upload != _upload(name, publisher):
            abort(404)
        with lock:
            if upload not in written:
                written.clear() if len(written) > 12 else None
                written[upload] = _workbook(name, publisher)
        return Response(written[upload], mimetype=_XLSX)

    return blueprint


def newest_month(publisher: Publisher) -> tuple[int, int]:
    """Year and month of the newest figures that are out: a month comes on the 14th of the next."""
    today = publisher.today
    months = today.year * 12 + today.month - 1 - (1 if today.day >= RELEASE_DAY else 2)
    return months // 12, months % 12 + 1


def _switches(publisher: Publisher) -> dict[str, Any]:
    return dict(publisher.switches("arbetsformedlingen"))


def _files(publisher: Publisher) -> list[str]:
    switches = _switches(publisher)
    year, month = newest_month(publisher)
    named = switches.get("named", f"{year}-{month:02d}")
    before = f"{year}-{month - 1:02d}" if month > 1 else f"{year - 1}-12"
    more = [f"web-platser-yrkesomrade-{named}.xlsx"] if switches.get("twice") else []
    there = [
        f"web-sok-lan-kom-{named}.xlsx",
        f"{_BAS}-{before}.xlsx",
        f"{_BAS}-{named}.xlsx",
        f"{_BAS}-arsgenomsnitt-{named}.xlsx",
        "web-inskrivna-arbetslosa-andel-av-reg-2023-12.xlsx",
        f"web-inskrivna-arbetslosa-tid-utan-arbete-lan-kom-{named}.xlsx",
        f"web-tid-riket-{named}.xlsx",
        f"web-platser-{named}.xlsx",
        *more,
    ]
    for old, new in dict(switches.get("files", {})).items():
        there = [f"{new}{name.removeprefix(old)}" if name.startswith(old) else name for name in there]
    return there


def _address(name: str, publisher: Publisher) -> str:
    year, month = newest_month(publisher)
    stamp = int(datetime(year + month // 12, month % 12 + 1, RELEASE_DAY, 6, 14, tzinfo=UTC).timestamp()) * 1000
    stamp += 60_000 * int(bool(_switches(publisher).get("replaced") or _switches(publisher).get("revised")))
    return url_for(".download", upload=_upload(name, publisher), stamp=str(stamp), name=name)


def _upload(name: str, publisher: Publisher) -> str:
    told = f"{name} {newest_month(publisher)} {sorted(_switches(publisher).items())}"
    return f"18.{hashlib.sha256(told.encode()).hexdigest()[:22]}"


def _workbook(name: str, publisher: Publisher) -> bytes:
    switches = _switches(publisher)
    last = newest_month(publisher)
    prefix = name.rsplit("-", 2)[0]
    with tempfile.TemporaryDirectory(prefix="lanspuls-demo-") as folder:
        path = Path(folder) / name
        writer = _WRITERS.get(prefix, stub_workbook)
        if switches.get("tiny"):
            writer = stub_workbook
        writer(path, last, switches)
        return marked_workbook(path.read_bytes())
