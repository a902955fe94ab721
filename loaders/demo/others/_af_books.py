"""DEMODATA: the contents of Arbetsförmedlingen's workbooks, as others' code describes them. All figures made up."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from random import Random

import numpy as np

from loaders.demo.noise import bell, seed_of, uniform
from loaders.demo.others._workbooks import EXCEL, Quirks, Sheet, Value, plain_cache, write_workbook
from loaders.demo.regions import regions

UNKNOWN = "Uppgift saknas"
_ORIGIN = 1996
_GROUPS = ("TOT", "KVI", "MAN", "UNG", "UNGK", "UNGM", "GAM", "GAMK", "GAMM", "INR", "INRK", "INRM")
_MORE = ("UTR", "UTRK", "UTRM", "FG", "FGK", "FGM", "GY", "GYK", "GYM", "EG", "EGK", "EGM")
_NAMES = {
    "county": ("LAN", "LÄN", "LAN_BESKR", "Län"),
    "municipality": ("KOMMUN", "KOM", "KOMMUN_BESKR", "Kommun"),
    "new": ("NYA", "NYA_LEDIGA_JOBB", "NYANM", "Nya lediga jobb", "NYANMALDA PLATSER"),
    "all": ("ALLA", "ALLA_LEDIGA_JOBB", "KVARST", "Alla lediga jobb", "KVARSTAENDE PLATSER"),
}
Rows = Iterator[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class PlainRecords:
    """What a pivot cache holds; the arguments of `plain_cache`. `rows` are read once."""

    names: Sequence[str]
    rows: Iterable[Sequence[Value]]
    own: Sequence[str]
    calculated: Sequence[str] = ()
    refreshed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook holds: its pivot caches, its sheets, and how the file is written."""

    caches: Sequence[PlainRecords] = ()
    sheets: Sequence[Sheet] = ()
    quirks: Quirks = EXCEL

    def write(self, path: Path) -> Path:
        """Write the file, once, and return its path."""
        caches = [
            plain_cache(one.names, one.rows, own=one.own, calculated=one.calculated, refreshed=one.refreshed)
            for one in self.caches
        ]
        return write_workbook(path, caches, self.sheets, self.quirks)


def month_number(year: int, month: int) -> int:
    """Months since January 1996."""
    return (year - _ORIGIN) * 12 + month - 1


def _text(number: int) -> str:
    return f"{_ORIGIN + number // 12}-{number % 12 + 1:02d}"


@lru_cache(maxsize=4)
def registered(first: int, last: int) -> Mapping[str, np.ndarray]:
    """Persons by group: int64, 290 municipalities × months; the parts add up to TOT."""
    size = regions().population_2024.astype(float)[:, None]
    month = np.arange(first, last + 1)[None, :]
    place = np.arange(len(size))[:, None]
    seed = seed_of("inskrivna")
    level = 0.031 + 0.03 * uniform(seed, place) + 0.004 * np.sin(month / 17.0)
    season = 1 + 0.07 * np.cos(2 * np.pi * (month % 12) / 12)
    older = 1 + 0.028 * (month >= month_number(2026, 1)) + 0.02 * (month >= month_number(2023, 1))
    expected = size * 0.52 * level * season * (1 + 0.015 * bell(seed + 1, place, month))
    found: dict[str, np.ndarray] = {}
    for letter, share in (("K", 0.46), ("M", 0.54)):
        abroad = np.rint(expected * share * 0.42)
        home = np.rint(expected * share * 0.58)
        later = np.rint((abroad + home) * (older - 1))  # those of the newly included ages
        found[f"UTR{letter}"], found[f"INR{letter}"] = abroad, home + later
        found[f"UNG{letter}"] = np.rint((abroad + home) * (0.11 + 0.05 * uniform(seed + 2, place)))
        found[f"GAM{letter}"] = np.rint((abroad + home) * 0.2) + later
        whole = found[f"UTR{letter}"] + found[f"INR{letter}"]
        found[f"FG{letter}"], found[f"GY{letter}"] = np.rint(whole * 0.3), np.rint(whole * 0.43)
        found[f"EG{letter}"] = whole - found[f"FG{letter}"] - found[f"GY{letter}"]
        found["KVI" if letter == "K" else "MAN"] = whole
    for group in ("UTR", "INR", "UNG", "GAM", "FG", "GY", "EG"):
        found[group] = found[f"{group}K"] + found[f"{group}M"]
    found["TOT"] = found["KVI"] + found["MAN"]
    return {name: values.astype(np.int64) for name, values in found.items()}


