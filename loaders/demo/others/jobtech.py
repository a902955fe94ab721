"""JobTech, simulated: the historical API at /search and JobSearch at /jobsearch/search. All ads are DEMODATA.

At /archive/ is a page as a region may keep it on a web server: files of counts of archives of ads, and one archive.

As known of the real ones: parameters country, region and municipality take concept ids (a municipality's four-digit
code too), several of the same are joined by or, and an unknown one finds nothing; limit 0-100 (10 if not given);
historical-from and historical-to in parts of ISO time; the historical API has only ads that were taken down; some ads
have a county and no municipality, some a country only.
"""

import csv
import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache, partial
from html import escape
from pathlib import Path

import numpy as np
import orjson
from flask import Blueprint, Response, abort, request

from loaders.demo.noise import seed_of, uniform
from loaders.demo.others import Counterpart, _ad_archive
from loaders.demo.regions import RIKET, regions

_FILE = Path(__file__).parents[1] / "data" / "jobtech_concepts.csv"
FIRST_YEAR = 2016
LONGEST_OPEN = 180
"""Days an ad is open at most."""
ADS_PER_INHABITANT = 0.0105
"""DEMODATA: ads published in a month per inhabitant."""
_SEASON = (1.15, 1.1, 1.1, 1.0, 1.05, 0.9, 0.6, 1.05, 1.1, 1.05, 1.0, 0.8)
_PLACE = ("municipality", "region", "country")


class _Refused(Exception):
    """A parameter the API does not take."""


class JobTech(Counterpart):
    """GET /search (historical) and GET /jobsearch/search (open now)."""

    def routes(self) -> Blueprint:
        """Both APIs, which answer alike."""
        blueprint = Blueprint("jobtech", __name__)

        @blueprint.get("/search")
        def historical() -> Response:
            return self._answer(closed=True)

        @blueprint.get("/jobsearch/search")
        def jobsearch() -> Response:
            return self._answer(closed=False)

        @blueprint.get("/archive/")
        def archive() -> Response:
            links = "".join(f'<li><a href="{escape(name)}">{escape(name)}</a></li>' for name in self.files())
            text = f"<!DOCTYPE html><html lang=sv><title>DEMODATA Annonser</title><ul>{links}</ul></html>"
            return Response(text, mimetype="text/html")

        @blueprint.get("/archive/<name>")
        def archive_file(name: str) -> Response:
            write = self.files().get(name)
            if write is None:
                abort(404)
            return Response(write(), mimetype="application/octet-stream")

        return blueprint

    def files(self) -> dict[str, Callable[[], bytes]]:
        """What writes each file of the page, by the file's name."""
        there = _ad_archive.periods_there(self.publisher.today)
        counted: dict[str, Callable[[], bytes]] = {
            _ad_archive.counts_name(period): partial(_ad_archive.counts, period) for period in there
        }
        year = int(there[1])
        return {**counted, f"{year}.jsonl.gz": partial(_ad_archive.small_archive, year)}

    def rows(self, asked: Sequence[str]) -> frozenset[int]:
        """The regions whose ads are asked for; a county's own are ads without municipality, riket's the rest."""
        return _rows(asked)

    def count(self, rows: frozenset[int], since: date, until: date, closed: bool) -> tuple[int, int]:
        """Ads and positions published from since to until, of those that are closed or open today."""
        return count(self.publisher.today, rows, since, until, closed)

    def _answer(self, closed: bool) -> Response:
        try:
            limit = _limit(request.args.get("limit", "10"))
            since, until = _window(self.publisher.today, closed)
        except _Refused as refused:
            text = "Input payload validation failed"
            error = {"message": text, "errors": {"query": str(refused)}, "demo": "DEMODATA"}
            return Response(orjson.dumps(error), 400, content_type="application/json")
        asked = [text for name in _PLACE for text in request.args.getlist(name)]
        ads, positions = self.count(self.rows(asked), since, until, closed)
        body = {
            "total": {"value": ads},
            "positions": positions,
            "query_time_in_millis": 18,
            "result_time_in_millis": 267,
            "stats": [],
            "freetext_concepts": {},
            "hits": [ad(n) for n in range(min(limit, ads))],
            "demo": "DEMODATA",
        }
        return Response(orjson.dumps(body), content_type="application/json")


