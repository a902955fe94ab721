"""DEMODATA. Bolagsverket's one open file as it is known: Latin-1, unpadded codes of seat, empty fields for none.

A row per month, event (1 registered, 2 all there are, 3 deregistered), family of register, county and municipality of
seat; a column per legal form. A new month is there on its first working day and is then far from complete.
"""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain

import numpy as np
from flask import Blueprint, Response, request

from loaders.demo.noise import seed_of, uniform
from loaders.demo.others import Counterpart
from loaders.demo.regions import regions

FIRST_YEAR = 2021
FORMS = (
    "AB", "BAB", "BF", "BRF", "EK", "E", "SE", "FL", "FAB", "HB", "I", "KB", "KHF", "MB", "SF", "SB", "TSF", "BFL",
    "OFB", "SCE", "S", "EGTS", "FOF", "TPAB", "OTPB", "TPF",
)  # fmt: skip
FIELDS = (
    "armanad", "ar", "manad", "handelse", "regfam", "regfamtext", "SATELAN", "LANTEXT", "SATEKOMMUN", "KOMTEXT",
)  # fmt: skip
_A_MONTH = {"AB": 0.42, "E": 0.30, "HB": 0.02, "KB": 0.004, "BRF": 0.006, "EK": 0.006, "FL": 0.002, "I": 0.002}
"""DEMODATA: registrations per thousand residents and month."""
_STOCK = {"AB": 70.0, "E": 18.0, "HB": 5.0, "KB": 1.2, "BRF": 3.0, "EK": 2.0, "FL": 0.4, "I": 0.9}
_FAMILIES = (("1", "Bolag"), ("2", "Övriga"))
_OF_SECOND_FAMILY = frozenset({"E", "I", "BRF", "EK", "FL"})
UNKNOWN_SEAT = "0,Uppgift saknas,0,Uppgift saknas"


class Bolagsverket(Counterpart):
    """The file at /ftgstat_oppna.csv."""

    def routes(self) -> Blueprint:
        """The one file there is."""
        pages = Blueprint("bolagsverket", __name__)

        @pages.get("/ftgstat_oppna.csv")
        def file() -> Response:
            newest = _newest(self.publisher.today)
            body = b"" if request.method == "HEAD" else self.body(newest)
            headers = {"ETag": f'"{self.stamp(newest)}"', "X-Lanspuls-Demo": "DEMODATA"}
            return Response(body, mimetype="text/csv", headers=headers)

        return pages

    def stamp(self, newest: tuple[int, int]) -> str:
        """What tells one state of the file from another."""
        return hashlib.sha256(repr(newest).encode()).hexdigest()[:16]

    def body(self, newest: tuple[int, int]) -> bytes:
        """The file whose newest month this is."""
        return _text(lines(newest))


def _newest(today: date) -> tuple[int, int]:
    """The month before this one, from this month's first working day."""
    first = today.replace(day=1)
    while first.weekday() > 4:
        first += timedelta(days=1)
    months = today.year * 12 + today.month - (2 if today >= first else 3)
    return months // 12, months % 12 + 1


@lru_cache(maxsize=6)
def lines(newest: tuple[int, int]) -> tuple[str, ...]:
    """The header and every row, months in order."""
    last = newest[0] * 12 + newest[1] - 1
    months = (_month(month, month == last) for month in range(FIRST_YEAR * 12, last + 1))
    return ",".join([*FIELDS, *FORMS, "DEMODATA"]), *chain.from_iterable(months)


@lru_cache(maxsize=6)
def _text(rows: Sequence[str]) -> bytes:
    return ("\r\n".join(rows) + "\r\n").encode("latin-1", errors="replace")


@lru_cache(maxsize=300)
def _month(month: int, newest: bool) -> list[str]:
    """All rows of a month, municipalities in code order and last those of unknown seat."""
    made = regions()
    year, of_year = divmod(month, 12)
    people = made.population_2024 / 1000
    january = 2.4 if of_year == 0 else 0.8 if of_year in (5, 6) else 1.0
    whole = 0.35 if newest else 1.0
    at = np.arange(people.size + 1)
    lines = []
    for event, size in (("1", 1.0), ("2", 0.0), ("3", 0.7)):
        counts = {}
        for form, rate in _A_MONTH.items():
            luck = uniform(seed_of(f"bolagsverket {form} {event}"), at, month)
            if event == "2":
                counts[form] = _stock(form, month)
                continue
            season = january if form == "E" and event == "1" else 1.0
            expected = np.append(people, 0.4) * rate * size * season * whole
            spread = np.sqrt(expected) * (2 * luck - 1) * 1.4
            counts[form] = np.maximum(np.floor(expected + spread + luck), 0).astype(int)
        for number, name in _FAMILIES:
            held = [form for form in FORMS if form in counts and (form in _OF_SECOND_FAMILY) == (number == "2")]
            columns = [["" if count == 0 else str(count) for count in counts[form]] for form in held]
            start = f"{year}{of_year + 1:02d},{year},{of_year + 1},{event},{number},{name},"
            template = start + "%s," + ",".join("%s" if form in held else "" for form in FORMS) + ","
            lines += [template % row for row in zip(_seats(), *columns, strict=True)]
    return lines


def _stock(form: str, month: int) -> np.ndarray:
    """All firms of a form by seat, unknown seat last: each place has its own level and its own slow growth."""
    people = regions().population_2024 / 1000
    at = np.arange(people.size + 1)
    level = 0.75 + 0.6 * uniform(seed_of("bolagsverket level"), at)
    growth = 1 + (0.003 * uniform(seed_of(f"bolagsverket growth {form}"), at) - 0.0005) * (month - FIRST_YEAR * 12)
    return np.rint(np.append(people, 0.02 * people.sum()) * _STOCK[form] * level * growth).astype(int)


@lru_cache(maxsize=1)
def _seats() -> tuple[str, ...]:
    """County and municipality of seat as the file writes them."""
    made = regions()
    known = (
        f"{int(code[:2])},{made.names_sv[made.row_of[code[:2]]]},{int(code[2:])},{made.names_sv[made.row_of[code]]}"
        for code in made.municipalities
    )
    return (*known, UNKNOWN_SEAT)
