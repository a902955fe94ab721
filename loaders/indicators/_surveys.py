"""SCB's quarterly surveys per county, each with its margin of error (measure cards M3 and M7c).

Table ids in PxWebApi 2 have not been seen by anybody here: they are found by title, else by the names the tables had in
v1, which were read in use until 2026. Codes are found by their texts, as third parties read them.

RMI (AM9906): the current tables begin with 2024K2; what is older lies in the old tables alone, made in another way.
AM0702 replaces AM0701 and begins with 2024K2 too; whether its regions are counties was not seen.
"""

from collections.abc import Mapping
from typing import Any

from loaders.ground.declarations import (
    Announced,
    Break,
    Fixed,
    Grain,
    Indicator,
    Kind,
    Label,
    Level,
    PlaceBasis,
    PxQuery,
    Release,
    Severity,
    Total,
    Wording,
)

LEVELS = (Level.NATION, Level.COUNTY)
TOTAL = Label(r"^(totalt?|båda|samtliga|män och kvinnor|kvinnor och män)\b")
REDONE_2015, NEW_VACANCIES = "2015-Q2", "2024-Q2"

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
            period=REDONE_2015,
            severity=Severity.INCOMPARABLE,
            reason_sv="SCB gjorde om statistiken över lediga jobb, och sektorerna avgränsas på ett nytt sätt.",
        ),
        Break(
            period=NEW_VACANCIES,
            severity=Severity.INCOMPARABLE,
            reason_sv="Från andra kvartalet 2024 är undersökningen ny. Äldre siffror finns bara i gamla tabeller.",
            because_sv="undersökningen är ny från andra kvartalet 2024",
        ),
    ),
}
LOR: Mapping[str, Any] = {
    "unit_sv": "antal",
    "decimals": 0,
    "topic": "Jobb och arbetslöshet",
    "grain": Grain.QUARTER,
    "kind": Kind.SURVEY,
    "place_basis": PlaceBasis.WORKPLACE,
    "default_slice": {},
    "publication_lag_days": 75,
    "release": Release(55, 65),
}
SURVEY_SV = "SCB:s undersökning av lediga jobb"


def aku_query(content: str) -> PxQuery:
    """The unemployed in the labour-force survey, both sexes, per county and quarter since 2005."""
    return PxQuery(
        table="aku-lan-kvartal",
        announced=Announced("AM0401"),
        search="AKU arbetskraftstillhörighet",
        match=r"\bAKU\b.*region.*arbetskraftstillhörighet.*kvartal",
        names=("NAKUBefolkningLK",),
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

    They meet at 2024-Q2, where the current table begins: one that begins later is refused.
    """
    selected = (
        Total("Sektor", Label(r"^(totalt?|hela ekonomin|samtliga)\b")),
        Fixed("ContentsCode", Label(content)),
    )
    old = PxQuery(
        table="lediga-jobb-lan-kvartal-2006",
        search="lediga jobb sektor",
        match=r"lediga jobb efter region och sektor\W+kvartal 2006K1",
        names=("RegionIndE1K",),
        select=selected,
        levels=LEVELS,
        until="2024-Q1",
        final=True,
        unverified=True,
    )
    new = PxQuery(
        table="lediga-jobb-lan-kvartal",
        announced=Announced("AM9906"),
        search="lediga jobb sektor",
        match=r"lediga jobb efter region och sektor\W+kvartal (?!2006K1)",
        names=("RegionIndE1KN",),
        select=selected,
        levels=LEVELS,
        since=NEW_VACANCIES,
        unverified=True,
    )
    return old, new


JOBS = r"^(?!.*(marginal|trend|säsong|omgående)).*lediga jobb"
MARGIN = r"^(?!.*(trend|säsong|omgående)).*marginal"


def openings_query(table: str, name: str, part: str, content: str, *, optional: bool = False) -> PxQuery:
    """AM0702's vacancies of a part of the economy by region, each quarter since 2024K2."""
    return PxQuery(
        table=table,
        search="lediga jobb region",
        match=rf"lediga jobb(?!.*(sektor|säsong|rekryter|per anställ))(?=.*\b{part})(?=.*\bregion)",
        names=(name,),
        select=(Fixed("ContentsCode", Label(content)),),
        levels=LEVELS,
        optional=optional,
        unverified=True,
    )


def whole_economy(content: str, *, optional: bool = False) -> PxQuery:
    """Vacancies in the whole economy (AM0702T03v3)."""
    return openings_query("lediga-jobb-lor", "AM0702T03v3", "hela ekonomin", content, optional=optional)


def business(content: str, *, optional: bool = False) -> PxQuery:
    """Vacancies in the business sector (AM0702T10)."""
    return openings_query("lediga-jobb-lor-naringslivet", "AM0702T10", "näringslivet", content, optional=optional)


def lor_margin(base: str, query: PxQuery, *, part: str, ending: str, slug: str, order: int) -> Indicator:
    """Margins of error of one of LOR's counts of vacancies, number of jobs, where the table has them.

    base: id of the count. part: the part of the economy, as its age_group. ending: what of it sentences say after
    *lediga jobb*, "" for all of it.
    """
    return Indicator(
        id=f"{base}_margin",
        title_sv=f"Felmarginal för lediga jobb, {part} (SCB LOR)",
        short_title_sv=f"Felmarginal, lediga jobb{ending} LOR",
        slug=f"{slug}-felmarginal",
        age_group=part,
        queries=(query,),
        definition_sv=f"Halva bredden av osäkerhetsintervallet för antalet lediga jobb{ending}.",
        caveat_sv="Gäller bara urvalsfelet.",
        base=base,
        supporting=True,
        wording=Wording(
            subject_sv=f"felmarginalen för antalet lediga jobb{ending}",
            noun_sv=f"felmarginal för lediga jobb{ending}",
            survey_sv=SURVEY_SV,
        ),
        order=order,
        **LOR,
    )
