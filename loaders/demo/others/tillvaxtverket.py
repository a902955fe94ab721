"""DEMODATA. Tillväxtverket's open query interface for guest nights, as others have met it.

One cube, asked with filter:FIELD, filter:AR:gte, dimension (grouped) or column alone (single rows by guests' country
and kind of accommodation), limit and offset; answers {"rows": […]} in no particular order. Municipalities are known by
name, small ones are left out for secrecy while their county holds them. A month comes 28 days after its end; a year is
made final in April of the next. There is no moment of publication anywhere.

Beside it lies the text file of the same rows: tab-separated, Latin-1, places by code and name, guests' country as
Sverige or Utland. The real one has a row for each kind of accommodation too.
"""

import calendar
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import orjson
from flask import Blueprint, Response, request

from loaders.demo.noise import seed_of, uniform
from loaders.demo.others import Counterpart
from loaders.demo.publisher import Publisher
from loaders.demo.regions import regions

FIRST = (2010, 1)
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
FIELDS = (
    "NIVA_NAMN", "LAN_NAMN", "KOMMUN_NAMN", "AR", "MANAD_NAMN_LANG", "LAND_NAMN", "ANLAGGNINGSTYP_NAMN",
)  # fmt: skip
NIGHTS = "ANTAL_GASTNATTER"
FILE_FIELDS = (
    "NIVA_NAMN", "LAN_KOD", "LAN_NAMN", "KOMMUN_KOD", "KOMMUN_NAMN", "AR", "MANAD_NUMMER", "LANDGRP_SVUTL_NAMN",
    "ANLAGGNINGSTYP_NAMN", NIGHTS,
)  # fmt: skip
COUNTRIES = {"Sverige": 0.74, "Norge": 0.12, "Tyskland": 0.07, "Danmark": 0.04, "Ej angivet": 0.03}
KINDS = {"Hotell": 0.5, "Camping": 0.2, "Stugbyar": 0.13, "Vandrarhem": 0.07, "SoL": 0.1}
HIDDEN = "Sekretesskyddad"
_NIGHTS_EACH = {"2321": 68.0, "2361": 75.0, "2326": 55.0, "2023": 150.0, "0980": 16.0, "0885": 65.0}
"""DEMODATA: nights per resident and year where there are many; 4.5 elsewhere."""
_WINTER = (0.12, 0.16, 0.155, 0.09, 0.03, 0.05, 0.10, 0.09, 0.04, 0.03, 0.035, 0.10)
_SUMMER = (0.045, 0.05, 0.055, 0.06, 0.085, 0.12, 0.20, 0.16, 0.08, 0.06, 0.045, 0.04)
_MOUNTAINS = ("23", "20")


Filters = tuple[tuple[str, tuple[str, ...]], ...]
"""Field (or AR:gte) and allowed values."""
Place = tuple[str, str, str, np.ndarray]
"""Level, county, municipality and nights by month since FIRST: NaN for a hidden figure, −1 where there is no row."""
Row = dict[str, object]


