"""Swedish places: riket, 21 counties, 290 municipalities, and *övriga länet* (a county without one municipality).

Codes are text: ``00``, two digits, four digits, ``23-2380`` for county 23 without municipality 2380, and
``2303+2305~Småkommunerna`` for municipalities that somebody has put together under a name. Beside them are the eight
riksområden (NUTS 2), ``SE32``, of a few surveys that have too few answers for counties: they are in no list of places,
and are named where figures are theirs alone.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from loaders.ground import names
from loaders.ground.declarations import Level
from loaders.ground.errors import SourceChanged, UsageError

NATION = "00"
COMPARATOR_SHARE = 0.25
"""A municipality with more than this share of its county's residents is compared with the rest of the county."""
RESIDUAL = frozenset({"", "uppgift saknas", "okänd", "okänt", "inga uppgifter", "ospecificerad", "utlandet"})
"""What publishers write for those whose place they do not know, in lower case."""
_AREAS = {
    "SE11": ("Stockholm", ("01",)),
    "SE12": ("Östra Mellansverige", ("03", "04", "05", "18", "19")),
    "SE21": ("Småland med öarna", ("06", "07", "08", "09")),
    "SE22": ("Sydsverige", ("10", "12")),
    "SE23": ("Västsverige", ("13", "14")),
    "SE31": ("Norra Mellansverige", ("17", "20", "21")),
    "SE32": ("Mellersta Norrland", ("22", "23")),
    "SE33": ("Övre Norrland", ("24", "25")),
}
"""Riksområden by NUTS code: SCB's name and the counties, as KI's regional table and Trafikanalys list them."""
_COUNTIES_NUTS = (
    "01 SE110, 03 SE121, 04 SE122, 05 SE123, 18 SE124, 19 SE125, 06 SE211, 07 SE212, 08 SE213, 09 SE214, 10 SE221, "
    "12 SE224, 13 SE231, 14 SE232, 17 SE311, 20 SE312, 21 SE313, 22 SE321, 23 SE322, 24 SE331, 25 SE332"
)
COUNTY_NUTS = {code: nuts for code, nuts in (pair.split() for pair in _COUNTIES_NUTS.split(", "))}
"""NUTS 3 code of each county, as Eurostat's tables name it (regulation (EU) 2016/2066)."""
MOST_PARTS = 60
"""So many municipalities an own area may have."""
_JOINED, _NAMED = "+", "~"
LONGEST_NAME = 40
"""Characters of an own area's name."""
_AREA_NAME = re.compile(rf"[^\W_][\w .,:&/()’'–-]{{0,{LONGEST_NAME - 1}}}")
_GARBLED = re.compile("[\u0080-\u009fÃ\ufffd]")
"""What Swedish letters become when they are read in another encoding than they were written in."""
_SWEDISH_ORDER = {letter: n for n, letter in enumerate(" -abcdefghijklmnopqrstuvwxyzåäö")}


@dataclass(frozen=True, slots=True)
class Place:
    """A place that has figures.

    ``name`` is SCB's label (Jämtlands län, Åre), ``full_name`` what follows the word *i* in running text
    (Jämtlands län, Åre kommun, riket). ``county`` is the county's code, empty for riket. ``concept`` is the id in
    JobTech's taxonomy. ``since`` is the year the code is valid from, 0 if before all statistics here; ``formerly`` the
    code the place had until then, if it only changed county.
    """

    code: str
    name: str
    full_name: str
    county: str
    level: Level
    without: str = ""
    concept: str = ""
    since: int = 0
    formerly: str = ""
    counties: tuple[str, ...] = ()
    """Of a riksområde: the codes of its counties."""
    parts: tuple[str, ...] = ()
    """Of a place that no publisher has figures of: the codes of the municipalities whose figures are added up."""

    @property
    def is_rest_of_county(self) -> bool:
        """Whether this is a county without one of its municipalities."""
        return bool(self.without)

    @property
    def is_summed(self) -> bool:
        """Whether its figures are sums made here: övriga länet, or an own area."""
        return bool(self.parts)

    @property
    def is_own_area(self) -> bool:
        """Whether somebody has put its municipalities together."""
        return self.is_summed and not self.is_rest_of_county