def labour_force(group: str, months: int) -> np.ndarray:
    """Mean of twelve months, so with fractions of twelve: float64, 290 × months."""
    shares = {"UNG": 0.1, "GAM": 0.22, "INR": 0.8, "UTR": 0.2, "FG": 0.1, "GY": 0.46, "EG": 0.44}
    share = shares.get(group[:3], shares.get(group[:2], 1.0))
    sex = 1.0 if group == "TOT" or (len(group) in (2, 3) and group not in ("KVI", "MAN")) else 0.5
    size = regions().population_2024.astype(float)[:, None] * 0.52 * share * sex
    return np.rint(size * (1 + 0.0004 * np.arange(months)) * 12) / 12


def _places() -> list[tuple[int, str, str]]:
    """Position, county and municipality; −1 for those of whom nothing, or only the county, is known."""
    there = regions()
    names = dict(zip(there.codes, there.names_sv, strict=True))
    known = [(n, names[code[:2]], names[code]) for n, code in enumerate(there.municipalities)]
    return [*known, *((-1, names[code], UNKNOWN) for code in there.counties), (-1, UNKNOWN, UNKNOWN)]


def bas_book(last: tuple[int, int]) -> Book:
    """Unemployed and labour force in pairs of fields, from January 2023; what is to be seen is the nation only."""
    start, end = month_number(2023, 1), month_number(*last)
    persons = registered(start, end)
    groups = (*_GROUPS, *_MORE)
    forces = {group: labour_force(group, end - start + 1) for group in groups}

    def rows() -> Rows:
        for month in range(end - start + 1):
            for n, county, municipality in _places():
                pairs: list[Value] = []
                for group in groups:
                    if n < 0:
                        pairs += [int(persons[group][:40, month].mean() // 60), None]
                    else:
                        pairs += [int(persons[group][n, month]), float(forces[group][n, month])]
                yield (_text(start + month), county, municipality, *pairs)

    names = ["PERIOD", "LAN", "KOM", *(f"{group}{ending}" for group in groups for ending in ("SOK", "AK"))]
    records = PlainRecords(
        names,
        rows(),
        own=names[3:],
        calculated=("ANDEL_TOT", "ANDEL_UNG"),
        refreshed=datetime(2026, 11, 12, 8, 0),
    )
    shown: list[Sequence[Value]] = [
        ["DEMODATA"],
        ["PERIOD", "Totalt", "Kvinnor", "Män", "Unga 18-24"],
    ]
    for month in range(end - start + 1):
        shown.append([_text(start + month), *(int(persons[group][:, month].sum()) for group in _GROUPS[:4])])
    upper = 64 + (last >= (2023, 1)) + (last >= (2026, 1)) + (last >= (2027, 1))
    info: list[Sequence[Value]] = [["DEMODATA"], [f"Inskrivna arbetslösa 16-{upper} år och arbetskraften enligt BAS"]]
    return Book([records], [Sheet("Info", info), Sheet("Antal", shown), Sheet("Andel", shown)])


def duration_book(last: tuple[int, int]) -> Book:
    """Time without work on flat sheets, header on row 5; under five is ``<5``, and a group of nobody has no row."""
    start, end = month_number(2024, 1), month_number(*last)
    persons = registered(start, end)

    def figures(count: int, place: int) -> list[Value]:
        tilt = 0.9 + 0.2 * (place % 10) / 10
        held = [count, *(int(count * share * tilt) for share in (0.6, 0.42, 0.24))]
        return [value if value >= 5 else "<5" for value in held]

    def rows(parts: Mapping[str, Callable[[int, int], int]], since: int) -> Rows:
        for number in range(since, end + 1):
            for n, county, municipality in _places():
                for label, count in parts.items():
                    found = count(n, number - start) if n >= 0 else 3
                    if found or not label:
                        yield (_text(number), county, municipality, *([label] if label else []), *figures(found, n))

    def of(group: str, share: float = 1.0) -> Callable[[int, int], int]:
        return lambda n, m: int(persons[group][n, m] * share)

    lengths = [f"Utan arbete mer än {months} månader" for months in (6, 12, 24)]
    sheets = [Sheet("Info", [["DEMODATA"], ["Uppgifter under 5 redovisas inte."]])]
    for name, dimension, since, parts in (
        ("Total", "", start, {"": of("TOT")}),
        ("Kön", "KOEN", max(start, end - 2), {"K": of("KVI"), "M": of("MAN")}),
        ("Ålder", "ÅLDER", max(start, end - 2), {"18-24": of("UNG"), "55-64": of("GAM")}),
        (
            "Födelseland",
            "FÖDELSELAND",
            start,
            {"Sverige": of("INR"), "Europa": of("UTR", 0.3), "Övriga länder": of("UTR", 0.7)},
        ),
    ):
        header = ["PERIOD", "LÄN", "KOMMUN", *([dimension] if dimension else []), "ARBETSLÖSA", *lengths]
        top = [["DEMODATA Inskrivna arbetslösa, tid utan arbete"], [], ["Källa: Arbetsförmedlingen"], []]
        sheets.append(Sheet(name, [*top, header, *rows(parts, since)]))
    return Book(sheets=sheets)


def vacancies_book(last: tuple[int, int], seed: int = 0) -> Book:
    """New and all vacancies by place since 2016 in one cache, by industry and by occupation in two others.

    seed: of the fields' names, which nobody has seen.
    """
    start, end = month_number(2016, 1), month_number(*last)
    pick = Random(seed)
    names = {key: pick.choice(choices) for key, choices in _NAMES.items()}
    size = regions().population_2024.astype(float)[:, None]
    month, place = np.arange(start, end + 1)[None, :], np.arange(len(size))[:, None]
    noise = seed_of("platser")
    season = 1 + 0.25 * np.sin(2 * np.pi * (month % 12 - 2) / 12)
    expected = size * 0.011 * season * np.exp(0.25 * bell(noise, place, month))
    fresh = np.rint(expected).astype(np.int64)
    held = np.rint(expected * (1.3 + 0.2 * uniform(noise + 1, place))).astype(np.int64)

    def by_place() -> Rows:
        for number in range(end - start + 1):
            for n, county, municipality in _places():
                if n >= 0:
                    yield _text(start + number), county, municipality, int(fresh[n, number]), int(held[n, number])
                else:
                    yield _text(start + number), county, municipality, 3, 4

    def by_trade(first: int) -> Rows:
        for number in range(max(first, end - 5) - start, end - start + 1):
            for code in ("A", "C", "G"):
                yield _text(start + number), "Jämtlands län", "Åre", code, 7, 9

    keys = ["PERIOD", names["county"], names["municipality"]]
    last_fields = [names["new"], names["all"]]
    refreshed = datetime(2026, 11, 12, 8, 0)
    caches = [
        PlainRecords([*keys, "SNI2007_AVD", *last_fields], by_trade(month_number(2010, 1)), own=last_fields),
        PlainRecords(
            [*keys, *last_fields], by_place(), own=last_fields, calculated=("ANDEL_NYA",), refreshed=refreshed
        ),
        PlainRecords([*keys, "YRKESOMRADE", *last_fields], by_trade(month_number(2013, 1)), own=last_fields),
    ]
    sheets = [Sheet(name, [["DEMODATA"]]) for name in ("1996-01-", "SNIAVD 2010-01-", "Yrkesområde 201301-")]
    return Book(caches, sheets, Quirks(prefix="x", roomy=True) if pick.random() < 0.5 else EXCEL)


def stub_book() -> Book:
    """Next to nothing, for the files that nobody asks for."""
    return Book(sheets=[Sheet("Info", [["DEMODATA"]])])