class Tillvaxtverket(Counterpart):
    """The cube at /query/inkvartering/data/GuestNights_Country_Month.cbase, and the file of its rows."""

    def __init__(self, publisher: Publisher) -> None:
        super().__init__(publisher)
        self._answers = lru_cache(maxsize=12)(self._answer)
        self._files = lru_cache(maxsize=2)(self._file)

    def routes(self) -> Blueprint:
        """The one question there is, and the file."""
        pages = Blueprint("tillvaxtverket", __name__)

        @pages.get("/query/inkvartering/data/GuestNights_Country_Month.cbase")
        def cube() -> Response:
            dimensions, columns = request.args.getlist("dimension"), request.args.getlist("column")
            unknown = {*dimensions, *columns} - {*FIELDS, NIGHTS}
            if unknown:
                return Response(f"Unknown column: {sorted(unknown)[0]}", 400, mimetype="text/plain")
            fields = dimensions or [name for name in columns if name != NIGHTS]
            rows = self._answers(self.publisher.today, self.publisher.changes, tuple(fields), _filters())
            offset, limit = int(request.args.get("offset", 0)), int(request.args.get("limit", 10_000))
            body = orjson.dumps({"rows": self.page(rows, offset, limit), "source": "DEMODATA"})
            return Response(body, mimetype="application/json", headers={"X-Lanspuls-Demo": "DEMODATA"})

        @pages.get("/files/GuestNights_Country_Month.txt")
        def file() -> Response:
            body = self.file()
            stamp = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
            headers = {"X-Lanspuls-Demo": "DEMODATA", "ETag": stamp}
            return Response(body, content_type="text/plain; charset=iso-8859-1", headers=headers)

        return pages

    def file(self) -> bytes:
        """The text file as it is now."""
        return self._files(self.publisher.today, self.publisher.changes)

    def _file(self, today: date, changes: int) -> bytes:
        codes = {name: code for name, code in zip(regions().names_sv, regions().codes, strict=True)}
        lines = ["\t".join(FILE_FIELDS)]
        for level, county, municipality, figures in self.places():
            place = f"{level}\t{codes.get(county, '')}\t{county}\t{self.code_of(municipality, county)}\t{municipality}"
            for n in _order(figures.size):
                if figures[n] < 0:
                    continue
                year, month = divmod(FIRST[0] * 12 + int(n), 12)
                when = f"{place}\t{year}\t{month + 1}"
                if np.isnan(figures[n]):
                    lines.append(f"{when}\tUtland\t{HIDDEN}\t")
                    continue
                abroad = int(figures[n] * 0.26)
                lines.append(f"{when}\tSverige\tHotell\t{int(figures[n]) - abroad}")
                lines.append(f"{when}\tUtland\tHotell\t{abroad}")
        return ("\r\n".join(lines) + "\r\n").encode("iso-8859-1")

    def code_of(self, municipality: str, county: str) -> str:
        """The municipality's code; empty for what is no single one."""
        made = regions()
        found = [c for c in made.municipalities if made.names_sv[made.row_of[c]] == municipality]
        return found[0] if found else ""

    def page(self, rows: Sequence[Row], offset: int, limit: int) -> Sequence[Row]:
        """At most `limit` of the rows, from `offset` on."""
        return rows[offset : offset + limit]

    def rows(self, fields: Sequence[str], filters: Mapping[str, Sequence[str]]) -> Iterator[Row]:
        """The rows of one question."""
        first_year = int(filters.get("AR:gte", ["0"])[0])
        seen: set[tuple[object, ...]] = set()
        for level, county, municipality, figures in self.places():
            names = {"NIVA_NAMN": level, "LAN_NAMN": county, "KOMMUN_NAMN": municipality}
            if any(names[name] not in filters.get(name, [names[name]]) for name in names):
                continue
            if not {"AR", "MANAD_NAMN_LANG"} & set(fields):
                key = tuple(names[name] for name in fields)
                if key not in seen:
                    seen.add(key)
                    yield {**{name: names[name] for name in fields}, NIGHTS: float(np.nansum(figures))}
                continue
            for n in _order(figures.size):
                year, month = divmod(FIRST[0] * 12 + int(n), 12)
                if year < first_year or figures[n] < 0:
                    continue
                times = {"AR": year, "MANAD_NAMN_LANG": MONTHS[month]}
                for parts, value in _split(figures[n], fields):
                    every = {**names, **times, **parts}
                    yield {**{name: every[name] for name in fields}, NIGHTS: value}

    def places(self) -> Iterator[Place]:
        """All places there are today, with their figures."""
        made, today = regions(), self.publisher.today
        nights, hidden = _figures(_newest(today), today, self.publisher.world.guest_nights_revised_from)
        counties = made.county_sums(nights)
        yield "Riket", "", "", counties.sum(axis=0)
        for code, figures in zip(made.counties, counties, strict=True):
            yield "Län", made.names_sv[made.row_of[code]], "", figures
        for n, code in enumerate(made.municipalities):
            county = made.names_sv[made.row_of[code[:2]]]
            yield "Kommun", county, made.names_sv[made.row_of[code]], np.where(hidden[n], -1.0, nights[n])
        yield "Kommun", "Jämtlands län", HIDDEN, np.where(np.arange(nights.shape[1]) % 7 == 0, np.nan, -1.0)

    def _answer(self, today: date, changes: int, fields: tuple[str, ...], filters: Filters) -> Sequence[Row]:
        """The rows as they are on a day and after so many changes of the publisher, which tell one answer's age."""
        return list(self.rows(fields, dict(filters)))


