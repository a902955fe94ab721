"""What is taken of one ad: when it was published, where the work is, its field, how many jobs. No more.

Names of fields as public code reads the archives (docs/sources.md lists them, with what is unverified): an ad of
2016 on has ``publication_date``, ``last_publication_date``, ``removed``, ``removed_date``, ``number_of_vacancies``,
``occupation_field.concept_id`` and ``workplace_address.municipality_code``; those of 2006 to 2015 lack the id and
usable numbers of jobs; enriched ones may have lists where others have one object, and call the ad ``original_id``.
Nested names may also be written flat (``workplace_address.municipality_code``, ``workplace_address__municipality``).

What is asked of a line is what it costs: the common shape is read by plain look-ups in tables of what has been met,
everything else by ``_place`` and ``_field``.
"""

import contextlib
import re
from array import array
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.files import BOM

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Years a day of publication can be read of; one outside them is no day."""
NO_MONTH = 0
UNKNOWN_FIELD = "unknown"
FIELDS: tuple[tuple[str, str, str], ...] = (
    ("administration", "X82t_awd_Qyc", "administration"),
    ("construction", "j7Cq_ZJe_GkT", "bygg"),
    ("managers", "bh3H_Y3h_5eD", "chef"),
    ("it", "apaJ_2ja_LuF", "data"),
    ("sales", "RPTn_bxG_ExZ", "försäljning"),
    ("crafts", "PaxQ_o1G_wWH", "hantverk"),
    ("hospitality", "ScKy_FHB_7wT", "hotell"),
    ("health", "NYW6_mP6_vwf", "hälso"),
    ("manufacturing", "wTEr_CBC_bqh", "industri"),
    ("maintenance", "yhCP_AqT_tns", "installation"),
    ("body_care", "Uuf1_GMh_Uvw", "kropp"),
    ("culture", "9puE_nYg_crq", "kultur"),
    ("military", "bH5L_uXD_ZAX", "militär"),
    ("nature", "VuuL_7CH_adj", "naturbruk"),
    ("science", "kJeN_wmw_9wX", "naturvetenskap"),
    ("education", "MVqp_eS8_kDZ", "pedagog"),
    ("cleaning", "whao_Q6A_ScE", "sanering"),
    ("security", "E7hm_BLq_fqZ", "säkerhet"),
    ("transport", "ASGV_zcE_bWf", "transport"),
    ("social", "GazW_2TU_kJw", "socialt|yrken med social"),
    ("technical", "6Hq3_tKo_V57", "teknisk|yrken med teknisk"),
)
"""Our code of each occupational field, its concept id in JobTech's taxonomy (six public copies of the list agree,
2026-11), and how its Swedish label begins."""
FIELD_CODES = (UNKNOWN_FIELD, *(code for code, _, _ in FIELDS))
MOST_JOBS = 100_000
"""More jobs than one ad can be for."""
_MOST_MET = 50_000
"""Different addresses remembered; a file with more of them than Sweden has places is read without memory."""
_FIELD_BITS, _ENDING_BITS, _PLACE_BITS = 5, 11, 9

Ids = NDArray[np.uint64]
Keys = NDArray[np.int64]


@dataclass(slots=True)
class Tally:
    """What the lines of one part of a file say.

    ids, keys, jobs: one number for each ad: its id (0 where it has none), month, place, field and last month packed
    (`packed`), and jobs (-1 where it does not tell). The rest are numbers of lines.
    """

    ids: "array[int]" = field(default_factory=lambda: array("Q"))
    keys: "array[int]" = field(default_factory=lambda: array("q"))
    jobs: "array[int]" = field(default_factory=lambda: array("i"))
    lines: int = 0
    blank: int = 0
    broken: int = 0
    endless: int = 0
    undated: int = 0
    without_id: int = 0
    removed: int = 0
    strange_place: int = 0
    strange_field: int = 0
    demo: bool = False


@cache
def place_codes() -> tuple[str, ...]:
    """Riket, the counties and the municipalities, in the order of their codes."""
    return tuple(sorted(places.codes_at((Level.NATION, Level.COUNTY, Level.MUNICIPALITY))))


@cache
def _months() -> dict[str, int]:
    span = (f"{year}-{month:02}" for year in range(FIRST_YEAR, LAST_YEAR) for month in range(1, 13))
    return {month: n for n, month in enumerate(span, 1)}


@cache
def month_names() -> tuple[str, ...]:
    """The months by their number, "" for `NO_MONTH`."""
    return ("", *_months())


def packed(month: Any, place: Any, field_: Any, ending: Any) -> Any:
    """Numbers of month, place, field and last month as one, month first: sorted keys are sorted by month."""
    return (((month << _PLACE_BITS | place) << _FIELD_BITS | field_) << _ENDING_BITS) | ending


def unpacked(keys: Keys) -> tuple[Keys, Keys, Keys, Keys]:
    """Numbers of month, place, field and last month."""
    rest = keys >> _ENDING_BITS
    field_ = rest & ((1 << _FIELD_BITS) - 1)
    rest >>= _FIELD_BITS
    place = rest & ((1 << _PLACE_BITS) - 1)
    return rest >> _PLACE_BITS, place, field_, keys & ((1 << _ENDING_BITS) - 1)


def tally(lines: Iterable[bytes], into: Tally) -> None:
    """Count ads, one JSON object a line. A line that is none is counted as broken; nothing a line holds is an error."""
    loads, months = orjson.loads, _months()
    met_places: dict[Hashable, int] = {}
    met_fields: dict[Hashable, int] = {concept: n for n, (_, concept, _) in enumerate(FIELDS, 1)}
    add_id, add_key, add_jobs = into.ids.append, into.keys.append, into.jobs.append
    count = into.lines
    for line in lines:
        count += 1
        try:
            ad = loads(line)
        except ValueError:
            ad = _late(line, into)
            if ad is None:
                continue
        if type(ad) is not dict:
            into.broken += 1
            continue
        if not into.keys:  # one made-up ad among real ones would be no mark of a made-up file
            into.demo = bool(ad.get("demo"))
        get: Any = ad.get
        try:
            month = months[get("publication_date")[:7]]
        except (KeyError, TypeError):
            into.undated += 1
            continue
        try:
            ending = months[get("last_publication_date")[:7]]
        except (KeyError, TypeError):
            ending = NO_MONTH
        if get("removed"):
            ending = _taken_down(ad, ending, into)
        address = get("workplace_address")
        try:
            place = met_places[address["municipality_code"], address["region_code"]]
        except (KeyError, TypeError):
            place = _place(ad, address, met_places, into)
        try:
            field_ = met_fields[get("occupation_field")["concept_id"]]
        except (KeyError, TypeError):
            field_ = _field(ad, into)
        jobs = get("number_of_vacancies")
        add_jobs(jobs if type(jobs) is int and 0 < jobs <= MOST_JOBS else -1)
        add_key((((month << _PLACE_BITS | place) << _FIELD_BITS | field_) << _ENDING_BITS) | ending)
        id_ = get("original_id") or get("id")
        if type(id_) is str and id_.isdecimal() and len(id_) < 18:
            add_id(int(id_) + 1)
        else:
            add_id(_hash_of(id_, into))
    into.lines = count


def _late(line: bytes, into: Tally) -> Any:
    """A line that is not JSON at first sight: what it is without a byte order mark, None if nothing."""
    text = line.strip()
    if not text:
        into.blank += 1
        return None
    if text.startswith(BOM):
        try:
            return orjson.loads(text.removeprefix(BOM))
        except ValueError:
            pass
    into.broken += 1
    return None


def _hash_of(id_: object, into: Tally) -> int:
    if isinstance(id_, int) and not isinstance(id_, bool) and 0 < id_ < 1 << 62:
        return id_ + 1
    if not isinstance(id_, str) or not id_:
        into.without_id += 1
        return 0
    # orjson refuses lone surrogates, so that every text it gives can be encoded
    return int.from_bytes(blake2b(id_.encode(), digest_size=8).digest()) | 1 << 63


def _taken_down(ad: Mapping[str, Any], ending: int, into: Tally) -> int:
    """The month an ad was last to be seen: that of its removal, where it was taken down before its last day."""
    into.removed += 1
    day = ad.get("removed_date")
    month = _months().get(day[:7], NO_MONTH) if isinstance(day, str) else NO_MONTH
    return min(month, ending) if month and ending else month or ending


def _inner(ad: Mapping[str, Any], outer: str, name: str) -> object:
    """What an ad says under outer.name: in an object, the first of a list of them, or flat."""
    held = ad.get(outer)
    if isinstance(held, list) and held:
        held = held[0]
    if isinstance(held, dict) and held.get(name) is not None:
        return held[name]
    return next((ad[flat] for dot in (".", "__", "_") if (flat := f"{outer}{dot}{name}") in ad), None)


def _text(value: object) -> str:
    """A code as text: 180 is "180" and None ""."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip()[:80]