@cache
def all_places() -> dict[str, Place]:
    """The 312 places by code, in code order with each county before its municipalities."""
    found = {}
    for row in _rows("places.csv"):
        code = row["code"]
        level = Level.NATION if code == NATION else Level.COUNTY if len(code) == 2 else Level.MUNICIPALITY
        county = "" if level is Level.NATION else row["county"] or code
        found[code] = Place(
            code,
            row["name"],
            row["full_name"],
            county,
            level,
            concept=row["concept"],
            since=int(row["since"] or 0),
            formerly=row["formerly"],
        )
    return dict(sorted(found.items()))


@cache
def areas() -> dict[str, Place]:
    """The eight riksområden by code."""
    return {
        code: Place(code, name, f"riksområdet {name}", "", Level.AREA, counties=counties)
        for code, (name, counties) in _AREAS.items()
    }


def area_of(county: str) -> Place:
    """The riksområde a county lies in."""
    return next(area for area in areas().values() if county in area.counties)


def _rows(file: str) -> Iterator[dict[str, str]]:
    lines = (resources.files(__package__) / file).read_text(encoding="utf-8").splitlines()
    return csv.DictReader(line for line in lines if not line.startswith("#"))


def codes_at(levels: Iterable[Level]) -> tuple[str, ...]:
    """Codes of all places at the levels, in code order; of riksområden where they alone are asked for."""
    wanted = set(levels)
    known = areas() if wanted == {Level.AREA} else all_places()
    return tuple(code for code, place in known.items() if place.level in wanted)


@cache
def municipalities(county: str) -> tuple[Place, ...]:
    """A county's municipalities in Swedish alphabetical order."""
    found = [p for p in all_places().values() if p.level is Level.MUNICIPALITY and p.county == county]
    return tuple(sorted(found, key=lambda place: swedish_order(place.name)))


def swedish_order(name: str) -> list[int]:
    """What names are sorted by: å, ä and ö last."""
    return [_SWEDISH_ORDER.get(letter, 0) for letter in name.lower()]


def example_municipality(county: str) -> Place:
    """The municipality of a county that texts name as an example: Åre where there is one, else the first."""
    found = {one.name: one for one in municipalities(county)}
    return found.get("Åre") or next(iter(found.values()))


def is_alone(municipality: str) -> bool:
    """Whether a municipality is all of its county (Gotland), which then has no rest."""
    return len(municipalities(place(municipality).county)) == 1


def inside(county: str) -> tuple[Place, ...]:
    """The municipalities told beside their county, in alphabetical order: none where one is all of it (Gotland)."""
    found = municipalities(county)
    return found if len(found) > 1 else ()


def homes(counties: Iterable[str]) -> tuple[str, ...]:
    """Riket, and each county with its municipalities, in code order: whom a publisher is asked about place by place."""
    found = {county: sorted(one.code for one in municipalities(county)) for county in sorted(counties)}
    return (NATION, *(code for county, own in found.items() for code in (county, *own)))


def rest_of_county(municipality: str) -> Place:
    """The place *övriga länet* for a municipality that is not alone in its county."""
    home = place(municipality)
    county = place(home.county)
    others = tuple(p.code for p in municipalities(county.code) if p.code != home.code)
    code = f"{county.code}-{home.code}"
    return Place(code, "Övriga länet", "övriga länet", county.code, Level.COUNTY, home.code, parts=others)


