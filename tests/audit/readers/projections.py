"""Sentences of projections: the newest beside the older ones, and how the older ones came out."""

import re
from decimal import Decimal

from loaders.ground import places
from tests.audit import phrases as p
from tests.audit import reckoning as r
from tests.audit.printed import limits_of
from tests.audit.reading import Reading, reads

Found = dict[str, str | None]


def vintages(reading: Reading) -> dict[str, dict[str, Decimal]]:
    """Residents of the place by vintage and year."""
    found = {}
    for vintage in ("2021", "2022", "2024", "2025", "2026"):
        figures = reading.library.plane("population_projection", {"vintage": vintage})
        row = {year: figures.value(reading.place, year) for year in figures.periods(reading.place)}
        known = {year: value for year, value in row.items() if value is not None}
        if known:
            found[vintage] = known
    return found


def growths(reading: Reading) -> tuple[str, str, str, dict[str, Decimal], dict[str, dict[str, Decimal]]]:
    """First and last year, the newest vintage, the growth of each in per cent as displayed, and the numbers."""
    rows = vintages(reading)
    newest = max(rows)
    first = min(rows[newest])
    last = str(int(first) + 10)
    grown = {
        vintage: r.rounded(100 * (row[last] - row[first]) / row[first], 1)
        for vintage, row in rows.items()
        if first in row and last in row
    }
    return first, last, newest, grown, rows


@reads(
    r"SCB:s framskrivning från (?P<v>\d{4}) ger (?P<PL><PL>) (?:(?P<n><N>) procent (?P<side>fler|"
    r"färre) invånare|lika många invånare) (?P<y>\d{4}) (?:än|som) (?P<y2>\d{4})"
)
def projected(reading: Reading, found: Found) -> None:
    """``SCB:s framskrivning från 2024 ger Jämtlands län 1,3 procent fler invånare 2034 än 2024``."""
    first, last, newest, grown, _ = growths(reading)
    reading.where(found["PL"])
    reading.claim("years", (found["v"], found["y"], found["y2"]), (newest, last, first))
    value = grown[newest]
    reading.claim("growth", p.number(found["n"] or "0"), abs(value))
    reading.claim("direction", found["side"], "fler" if value > 0 else "färre" if value < 0 else None)


@reads(r"(?P<noun>Ökningen|Minskningen|Förändringen) är (?P<how>.+?) i framskrivning(?:en|arna) från (?P<listed>.+)")
def beside_older(reading: Reading, found: Found) -> None:
    """``Ökningen är något lägre än i framskrivningarna från 2022 (2,6) och 2021 (2,5)``."""
    *_, newest, grown, _ = growths(reading)
    value = grown[newest]
    reading.claim(
        "direction", found["noun"], "Ökningen" if value > 0 else "Minskningen" if value < 0 else "Förändringen"
    )
    for vintage, text in re.findall(rf"(\d{{4}}) \(({p.N}) procent\)", found["listed"] or ""):
        older = grown.get(vintage)
        reading.claim("older growth", p.number(text), older)
        if older is not None:
            reading.claim("word of the projection", found["how"], _beside(value, older))


@reads(r"I framskrivning(?:en|arna) från (?P<listed>.+?) var det i stället (?P<how>en ökning|en minskning)")
def turned_older(reading: Reading, found: Found) -> None:
    """An older projection that goes the other way."""
    *_, newest, grown, _ = growths(reading)
    for vintage, text in re.findall(rf"(\d{{4}}) \(({p.N}) procent\)", found["listed"] or ""):
        reading.claim("older growth", p.number(text), grown.get(vintage))
        older = grown.get(vintage, Decimal(0))
        reading.claim(
            "turned", (older * grown[newest] < 0, found["how"]), (True, "en ökning" if older > 0 else "en minskning")
        )


def _beside(value: Decimal, older: Decimal) -> str:
    step, falls = limits_of("projection", is_share=True).step(value - older), value < 0
    if step == 0:
        return f"{'' if value == older else 'i stort sett '}lika {'stor' if falls else 'hög'} som"
    larger = abs(value) > abs(older) if falls else value > older
    word = ("större" if larger else "mindre") if falls else ("högre" if larger else "lägre")
    return f"{('', 'något ', '', 'klart ')[step]}{word} än"