@cache
def _known_places() -> dict[str, int]:
    """Numbers of places by code, concept id and name in lower case; a former code of a municipality too."""
    number = {code: n for n, code in enumerate(place_codes())}
    found: dict[str, int] = {}
    for code, n in number.items():
        place = places.place(code)
        found |= {key: n for key in (place.code, place.concept, place.name.lower(), place.formerly) if key}
    return found


_PARTS = ("municipality_code", "municipality_concept_id", "municipality", "region_code", "region_concept_id", "region")


def _place(ad: Mapping[str, Any], address: object, met: dict[Hashable, int], into: Tally) -> int:
    """The number of the municipality an ad is for, else of its county, else of riket; remembered by what it says."""
    said = [_text(_inner(ad, "workplace_address", name)) for name in _PARTS]
    known = _known_places()
    municipality = _first(known, (said[0].zfill(4) if said[0].isdecimal() else "", said[1], said[2].lower()), 4)
    if municipality:
        found = municipality
    else:
        into.strange_place += any(said[:3])
        county = said[3].zfill(2) if said[3].isdecimal() else ""
        within = said[0].zfill(4)[:2] if said[0].isdecimal() else ""
        found = _first(known, (county, said[4], said[5].lower(), within), 2) or known[places.NATION]
    if municipality and isinstance(address, dict) and len(met) < _MOST_MET:
        with contextlib.suppress(KeyError, TypeError):
            met[address["municipality_code"], address["region_code"]] = found
    return found


def _first(known: Mapping[str, int], keys: Iterable[str], digits: int) -> int:
    """The number of the first place there is whose code has so many digits; 0, which is riket's, if none is known."""
    codes = place_codes()
    numbers = (known[key] for key in keys if key in known)
    return next((n for n in numbers if len(codes[n]) == digits and codes[n] != places.NATION), 0)


_LABELS = tuple(re.compile(rf"(?:{pattern})", re.IGNORECASE) for _, _, pattern in FIELDS)


def _field(ad: Mapping[str, Any], into: Tally) -> int:
    """The number of an ad's occupational field by its concept id, else by how its label begins; 0 if not told."""
    concept = _text(_inner(ad, "occupation_field", "concept_id"))
    label = _text(_inner(ad, "occupation_field", "label") or ad.get("occupation_field"))
    for n, (_, known, _) in enumerate(FIELDS, 1):
        if concept == known:
            return n
    for n, pattern in enumerate(_LABELS, 1):
        if pattern.match(label):
            return n
    into.strange_field += bool(concept or label)
    return 0
