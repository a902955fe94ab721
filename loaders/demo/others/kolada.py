"""Kolada v3, simulated. All figures are DEMODATA; the titles are made up in Kolada's manner.

As known of the real one: /kpi, /kpi/{ids}, /kpi_groups and /municipality_groups (with title=; of the latter 290 groups
*Liknande kommuner socioekonomi, <kommun>, 2024* of seven; their ids are not known),
/data/kpi/{ids}/municipality/{ids}/year/{years} of which any two; at most 25 ids in a part (400 beyond it); page and
per_page (at most 5 000), ``next_url``; region ids of four digits, also groups of municipalities (G…); rows deleted but
still there; K and M beside T.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlencode

import numpy as np
import orjson
from flask import Blueprint, Response, request

from loaders.demo.noise import seed_of, uniform
from loaders.demo.others import Counterpart
from loaders.demo.publisher import Publisher
from loaders.demo.regions import regions

MOST_IDS = 25
MOST_ROWS = 5000
FIRST_YEAR = 2007
BANKRUPTCIES = "N00926"
CLIMATE = "U07451"
_TITLES = {
    BANKRUPTCIES: "Företagskonkurser, antal/1000 inv, 16-64 år",
    CLIMATE: "Företagsklimat enl. ÖJ (Insikt) - Totalt, NKI",
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
    CLIMATE: (58.0, 84.0, 0),
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


class Kolada(Counterpart):
    """The paths of the API that are used, below its base address."""

    @property
    def most_rows(self) -> int:
        """Rows of a page, whatever is asked for."""
        return MOST_ROWS

    def routes(self) -> Blueprint:
        """/kpi, /kpi_groups, /municipality_groups and /data."""
        blueprint = Blueprint("kolada", __name__)

        @blueprint.errorhandler(_Refused)
        def refused(raised: _Refused) -> Response:
            return Response(orjson.dumps({"detail": str(raised)}), 400, content_type="application/json")

        @blueprint.get("/kpi")
        @blueprint.get("/kpi/<ids>")
        def kpi(ids: str = "") -> Response:
            titles = self.titles()
            wanted = _ids(ids) if ids else [id_ for id_, title in titles.items() if _sought(title)]
            newest = _last_year(self.publisher)
            return self._page([_described(id_, titles[id_], newest) for id_ in wanted if id_ in titles])

        @blueprint.get("/kpi_groups")
        def kpi_groups() -> Response:
            found: list[dict[str, object]] = []
            for id_, title, members in self.groups():
                if _sought(title):
                    listed = [{"member_id": member, "member_title": _TITLES[member]} for member in members]
                    found.append({"id": id_, "title": title, "members": listed})
            return self._page(found)

        @blueprint.get("/municipality_groups")
        def municipality_groups() -> Response:
            return self._page([group for group in _alike() if _sought(str(group["title"]))])

        @blueprint.get("/data/<path:parts>")
        def data(parts: str) -> Response:
            asked = parts.split("/")
            chosen = {asked[n]: _ids(asked[n + 1]) for n in range(0, len(asked) - 1, 2)}
            if len(asked) % 2 or len(chosen) < 2 or set(chosen) - {"kpi", "municipality", "year"}:
                raise _Refused("two of kpi, municipality and year must be given")
            return self._page(list(self.figures(chosen)))

        return blueprint

    def titles(self) -> Mapping[str, str]:
        """Titles by id of the KPIs there are."""
        return _TITLES

    def groups(self) -> Sequence[tuple[str, str, tuple[str, ...]]]:
        """Id, title and members of the groups."""
        return _GROUPS

    def figures(self, chosen: Mapping[str, Sequence[str]]) -> Iterator[dict[str, object]]:
        """The rows of the chosen kpi, municipality and year; of all where none is chosen."""
        newest = _last_year(self.publisher)
        years = [int(year) for year in chosen.get("year", map(str, range(FIRST_YEAR, newest + 1)))]
        places = chosen.get("municipality") or every_place()
        for id_ in chosen.get("kpi", list(_TITLES)):
            for place in places:
                for year in years:
                    if id_ in _TITLES and FIRST_YEAR <= year <= newest and _exists(id_, place):
                        yield record(id_, place, year)

    def _page(self, rows: list[dict[str, object]]) -> Response:
        size = min(int(request.args.get("per_page", MOST_ROWS)), self.most_rows)
        number = int(request.args.get("page", 1))
        following = None
        if number * size < len(rows):
            rest = {**request.args.to_dict(), "per_page": str(size), "page": str(number + 1)}
            following = f"{request.base_url}?{urlencode(rest)}"
        shown = rows[(number - 1) * size : number * size]
        body = {"values": shown, "count": len(rows), "next_url": following, "demo": "DEMODATA"}
        return Response(orjson.dumps(body), content_type="application/json")


def _ids(text: str) -> list[str]:
    found = text.split(",")
    if len(found) > MOST_IDS:
        raise _Refused(f"List should have at most {MOST_IDS} items, not {len(found)}")
    return found


def _sought(title: str) -> bool:
    return request.args.get("title", "").casefold() in title.casefold()


def _described(id_: str, title: str, newest: int) -> dict[str, object]:
    return {
        "id": id_,
        "title": title,
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


def every_place() -> list[str]:
    """Ids of riket, the counties, the municipalities and a group of municipalities."""
    return [*(code.rjust(4, "0") for code in regions().codes), "G35820"]


@lru_cache(maxsize=1)
def _people() -> dict[str, int]:
    known = regions()
    return dict(zip(known.municipalities, known.population_2024.tolist(), strict=True))


@lru_cache(maxsize=1)
def _alike() -> list[dict[str, object]]:
    """A group for each municipality: the seven that have most nearly as many inhabitants, made up to be called so."""
    known, people = regions(), _people()
    names = dict(zip(known.codes, known.names_sv, strict=True))
    order = sorted(people, key=lambda code: (people[code], code))
    found: list[dict[str, object]] = []
    for n, code in enumerate(order):
        begin = min(max(0, n - 4), len(order) - 8)
        members = [other for other in order[begin : begin + 8] if other != code]
        listed = [{"member_id": one, "member_title": names[one]} for one in members]
        title = f"Liknande kommuner socioekonomi, {names[code]}, 2024"
        found.append({"id": f"G{170_000 + n}", "title": title, "members": listed})
    return [*found, {"id": "G35820", "title": "DEMODATA: annan grupp, Åre, 2024", "members": []}]


@lru_cache(maxsize=64)
def _chances(id_: str, place: str) -> list[float]:
    """A number in [0, 1) for each year."""
    number = int(place) if place.isdecimal() else 9999
    return uniform(seed_of(id_), number, np.arange(FIRST_YEAR, FIRST_YEAR + 60)).tolist()


def _exists(id_: str, place: str) -> bool:
    if id_ == BANKRUPTCIES:
        return not place.startswith("00")
    if id_ == CLIMATE:  # municipalities that take part, most of them every other year
        return place.isdecimal() and not place.startswith("00") and _chances("taking part", place)[0] > 0.15
    return place.startswith("00") if id_ in _COUNTY_ONLY else True


def record(id_: str, place: str, year: int) -> dict[str, object]:
    """A KPI's row for a place (four digits) and a year, as the API gives it."""
    chance = _chances(id_, place)[year - FIRST_YEAR]
    if id_ == BANKRUPTCIES:
        people = _people().get(place, 20_000) * 0.58  # about so many are 16–64
        firms = int(people / 1300 * (0.6 + 0.8 * chance))
        value: float | None = round(1000 * firms / people, 1)
    else:
        low, high, decimals = _RANGES.get(id_, (10.0, 70.0, 1))
        value = round(low + (high - low) * chance, decimals)
    lacking = id_.startswith("N7") and chance < 0.06
    cells = [{"gender": "T", "count": 1, "status": "", "value": value, "isdeleted": False}]
    if lacking:
        cells[0] |= {"value": None, "status": "Privacy" if chance < 0.03 else "Missing"}
    if id_.startswith("N70"):
        cells += [{**cells[0], "gender": sex, "value": None if lacking else value} for sex in "KM"]
    if chance > 0.97:
        cells.append({**cells[0], "value": 12345.0, "isdeleted": True})
    return {"kpi": id_, "municipality": place, "period": year, "values": cells}
