"""Kolada v3, simulated. All figures are DEMODATA; the titles are made up in Kolada's manner.

As known of the real one: /kpi, /kpi/{ids}, /kpi_groups (both with title=), /data/kpi/{ids}/municipality/{ids}/year/
{years} of which any two; at most 25 ids in a part (400 beyond it); page and per_page (at most 5 000), ``next_url``;
region ids of four digits, also groups of municipalities (G…); rows deleted but still there; K and M beside T.

Switches (``publisher.switch("kolada", …)``): rename_field=NAME (for ``values`` inside a row), per_page=N (smaller
pages than asked for), no_group (Agenda 2030 has no group any more), no_member=ID (left its groups), retitle=TITLE
(of N00926), gone (N00926 is no KPI any more), duplicate (a row comes twice), new_region (a municipality nobody knows),
gap=YEAR, loop (next_url leads back), rename_next=NAME (for ``next_url``), encoding=CODEC, moved (v3 is closed),
revised (every figure is one more).
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import numpy as np
import orjson
from flask import Blueprint, Response, request

from loaders.demo.noise import seed_of, uniform
from loaders.demo.others._encodings import encoded
from loaders.demo.publisher import Publisher
from loaders.demo.regions import regions

MOST_IDS = 25
MOST_ROWS = 5000
FIRST_YEAR = 2007
BANKRUPTCIES = "N00926"
_TITLES = {
    BANKRUPTCIES: "Företagskonkurser, antal/1000 inv, 16-64 år",
    "N00999": "Nystartade företag, antal/1000 invånare, 16-64 år",
    "N00708": "Arbetslöshet, öppen, 18-65 år, andel (%)",
    "N03700": "Bruttoregionprodukt (BRP), kr/inv",
    "N01982": "Invånare 25-64 år med eftergymnasial utbildning, andel (%)",
    "N00901": "Skattesats till kommun (%)",
    "N00904": "Skattekraft, kr/inv",
    "U30446": "Bostadsmarknadsläget (0 = underskott, 1 = balans, 2 = överskott)",
    **{f"N{70100 + n}": f"DEMODATA: hållbarhetsnyckeltal {n}, andel (%)" for n in range(1, 31)},
}
_RANGES = {
    "N00999": (6.0, 16.0, 1),
    "N00708": (2.5, 9.5, 1),
    "N03700": (320_000.0, 640_000.0, 0),
    "N01982": (22.0, 52.0, 1),
    "N00901": (20.0, 24.0, 2),
    "N00904": (195_000.0, 290_000.0, 0),
    "U30446": (0.0, 2.0, 0),
}
"""Lowest, highest and decimals of what has a real name, so that a made-up figure does not look like a fault."""
_COUNTY_ONLY = frozenset({"N70130"})
_GROUPS = (
    ("G2KPI92538", "Agenda 2030 - kommun", ("N00708", "N01982", *(f"N{70100 + n}" for n in range(1, 28)))),
    ("G2KPI92540", "Agenda 2030 - region", ("N00708", *(f"N{70100 + n}" for n in range(26, 31)))),
    ("G2KPI10999", "BRP+ (breddat mått på regional utveckling)", ("N03700", "U30446", "N01982", "N00999")),
    ("G2KPI92539", "Kultur/Fritid", ("U30446",)),
    ("G2KPI11000", "Ekonomi - skatter", ("N00901", "N00904")),
)


class _Refused(Exception):
    """An address the API does not take."""


def routes(publisher: Publisher) -> Blueprint:
    """The paths of the API that are used, below its base address."""
    blueprint = Blueprint("kolada", __name__)

    @blueprint.errorhandler(_Refused)
    def refused(raised: _Refused) -> Response:
        return Response(orjson.dumps({"detail": str(raised)}), 400, content_type="application/json")

    @blueprint.get("/kpi")
    @blueprint.get("/kpi/<ids>")
    def kpi(ids: str = "") -> Response:
        wanted = _ids(ids) if ids else [id_ for id_ in _TITLES if _sought(_title(publisher, id_))]
        gone = {BANKRUPTCIES} if publisher.switches("kolada").get("gone") else set()
        return _page(publisher, [_described(publisher, id_) for id_ in wanted if id_ in _TITLES and id_ not in gone])

    @blueprint.get("/kpi_groups")
    def kpi_groups() -> Response:
        switches: Mapping[str, Any] = publisher.switches("kolada")
        found: list[dict[str, object]] = []
        for id_, title, members in _GROUPS:
            if _sought(title) and not (switches.get("no_group") and "Agenda" in title):
                kept = [member for member in members if member != switches.get("no_member")]
                listed = [{"member_id": member, "member_title": _TITLES[member]} for member in kept]
                found.append({"id": id_, "title": title, "members": listed})
        return _page(publisher, found)

    @blueprint.get("/data/<path:parts>")
    def data(parts: str) -> Response:
        asked = parts.split("/")
        chosen = {asked[n]: _ids(asked[n + 1]) for n in range(0, len(asked) - 1, 2)}
        if len(asked) % 2 or len(chosen) < 2 or set(chosen) - {"kpi", "municipality", "year"}:
            raise _Refused("two of kpi, municipality and year must be given")
        return _page(publisher, list(_figures(publisher, chosen)))

    return blueprint


def _ids(text: str) -> list[str]:
    found = text.split(",")
    if len(found) > MOST_IDS:
        raise _Refused(f"List should have at most {MOST_IDS} items, not {len(found)}")
    return found


def _sought(title: str) -> bool:
    return request.args.get("title", "").casefold() in title.casefold()


def _title(publisher: Publisher, id_: str) -> str:
    retitled = publisher.switches("kolada").get("retitle")
    return str(retitled) if retitled and id_ == BANKRUPTCIES else _TITLES[id_]


def _described(publisher: Publisher, id_: str) -> dict[str, object]:
    newest = _last_year(publisher)
    return {
        "id": id_,
        "title": _title(publisher, id_),
        "description": f"DEMODATA: beskrivning av {id_}.",
        "municipality_type": "L" if id_ in _COUNTY_ONLY else "K",
        "is_divided_by_gender": id_.startswith("N70"),
        "has_ou_data": False,
        "operating_area": "DEMODATA",
        "auspice": "X",
        "publication_date": f"{newest + 1}-05-15",
        "publ_period": str(newest),
    }


def _last_year(publisher: Publisher) -> int:
    """A year's figures come on 15 May of the next."""
    today = publisher.today
    return today.year - (1 if (today.month, today.day) >= (5, 15) else 2)