def own_area(codes: Iterable[str], name: str = "") -> Place:
    """Municipalities put together under a name, in code order; without a name they are called by their own.

    Its county is theirs if they lie in one, else empty. UsageError for other places than municipalities, fewer than two
    or more than MOST_PARTS, and for a name that is none or another place's.
    """
    asked = tuple(sorted(dict.fromkeys(codes)))
    known = all_places()
    if "" in asked:
        raise UsageError(
            "a municipality is missing beside a plus; an own area is municipalities, such as 2303+2305",
            "Det saknas en kommun vid ett plus. Ett eget område är kommuner med plus emellan, till exempel 2303+2305.",
        )
    for code in asked:
        if code not in known or known[code].level is not Level.MUNICIPALITY:
            raise UsageError(
                f"'{code}' is no municipality; an own area is municipalities, such as 2303+2305",
                f"”{code}” är ingen kommun. Ett eget område är kommuner med plus emellan, till exempel 2303+2305.",
            )
    if not 2 <= len(asked) <= MOST_PARTS:
        raise UsageError(
            f"an own area is 2 to {MOST_PARTS} municipalities, not {len(asked)}",
            f"Ett eget område är 2 till {MOST_PARTS} kommuner, inte {len(asked)}.",
        )
    name = " ".join(name.split())
    if name and not _AREA_NAME.fullmatch(name):
        raise UsageError(
            f"'{name}' is no name of an area: at most 40 letters, digits, blanks and . , : & / ( ) ’ - –",
            f"”{name[:60]}” kan inte vara ett områdes namn. Använd högst 40 tecken: bokstäver, siffror, mellanrum och "
            ". , : & / ( ) ’ - –.",
        )
    if name and any(_plain(name) in (_plain(one.name), _plain(one.full_name)) for one in known.values()):
        raise UsageError(f"'{name}' is another place", f"{name} är namnet på en annan plats. Ge området ett eget namn.")
    inside = {known[code].county for code in asked}
    said = name or _listed([known[code] for code in asked])
    code = _JOINED.join(asked) + (f"{_NAMED}{name}" if name else "")
    return Place(code, said, said, inside.pop() if len(inside) == 1 else "", Level.COUNTY, parts=asked)


def _listed(inside: list[Place]) -> str:
    """``Bergs, Bräcke och Krokoms kommuner``; only the number of many."""
    if len(inside) > 4:
        return f"{len(inside)} kommuner"
    stems = [re.sub(r" kommun$", "", place.full_name) for place in inside]
    return f"{', '.join(stems[:-1])} och {stems[-1]} kommuner"


def members(code: str) -> tuple[str, ...]:
    """Codes of the municipalities that are added up for *övriga länet* or an own area; else its own code."""
    return place(code).parts or (code,)


def place(code: str) -> Place:
    """The place with this code; UsageError if there is none."""
    known = all_places()
    if code in known:
        return known[code]
    if code in areas():
        return areas()[code]
    if _JOINED in code:
        joined, _, name = code.partition(_NAMED)
        return own_area(joined.split(_JOINED), name)
    county, dash, without = code.partition("-")
    if dash and without in known and known[without].county == county and not is_alone(without):
        return rest_of_county(without)
    raise UsageError(
        f"no Swedish place has code '{code}'; use 00, a two-digit county or a four-digit municipality",
        f"Det finns ingen plats med koden ”{code}”. Använd 00 för riket, två siffror för län, fyra för kommun.",
    )


def codes_called(written: str) -> tuple[str, ...]:
    """Codes of the places that a person may mean by a code or name, none where there is no such place."""
    text = written.strip()
    if text in all_places() or text.upper() in areas():
        return (text.upper(),)
    found = _called(written, None, None, "") or _called(re.sub(r"^riksområdet ", "", written), Level.AREA, None, "")
    return found or names.find(written, ((name, code) for name, codes in _names("").items() for code in codes))


def find_place(written: str, further: Iterable[str] = ()) -> Place:
    """The place a person means by code or name: ``2321``, ``åre``, ``Are kommun``, ``Jämtland``, ``riket``.

    UsageError with the nearest name, which may be one of ``further``; for a name that a county and a municipality
    share, with how to say each.
    """
    found, known = codes_called(written), all_places()
    if len(found) == 1:
        return place(found[0])
    if found:
        each = [f"{known[code].full_name} ({code})" for code in found]
        raise UsageError(
            f"'{written}' may be {' or '.join(each)}; write which", f"”{written}” kan vara {' eller '.join(each)}."
        )
    called = (name for place in known.values() for name in (place.full_name, place.name))
    near = names.nearest(written, (*called, *further))
    hint = f"did you mean {near}?" if near else "write 00, two digits for a county or four for a municipality"
    hint_sv = f"Menade du {near}?" if near else "Skriv 00, två siffror för län eller fyra för kommun."
    raise UsageError(f"no place is called '{written}'; {hint}", f"Det finns ingen plats ”{written}”. {hint_sv}")