@reads(
    r"Folkmängden (?P<y>\d{4}) blir (?:i stort sett densamma som|(?P<still>ändå )?omkring (?P<n><N>)"
    r" (?P<side>högre|lägre) än)"
    r" i den från (?P<v>\d{4})(?P<why>, eftersom utgångsläget är (?P<start>högre|lägre))?"
)
def level_of_projection(reading: Reading, found: Found) -> None:
    """``Folkmängden 2034 blir omkring 2 450 lägre än i den från 2022``."""
    first, last, newest, grown, rows = growths(reading)
    older = sorted(one for one in grown if one != newest)[-1]
    reading.claim("years", (found["y"], found["v"]), (last, older))
    apart, start = rows[newest][last] - rows[older][last], rows[newest][first] - rows[older][first]
    reading.claim("level apart", p.number(found["n"] or "0"), r.persons_said(apart, 0)[1])
    if found["n"]:
        reading.claim("direction", found["side"], "högre" if apart > 0 else "lägre")
    against = (grown[newest] - grown[older]) * apart < 0
    reading.claim("against the growth", bool(found["still"]), against)
    reading.claim("from where it starts", bool(found["why"]), against and start * apart > 0)


@reads(
    r"(?:Framskrivningen|Den) från (?P<v>\d{4}) (?:låg efter (?P<after>\w+) år (?P<n><N>) person(?:er)? "
    r"\((?P<pct><N>) procent\) "
    r"(?P<side>över|under)(?: den verkliga folkmängden)?|träffade efter (?P<after2>\w+) år(?: "
    r"den verkliga folkmängden)?)(?: i (?P<PL><PL>))?"
)
def came_out(reading: Reading, found: Found) -> None:
    """``Framskrivningen från 2021 låg efter fem år 90 personer (0,1 procent) över den verkliga folkmängden``."""
    people = reading.library.measure("population").figures
    row = vintages(reading).get(found["v"] or "", {})
    ends = [month[:4] for month in people.periods(reading.place) if month.endswith("-12")]
    year = max(one for one in ends if one in row)
    outcome = people.value(reading.place, f"{year}-12") or Decimal(1)
    apart = row[year] - outcome
    count = int(year) - int(found["v"] or 0) + 1
    reading.claim("years after", found["after"] or found["after2"], p.SMALL[count])
    reading.claim("error in persons", p.number(found["n"] or "0"), abs(r.rounded(apart, -1)))
    if found["n"]:
        reading.claim("error in per cent", p.number(found["pct"] or "0"), r.rounded(abs(100 * apart / outcome), 1))
        reading.claim("side of the error", found["side"], "över" if apart > 0 else "under")


@reads(
    r"Justeringsposten, det som varken födslar, dödsfall eller flyttningar förklarar, var (?P<n>[+−]?<N>) personer "
    r"(?P<first>\d{4})(?:–(?P<last>\d{4}))?"
)
def adjustment_items(reading: Reading, found: Found) -> None:
    """``Justeringsposten … var −5 personer 2021–2025``: the sum of all its months since the oldest vintage."""
    people = reading.library.measure("population").figures
    items = reading.library.plane("population_change", {"component": "adjustment"})
    months = {month: items.value(reading.place, month) for month in items.periods(reading.place)}
    first, last = found["first"] or "", found["last"] or found["first"] or ""
    oldest = min(vintages(reading))
    ends = {month[:4] for month in people.periods(reading.place) if month.endswith("-12")}
    whole = [year for year in sorted(ends) if year >= oldest and f"{year}-12" in months]
    reading.claim("years of adjustment items", (first, last), (whole[0], whole[-1]))
    inside = [value or Decimal(0) for month, value in months.items() if first <= month[:4] <= last]
    reading.claim("adjustment items", p.number(found["n"] or "0"), r.rounded(sum(inside, Decimal(0)), 0))


@reads("Den ingår i utfallet men i ingen framskrivning")
def not_projected(reading: Reading, found: Found) -> None:
    """A rule, without a number."""


@reads(
    r"Varje tal visas i hela tiotal, så kommunernas summa kan skilja sig från länets med upp till (?P<n><N>) personer "
    r"utan att något saknas"
)
def rounding(reading: Reading, found: Found) -> None:
    """Five persons for each number that is rounded: the municipalities' and the county's."""
    inside = [code for code in places.all_places() if len(code) == 4 and code[:2] == reading.place]
    reading.claim("most that rounding does", p.number(found["n"] or "0"), Decimal(5 * (len(inside) + 1)))