def _filters() -> Filters:
    """Field (or AR:gte) and allowed values; the same filter twice allows both."""
    return tuple(
        (name.removeprefix("filter:"), tuple(request.args.getlist(name)))
        for name in request.args
        if name.startswith("filter:")
    )


def _order(length: int) -> np.ndarray:
    """Months as the alphabet has them within each year: nothing is sorted by time."""
    return np.array(sorted(range(length), key=lambda n: (n // 12, MONTHS[n % 12])))


def _split(value: float, fields: Sequence[str]) -> Iterator[tuple[dict[str, str], float | None]]:
    """One figure by country and kind where they are asked for, adding up to it."""
    if np.isnan(value):
        yield {"LAND_NAMN": "Ej angivet", "ANLAGGNINGSTYP_NAMN": HIDDEN}, None
        return
    shares: list[tuple[dict[str, str], float]] = [({}, 1.0)]
    for field, names in (("LAND_NAMN", COUNTRIES), ("ANLAGGNINGSTYP_NAMN", KINDS)):
        if field in fields:
            shares = [({**told, field: name}, share * part) for told, share in shares for name, part in names.items()]
    whole = [np.floor(value * share) for _, share in shares]
    whole[0] += value - sum(whole)
    for (told, _), part in zip(shares, whole, strict=True):
        if part:
            yield told, float(part)


def _newest(today: date) -> int:
    """Number of months since FIRST that are out: a month comes 28 days after its last."""
    reached = today - timedelta(days=28)
    last = calendar.monthrange(reached.year, reached.month)[1]
    return (reached.year - FIRST[0]) * 12 + reached.month - (0 if reached.day == last else 1)


@lru_cache(maxsize=8)
def _figures(months: int, today: date, revised_from: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Nights and whether they are hidden, 290 municipalities × months; higher from a year on."""
    made = regions()
    each = np.array([_NIGHTS_EACH.get(code, 4.5) for code in made.municipalities])
    profiles = np.array([_WINTER if code[:2] in _MOUNTAINS else _SUMMER for code in made.municipalities])
    at = np.arange(months)
    years, of_year = FIRST[0] + at // 12, at % 12
    seasonal = profiles[:, of_year] * (1 + 0.012 * (years - 2010))
    easter = np.array([_in_march(int(year)) for year in years])
    moved = np.where(of_year == 2, 0.9 + 0.2 * easter, np.where(of_year == 3, 1.2 - 0.35 * easter, 1.0))
    pandemic = np.where((at >= 122) & (at <= 136), 0.45, 1.0)
    rows = np.arange(len(made.municipalities))[:, None]
    luck = 0.93 + 0.14 * uniform(seed_of("guest nights"), rows, at)
    final = np.where((years < today.year - 1) | ((years == today.year - 1) & (today.month > 4)), 1.006, 1.0)
    nights = made.population_2024[:, None] * each[:, None] * seasonal * moved * pandemic * luck * final
    small = (made.population_2024 < 6000) & (uniform(seed_of("guest nights hidden"), rows[:, 0]) < 0.4)
    hidden = np.repeat(small[:, None], months, axis=1)
    hidden[made.municipalities.index("2303")] = True
    hidden[made.municipalities.index("2305")] = np.isin(of_year, (10, 11))
    hidden[made.municipalities.index("2326")] = False
    if revised_from is not None:
        nights = nights * np.where(years < revised_from, 1.0, 1.02)
    return np.rint(nights), hidden


def _in_march(year: int) -> float:
    """How much of the Easter week lies in March, 0 to 1 (Gauss's rule for the years here)."""
    a, b, c = year % 19, year % 4, year % 7
    d = (19 * a + 24) % 30
    e = (2 * b + 4 * c + 6 * d + 5) % 7
    day = 22 + d + e
    return float(np.clip((38 - day) / 7, 0, 1))
