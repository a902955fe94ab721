"""DEMODATA. Bolagsverket's one open file as it is known: Latin-1, unpadded codes of seat, empty fields for none.

A row per month, event (1 registered, 2 all there are, 3 deregistered), family of register, county and municipality of
seat; a column per legal form. A new month is there on its first working day and is then far from complete.

Switches: since (first year, 2021 if not given), rename_field (AB is called something else), drop_month (text "YYYYMM"),
twice (a row comes again), truncate (the text ends in the middle of a line), new_seat (a county that does not exist),
revise (earlier months are higher), encoding (another than Latin-1, or "twice"), cut (the file ends after the newest
month's registrations), no_head (only GET is answered).
"""

import hashlib
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
from flask import Blueprint, Response, abort, request

from loaders.demo.noise import seed_of, uniform
from loaders.demo.others._encodings import encoded
from loaders.demo.publisher import Publisher
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
_UNKNOWN_SEAT = "0,Uppgift saknas,0,Uppgift saknas"


def routes(publisher: Publisher) -> Blueprint:
    """The file at /ftgstat_oppna.csv."""
    pages = Blueprint("bolagsverket", __name__)

    @pages.get("/ftgstat_oppna.csv")
    def file() -> Response:
        switches = dict(publisher.switches("bolagsverket"))
        if request.method == "HEAD" and switches.pop("no_head", False):
            abort(405)
        switches.pop("no_head", None)
        newest, switched = _newest(publisher.today), tuple(sorted(switches.items()))
        stamp = hashlib.sha256(repr((newest, switched)).encode()).hexdigest()[:16]
        body = b"" if request.method == "HEAD" else _body(newest, switched)
        return Response(body, mimetype="text/csv", headers={"ETag": f'"{stamp}"', "X-Lanspuls-Demo": "DEMODATA"})

    return pages


def _newest(today: date) -> tuple[int, int]:
    """The month before this one, from this month's first working day."""
    first = today.replace(day=1)
    while first.weekday() > 4:
        first += timedelta(days=1)
    months = today.year * 12 + today.month - (2 if today >= first else 3)
    return months // 12, months % 12 + 1


@lru_cache(maxsize=6)
def _body(newest: tuple[int, int], switches: tuple[tuple[str, object], ...]) -> bytes:
    switched: dict[str, Any] = dict(switches)
    header = [*FIELDS, *FORMS, "DEMODATA"]
    if "rename_field" in switched:
        header[header.index("AB")] = str(switched["rename_field"])
    lines = [",".join(header)]
    last = newest[0] * 12 + newest[1] - 1
    for month in range(int(switched.get("since", FIRST_YEAR)) * 12, last + 1):
        stamp = f"{month // 12}{month % 12 + 1:02d}"
        if stamp != switched.get("drop_month"):
            lines += _month(month, month == last, 1.08 if "revise" in switched and month < last else 1.0)
    if "twice" in switched:
        lines.append(lines[-1])
    if "new_seat" in switched:
        row = lines[-1].replace(_UNKNOWN_SEAT, "66,Nya län,1,Nystad")
        lines.append(row.replace(",3,2,Övriga,", ",1,2,Övriga,"))
    if "cut" in switched:
        lines = lines[: -2 * 2 * len(_seats())]
    text = "\r\n".join(lines) + "\r\n"
    if "truncate" in switched:
        text = text[: len(text) * 2 // 3].rpartition(",")[0]
    return encoded(text, switched.get("encoding", "latin-1"))


@lru_cache(maxsize=300)
def _month(month: int, newest: bool, factor: float) -> list[str]:
    """All rows of a month, municipalities in code order and last those of unknown seat."""
    made = regions()
    year, of_year = divmod(month, 12)
    people = made.population_2024 / 1000
    january = 2.4 if of_year == 0 else 0.8 if of_year in (5, 6) else 1.0
    whole = (0.35 if newest else 1.0) * factor
    at = np.arange(people.size + 1)
    lines = []
    for event, size in (("1", 1.0), ("2", 0.0), ("3", 0.7)):
        counts = {}
        for form, rate in _A_MONTH.items():
            luck = uniform(seed_of(f"bolagsverket {form} {event}"), at, month)
            if event == "2":
                growth = 1 + 0.002 * (month - FIRST_YEAR * 12)
                expected = np.append(people, 0.02 * people.sum()) * _STOCK[form] * growth
                counts[form] = np.rint(expected).astype(int)
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


@lru_cache(maxsize=1)
def _seats() -> tuple[str, ...]:
    """County and municipality of seat as the file writes them."""
    made = regions()
    known = (
        f"{int(code[:2])},{made.names_sv[made.row_of[code[:2]]]},{int(code[2:])},{made.names_sv[made.row_of[code]]}"
        for code in made.municipalities
    )
    return (*known, _UNKNOWN_SEAT)
