"""SCB's quarterly surveys per county, each with its margin of error (measure cards M3 and M7c).

Table ids in PxWebApi 2 have not been seen by anybody here: they are found by title, else through the paths of v1, which
were read in use until 2026. Codes are found by their texts, as third parties read them.
"""

from collections.abc import Mapping
from typing import Any

from loaders.ground.declarations import (
    Announced,
    Break,
    Fixed,
    Grain,
    Kind,
    Label,
    Level,
    PlaceBasis,
    PxQuery,
    Release,
    Severity,
    Total,
)

LEVELS = (Level.NATION, Level.COUNTY)
TOTAL = Label(r"^(totalt?|båda|samtliga|män och kvinnor|kvinnor och män)\b")
NEW_VACANCIES = "2015-Q2"

AKU: Mapping[str, Any] = {
    "unit_sv": "procent av arbetskraften",
    "decimals": 1,
    "topic": "Jobb och arbetslöshet",
    "grain": Grain.QUARTER,
    "kind": Kind.SURVEY,
    "place_basis": PlaceBasis.RESIDENCE,
    "age_group": "15–74 år",
    "default_slice": {},
    "publication_lag_days": 60,
    "release": Release(42, 56),
    "breaks": (Break(period="2021-Q1", severity=Severity.INCOMPARABLE, reason_sv="Undersökningen gjordes om 2021."),),
    "highest": 100.0,
}
VACANCIES: Mapping[str, Any] = {
    "unit_sv": "antal",
    "decimals": 0,
    "topic": "Jobb och arbetslöshet",
    "grain": Grain.QUARTER,
    "kind": Kind.SURVEY,
    "place_basis": PlaceBasis.WORKPLACE,
    "age_group": "alla sektorer",
    "default_slice": {},
    "publication_lag_days": 110,
    "release": Release(60, 100),
    "breaks": (
        Break(
            period=NEW_VACANCIES,
            severity=Severity.INCOMPARABLE,
            reason_sv="SCB gjorde om statistiken över lediga jobb, och sektorerna avgränsas på ett nytt sätt.",
        ),
    ),
}


def aku_query(content: str) -> PxQuery:
    """The unemployed in the labour-force survey, both sexes, per county and quarter since 2005."""
    return PxQuery(
        table="aku-lan-kvartal",
        announced=Announced("AM0401"),
        search="AKU arbetskraftstillhörighet",
        match=r"\bAKU\b.*region.*arbetskraftstillhörighet.*kvartal",
        v1_path="AM/AM0401/AM0401N/NAKUBefolkningLK",
        select=(
            Fixed("Arbetskraftstillh", Label(r"^arbetslösa\b")),
            Total("Kon", TOTAL),
            Fixed("ContentsCode", Label(content)),
        ),
        levels=LEVELS,
        unverified=True,
    )


def vacancy_queries(content: str) -> tuple[PxQuery, PxQuery]:
    """Vacancies in all sectors: the ended table (RegionIndE1K) and the one after it (RegionIndE1KN).

    That they meet at 2015-Q2, where the national survey was redone, is assumed; a table that begins later is refused.
    """
    selected = (
        Total("Sektor", Label(r"^(totalt?|hela ekonomin|samtliga)\b")),
        Fixed("ContentsCode", Label(content)),
    )
    old = PxQuery(
        table="lediga-jobb-lan-kvartal-2006",
        search="lediga jobb sektor",
        match=r"lediga jobb efter region och sektor\W+kvartal 2006K1",
        v1_path="AM/AM9906/AM9906O/RegionIndE1K",
        select=selected,
        levels=LEVELS,
        until="2015-Q1",
        final=True,
        unverified=True,
    )
    new = PxQuery(
        table="lediga-jobb-lan-kvartal",
        announced=Announced("AM9906"),
        search="lediga jobb sektor",
        match=r"lediga jobb efter region och sektor\W+kvartal (?!2006K1)",
        v1_path="AM/AM9906/AM9906A/RegionIndE1KN",
        select=selected,
        levels=LEVELS,
        since=NEW_VACANCIES,
        unverified=True,
    )
    return old, new