def _figures(publisher: Publisher, chosen: dict[str, list[str]]) -> Iterator[dict[str, object]]:
    switches: Mapping[str, Any] = publisher.switches("kolada")
    newest = _last_year(publisher)
    years = [int(year) for year in chosen.get("year", map(str, range(FIRST_YEAR, newest + 1)))]
    places = chosen.get("municipality") or [*_places(), "G35820"]
    if switches.get("new_region"):
        places = [*places, "1099"]
    for id_ in chosen.get("kpi", list(_TITLES)):
        for place in places:
            for year in years:
                known = id_ in _TITLES and FIRST_YEAR <= year <= newest and str(year) != str(switches.get("gap"))
                if not known or not _exists(id_, place):
                    continue
                row = record(id_, place, year, 1 if switches.get("revised") else 0)
                yield row
                if switches.get("duplicate") and place == "2303":
                    yield row


def _places() -> list[str]:
    return [code.rjust(4, "0") for code in regions().codes]


@lru_cache(maxsize=1)
def _people() -> dict[str, int]:
    known = regions()
    return dict(zip(known.municipalities, known.population_2024.tolist(), strict=True))


@lru_cache(maxsize=64)
def _chances(id_: str, place: str) -> list[float]:
    """A number in [0, 1) for each year."""
    number = int(place) if place.isdecimal() else 9999
    return uniform(seed_of(id_), number, np.arange(FIRST_YEAR, FIRST_YEAR + 60)).tolist()


def _exists(id_: str, place: str) -> bool:
    if id_ == BANKRUPTCIES:
        return not place.startswith("00")
    return place.startswith("00") if id_ in _COUNTY_ONLY else True


def record(id_: str, place: str, year: int, more: int = 0) -> dict[str, object]:
    """A KPI's row for a place (four digits) and a year, as the API gives it."""
    chance = _chances(id_, place)[year - FIRST_YEAR]
    if id_ == BANKRUPTCIES:
        people = _people().get(place, 20_000) * 0.58  # about so many are 16–64
        firms = int(people / 1300 * (0.6 + 0.8 * chance))
        value: float | None = round(1000 * firms / people, 1) + more
    else:
        low, high, decimals = _RANGES.get(id_, (10.0, 70.0, 1))
        value = round(low + (high - low) * chance, decimals) + more
    lacking = id_.startswith("N7") and chance < 0.06
    cells = [{"gender": "T", "count": 1, "status": "", "value": value, "isdeleted": False}]
    if lacking:
        cells[0] |= {"value": None, "status": "Privacy" if chance < 0.03 else "Missing"}
    if id_.startswith("N70"):
        cells += [{**cells[0], "gender": sex, "value": None if lacking else value} for sex in "KM"]
    if chance > 0.97:
        cells.append({**cells[0], "value": 12345.0, "isdeleted": True})
    return {"kpi": id_, "municipality": place, "period": year, "values": cells}


def _page(publisher: Publisher, rows: list[dict[str, object]]) -> Response:
    switches: Mapping[str, Any] = publisher.switches("kolada")
    if switches.get("moved"):
        return Response(orjson.dumps({"detail": "Gone"}), 410, content_type="application/json")
    size = min(int(request.args.get("per_page", MOST_ROWS)), MOST_ROWS, int(switches.get("per_page", MOST_ROWS)))
    number = int(request.args.get("page", 1))
    shown = rows[(number - 1) * size : number * size]
    if switches.get("rename_field"):
        shown = [{str(switches["rename_field"]) if k == "values" else k: v for k, v in row.items()} for row in shown]
    following = None
    if number * size < len(rows):
        rest = {**request.args.to_dict(), "per_page": str(size), "page": str(1 if switches.get("loop") else number + 1)}
        following = f"{request.base_url}?{urlencode(rest)}"
    next_name = str(switches.get("rename_next", "next_url"))
    body = orjson.dumps({"values": shown, "count": len(rows), next_name: following, "demo": "DEMODATA"})
    if switches.get("encoding"):
        body = encoded(body.decode(), switches["encoding"])
    return Response(body, content_type="application/json")
