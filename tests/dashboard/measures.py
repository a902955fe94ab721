"""Made-up declarations of the measures the catalogue does not have yet, so that every kind of word is tested."""

from dataclasses import replace

from loaders.catalogue import indicator
from loaders.ground.declarations import (
    Break,
    Comparison,
    Fixed,
    Grain,
    Indicator,
    Kind,
    Level,
    PlaceBasis,
    PxQuery,
    Severity,
    Wording,
)
from loaders.ground.declarations import Code as PxCode

ALL_LEVELS = (Level.NATION, Level.COUNTY, Level.MUNICIPALITY)


def declare(
    id_: str,
    title: str,
    kind: Kind,
    wording: Wording,
    *,
    unit: str = "antal",
    decimals: int = 0,
    grain: Grain = Grain.MONTH,
    levels: tuple[Level, ...] = ALL_LEVELS,
    comparisons: tuple[Comparison, ...] = (Comparison.YEAR_ON_YEAR,),
    breaks: tuple[Break, ...] = (),
    default_slice: dict[str, str] | None = None,
) -> Indicator:
    return Indicator(
        id=id_,
        title_sv=title,
        short_title_sv=title,
        slug=id_.replace("_", "-"),
        unit_sv=unit,
        decimals=decimals,
        topic="Test",
        grain=grain,
        kind=kind,
        place_basis=PlaceBasis.WORKPLACE,
        age_group="alla åldrar",
        queries=(PxQuery(table="TEST", select=(Fixed("ContentsCode", PxCode("1")),), levels=levels),),
        default_slice=default_slice or {},
        definition_sv="Ett mått för prov.",
        caveat_sv="Bara för prov.",
        publication_lag_days=20,
        terms_sv="Påhittat",
        publisher_sv="SCB",
        comparisons=comparisons,
        breaks=breaks,
        wording=wording,
    )


VACANCIES = declare(
    "new_vacancies",
    "Nya lediga jobb",
    Kind.FLOW,
    Wording(subject_sv="antalet nya lediga jobb", things_sv="nya lediga jobb", perfect_sv="{n} nya jobb anmälts"),
    comparisons=(Comparison.YEAR_ON_YEAR, Comparison.MONTH_ON_MONTH, Comparison.YEAR_TO_DATE),
)
BANKRUPTCIES = declare(
    "bankruptcies",
    "Konkurser",
    Kind.RARE,
    Wording(
        subject_sv="antalet konkurser",
        things_sv="konkurser",
        event_sv="gick {n} företag i konkurs",
        nobody_sv="inget företag gick i konkurs",
    ),
    levels=(Level.COUNTY,),
)
NOTICES = declare(
    "redundancy_notices",
    "Varsel",
    Kind.LUMPS,
    Wording(
        subject_sv="antalet varslade",
        things_sv="varslade",
        event_sv="varslades {n} personer",
        perfect_sv="{n} personer varslats",
        none_sv="varslades ingen",
        nobody_sv="ingen varslades om uppsägning",
    ),
    unit="personer",
    levels=(Level.COUNTY,),
)
REGISTERED = declare(
    "af_unemployed",
    "Inskrivna arbetslösa, 16–66 år (AF)",
    Kind.FLOW,
    Wording(
        subject_sv="antalet inskrivna arbetslösa",
        things_sv="inskrivna arbetslösa",
        event_sv="var {n} personer inskrivna som arbetslösa",
    ),
    unit="personer",
    breaks=(
        Break(
            period="2026-01",
            severity=Severity.INCOMPARABLE,
            reason_sv="även 66-åringar räknas från januari 2026",
            touches={"age_group": ("all",)},
        ),
    ),
    default_slice={"age_group": "all"},
)
LONG_TERM = declare(
    "long_term_12m",
    "Långtidsarbetslösa",
    Kind.STOCK,
    Wording(subject_sv="antalet långtidsarbetslösa", things_sv="långtidsarbetslösa"),
    unit="personer",
    default_slice={"birth_region": "total"},
)
NEW_FIRMS = declare(
    "new_firms",
    "Nystartade företag",
    Kind.FLOW,
    Wording(subject_sv="antalet nystartade företag", things_sv="nystartade företag"),
    grain=Grain.QUARTER,
)
NIGHTS = declare(
    "guest_nights",
    "Gästnätter",
    Kind.SEASON,
    Wording(subject_sv="antalet gästnätter", things_sv="gästnätter"),
)
SURVEYED = declare(
    "lfs_unemployment",
    "Arbetslöshet, 15–74 år (AKU)",
    Kind.SURVEY,
    Wording(subject_sv="arbetslösheten", noun_sv="arbetslöshet", survey_sv="AKU"),
    unit="procent av arbetskraften",
    decimals=1,
    grain=Grain.QUARTER,
    levels=(Level.NATION, Level.COUNTY),
)
WAGES = declare(
    "wage_sum",
    "Lönesumma",
    Kind.AMOUNT,
    Wording(subject_sv="lönesumman", noun_sv="lönesumma"),
    unit="miljoner kronor",
    levels=(Level.COUNTY,),
)
YEARLY_STOCK = replace(
    declare("residents_test", "Invånare", Kind.STOCK, Wording(subject_sv="antalet invånare", things_sv="invånare")),
    grain=Grain.YEAR,
)
MADE_UP = (
    VACANCIES, BANKRUPTCIES, NOTICES, REGISTERED, LONG_TERM, NEW_FIRMS, NIGHTS, SURVEYED, WAGES, YEARLY_STOCK,
)  # fmt: skip
UNEMPLOYMENT = indicator("unemployment_rate")
EMPLOYMENT = indicator("employment_rate")
POPULATION = indicator("population")
PROJECTION = indicator("population_projection")
