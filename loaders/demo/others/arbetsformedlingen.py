"""DEMODATA: Arbetsförmedlingen's page of Excel files, and the three workbooks that are read from it.

Written from what others saw in September 2026: links /download/18.<hex>/<milliseconds>/<name>.xlsx whose ids change
with every upload; names that end with the newest month; yearly means and a closed older series beside the wanted
files; figures in pivot caches whose numbers mean nothing, with calculated fields among them; flat sheets with the
header on row 5 and ``<5``; no rows for counties; records without municipality and some without county; back data not
revised when the upper age goes from 65 to 66 in January 2026. The fields of the vacancies file are unknown, so they
are made up.
"""

import hashlib
import os
import tempfile
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from flask import Blueprint, Response, abort, url_for

from loaders.demo.others import Counterpart, marked_workbook
from loaders.demo.others._af_books import Book, bas_book, duration_book, stub_book, vacancies_book
from loaders.demo.publisher import Publisher

RELEASE_DAY = 14
PAGE = "statistik/sok-statistik/tidigare-statistik-tidsserier"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VACANCIES = "web-platser"
_BAS = "web-inskrivna-arbetslosa-andel-av-bas"
_BOOKS: Mapping[str, Callable[[tuple[int, int]], Book]] = {
    _BAS: bas_book,
    "web-inskrivna-arbetslosa-tid-utan-arbete-lan-kom": duration_book,
    VACANCIES: vacancies_book,
}


class Arbetsformedlingen(Counterpart):
    """The page, and the files."""

    @property
    def pages(self) -> tuple[str, ...]:
        """Where the page of files stands."""
        return (PAGE,)

    def routes(self) -> Blueprint:
        """The page under its address, and the files it links to."""
        blueprint = Blueprint("arbetsformedlingen", __name__)
        written: dict[str, bytes] = {}
        lock = threading.Lock()

        @blueprint.get("/statistik/sok-statistik/<path:page>")
        def page(page: str) -> Response:
            if f"statistik/sok-statistik/{page}" not in self.pages:
                abort(404)
            links = "".join(
                f'<li><a class="sv-font-brodtext" href="{self._address(name)}">'
                f"{name.removesuffix('.xlsx')}<span> (Excel, 37 MB)</span></a></li>\n"
                for name in self.files()
            )
            head = "<!DOCTYPE html><html lang=sv><title>Tidigare statistik</title><body><h1>Tidsserier DEMODATA</h1>"
            return Response(
                f"{head}<p>Ladda ned statistik.<ul>\n{links}</ul><a href=/kontakt>Kontakt</a></body></html>"
            )

        @blueprint.get("/download/<upload>/<stamp>/<name>")
        def download(upload: str, stamp: str, name: str) -> Response:
            if name not in self.files() or upload != self.upload(name):
                abort(404)
            with lock:
                if upload not in written:
                    written.clear() if len(written) > 12 else None
                    written[upload] = _workbook(name, self.book(name))
            return Response(written[upload], mimetype=_XLSX)

        return blueprint

    def files(self) -> list[str]:
        """Names of the files behind the page, most with the newest month in them."""
        year, month = newest_month(self.publisher)
        newest = f"{year}-{month:02d}"
        before = f"{year}-{month - 1:02d}" if month > 1 else f"{year - 1}-12"
        return [
            f"web-sok-lan-kom-{newest}.xlsx",
            f"{_BAS}-{before}.xlsx",
            f"{_BAS}-{newest}.xlsx",
            f"{_BAS}-arsgenomsnitt-{newest}.xlsx",
            "web-inskrivna-arbetslosa-andel-av-reg-2023-12.xlsx",
            f"web-inskrivna-arbetslosa-tid-utan-arbete-lan-kom-{newest}.xlsx",
            f"web-tid-riket-{newest}.xlsx",
            f"{VACANCIES}-{newest}.xlsx",
        ]

    def upload(self, name: str) -> str:
        """What changes in a file's address with every upload."""
        return f"18.{hashlib.sha256(f'{name} {newest_month(self.publisher)}'.encode()).hexdigest()[:22]}"

    def uploaded(self) -> datetime:
        """When the newest files were put there."""
        year, month = newest_month(self.publisher)
        return datetime(year + month // 12, month % 12 + 1, RELEASE_DAY, 6, 14, tzinfo=UTC)

    def book(self, name: str) -> Book:
        """What the file of this name holds."""
        write = _BOOKS.get(kind(name))
        return write(newest_month(self.publisher)) if write else stub_book()

    def _address(self, name: str) -> str:
        stamp = int(self.uploaded().timestamp()) * 1000
        return url_for(".download", upload=self.upload(name), stamp=str(stamp), name=name)


def newest_month(publisher: Publisher) -> tuple[int, int]:
    """Year and month of the newest figures that are out: a month comes on the 14th of the next."""
    today = publisher.today
    months = today.year * 12 + today.month - 1 - (1 if today.day >= RELEASE_DAY else 2)
    return months // 12, months % 12 + 1


def kind(name: str) -> str:
    """A file's name without its month."""
    return name.rsplit("-", 2)[0]


def _workbook(name: str, book: Book) -> bytes:
    with tempfile.TemporaryDirectory(prefix=f"lanspuls-{os.getpid()}-") as folder:
        return marked_workbook(book.write(Path(folder) / name).read_bytes())