def _limit(text: str) -> int:
    if not text.isdecimal() or int(text) > 100:
        raise _Refused(f"limit: {text} is not a valid integer between 0 and 100")
    return int(text)


def _window(today: date, closed: bool) -> tuple[date, date]:
    """First and last day of publication."""
    begin, end = ("historical-from", "historical-to") if closed else ("published-after", "published-before")
    since = _day(request.args.get(begin, f"{FIRST_YEAR}-01-01"), begin)
    until = _day(request.args.get(end, str(today)), end)
    return max(since, date(FIRST_YEAR, 1, 1)), min(until, today)


def _day(text: str, name: str) -> date:
    """The day a part of an ISO time begins: 2023, 2023-01, 2023-01-31, 2023-01-31T23:59:59."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T\d{2}:\d{2}:\d{2})?)?)?", text)
    if found is None:
        raise _Refused(f"{name}: {text} is not a valid time")
    year, month, day = (int(part or 1) for part in found.groups())
    return date(year, month, day)


@lru_cache(maxsize=1)
def concepts() -> dict[str, int]:
    """Row among the 312 regions by concept id, and by a municipality's code."""
    row_of = regions().row_of
    with _FILE.open(encoding="utf-8", newline="") as handle:
        found = {row["concept"]: row_of[row["code"]] for row in csv.DictReader(handle)}
    return found | {code: row_of[code] for code in regions().municipalities}


def every_row() -> frozenset[int]:
    """All ads, wherever they are."""
    return frozenset(range(len(regions().codes)))


def _rows(asked: Sequence[str]) -> frozenset[int]:
    if not asked:
        return every_row()
    codes, found = regions().codes, set()
    for text in asked:
        row = concepts().get(text)
        if row is not None:
            code = codes[row]
            found |= {n for n, each in enumerate(codes) if code == RIKET or each == code or each[:2] == code}
    return frozenset(found)


@lru_cache(maxsize=1)
def _daily() -> np.ndarray:
    """Ads expected a day for each of the 312 regions; a county's are those without municipality."""
    known = regions()
    own = np.zeros(len(known.codes))
    own[known.municipality_rows] = known.population_2024 * ADS_PER_INHABITANT / 30
    own[known.county_rows] = known.county_sums(own[known.municipality_rows]) * 0.03
    own[known.row_of[RIKET]] = own.sum() * 0.01
    return own


@lru_cache(maxsize=2000)
def count(today: date, rows: frozenset[int], since: date, until: date, closed: bool) -> tuple[int, int]:
    """Ads and positions published from since to until, of those that are closed or open today."""
    if until < since or not rows:
        return 0, 0
    days = np.arange(since.toordinal(), until.toordinal() + 1)
    if not closed:
        days = days[days > today.toordinal() - LONGEST_OPEN]
    if not len(days):
        return 0, 0
    season = np.array([_SEASON[date.fromordinal(int(day)).month - 1] for day in days])
    at = np.array(sorted(rows))[:, None]
    expected = _daily()[at] * season
    ads = np.floor(expected + uniform(seed_of("ads"), at, days))
    age = today.toordinal() - days
    gone = np.floor(ads * np.clip(age / 45.0, 0, 1) ** 0.7 + uniform(seed_of("closing"), at, days) * 0.999)
    gone = np.where(age >= LONGEST_OPEN, ads, np.minimum(gone, ads))
    chosen = gone if closed else ads - gone
    lump = np.where(uniform(seed_of("lump"), at, days) > 0.995, 12, 1)
    positions = np.ceil(chosen * (1.3 + uniform(seed_of("size"), at, days))) * lump
    return int(chosen.sum()), int(positions.sum())


def ad(number: int) -> dict[str, object]:
    """An ad as the API shows it, with the person nobody must store."""
    return {
        "id": str(29_000_000 + number),
        "headline": f"DEMODATA: påhittad annons {number}",
        "number_of_vacancies": 1,
        "description": {"text": "DEMODATA. Ring Påhittade Person på 070-000 00 00."},
        "employer": {"name": "DEMODATA AB", "organization_number": "0000000000", "email": "person@example.org"},
        "application_contacts": [{"name": "Påhittade Person", "telephone": "070-000 00 00"}],
    }