def by_name(name: str, *, level: Level | None = None, county: str | None = None, source: str = "") -> Place:
    """The place a publisher calls so: ``Jämtland``, ``JÄMTLANDS LÄN``, ``2380 Östersund``, ``Åre kommun``, ``Sverige``.

    level: needed for the names that both a county and a municipality have (Uppsala, Gotland). county: the code of the
    county the publisher puts the municipality in, which may be its former one. source: also use this source's own
    names (loaders/ground/place_names.csv). A riksområde is found where that is the level, and there alone.
    SourceChanged if no or several places are called so.
    """
    found = _called(name, level, county, source)
    if len(found) == 1:
        return place(found[0])
    raise SourceChanged(_not_one(name, found))


def by_names(
    names: Iterable[str], *, level: Level | None = None, county: str | None = None, source: str = ""
) -> dict[str, Place]:
    """by_name for many, each once; SourceChanged lists all the names that stand for no or several places."""
    found = {name: _called(name, level, county, source) for name in dict.fromkeys(names)}
    unknown = [name for name, codes in found.items() if not codes]
    wrong = [_not_one(name, codes) for name, codes in found.items() if len(codes) > 1]
    if unknown:
        wrong.append(_not_known(unknown))
    if wrong:
        raise SourceChanged("; ".join(wrong))
    return {name: place(codes[0]) for name, codes in found.items()}


def misread(names: Iterable[str]) -> str:
    """A bracket on the first of the names that was read in another encoding than it was written in; "" if none was."""
    for name in filter(_GARBLED.search, names):
        for codec in ("latin-1", "cp1252"):
            try:
                meant = name.encode(codec).decode("utf-8")
            except UnicodeError:
                continue
            return f" ('{name}' is '{meant}' in another encoding: fetch the file again)"
        return f" ('{name}' looks like text in another encoding: fetch the file again)"
    return ""


def is_residual(name: str | None) -> bool:
    """Whether a publisher's name of a place says that it is not known."""
    return (name or "").strip().lower() in RESIDUAL


def _not_one(name: str, codes: tuple[str, ...]) -> str:
    if codes:
        return f"'{name}' may be {' or '.join(codes)}: the declaration must say the level"
    return _not_known([name])


def _not_known(names: list[str]) -> str:
    listed = ", ".join(f"'{name}'" for name in names) + misread(names)
    if len(names) == 1:
        return f"no Swedish place is called {listed}: add the name to loaders/ground/place_names.csv if it is one"
    return f"no Swedish places are called {listed}: add those that are to loaders/ground/place_names.csv"


def _called(name: str, level: Level | None, county: str | None, source: str) -> tuple[str, ...]:
    if level is Level.AREA:
        plain = _plain(re.sub(r"\(SE\d\d\)|^SE\d\d\b", "", name))
        return tuple(code for code, area in areas().items() if _plain(area.name) == plain)
    numbered = re.match(r"^(\d{2}|\d{4})\b\s*(.*)$", name.strip())
    code, said = numbered.groups() if numbered else ("", name)
    plain = _plain(said)
    found = _names(source).get(plain, ()) if plain else ((code,) if code in all_places() else ())
    places = [all_places()[one] for one in found]
    places = [place for place in places if level in (None, place.level) and code in ("", place.code, place.formerly)]
    if county is not None:
        places = [place for place in places if county in (place.county, place.formerly[:2])]
    return tuple(place.code for place in places)


@cache
def _names(source: str) -> dict[str, tuple[str, ...]]:
    """Codes by plain name."""
    found: dict[str, dict[str, None]] = {}

    def note(name: str, code: str) -> None:
        found.setdefault(_plain(name), {})[code] = None

    for place in all_places().values():
        short = re.sub(r" (kommun|län)$", "", place.full_name)
        for name in (place.name, place.full_name, short):
            note(name, place.code)
        if place.level is Level.COUNTY:
            note(short.removesuffix("s"), place.code)
    for row in _rows("place_names.csv"):
        if row["source"] in ("", source):
            note(row["name"], row["code"])
    return {name: tuple(codes) for name, codes in found.items()}


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).replace("-", " ").casefold().split())
