"""SCB's projections of the population per county and municipality (measure card M12).

The table id stays and the content is replaced: the first year of Tid is the vintage, and the first projected
year-end is 31 December of that year. Not official statistics. No riket. Every vintage met is kept; older ones are
sought among discontinued tables by title and by the names they had (2020, 2021 and 2022; there is none of 2023, 2025
or 2026), and finding none is an answer.

The national projection is made anew more often (2026-04-16 beside the regional one of 2024) and no longer adds up with
it: riket is not taken from it, and dashboard/views/vintages.py refuses to set different rounds side by side.
"""

from loaders.ground.declarations import (
    Code,
    Comparison,
    Fixed,
    Grain,
    Indicator,
    Kind,
    Level,
    PlaceBasis,
    PxQuery,
    Status,
    Total,
    Wording,
)

INDICATOR = Indicator(
    id="population_projection",
    title_sv="Befolkningsframskrivning, alla åldrar, 31 december (SCB)",
    short_title_sv="Framskrivning",
    slug="framskrivning",
    synonyms=(
        "prognos",
        "befolkningsprognos",
        "befolkningsframskrivning",
        "framtida befolkning",
        "framtid",
    ),
    unit_sv="personer",
    decimals=0,
    topic="Befolkning",
    grain=Grain.YEAR,
    kind=Kind.PROJECTION,
    place_basis=PlaceBasis.RESIDENCE,
    age_group="alla åldrar",
    queries=(
        PxQuery(
            table="TAB698",
            select=(Total("Kon"), Total("Alder"), Fixed("ContentsCode", Code("000004LG"))),
            levels=(Level.COUNTY, Level.MUNICIPALITY),
            vintage=True,
            archive="befolkningsframskrivning region",
            archive_names=("BefProgOsiktRegN20", "BefProgOsiktRegN21", "BefProgOsiktRegN22"),
            final=True,
        ),
    ),
    default_slice={"vintage": "newest"},
    definition_sv=(
        "Antalet invånare den 31 december varje år framåt, om de senaste årens mönster för födslar, dödsfall och "
        "flyttningar fortsätter."
    ),
    caveat_sv=(
        "En framskrivning visar vad som händer om de senaste årens mönster fortsätter. "
        "Planerade etableringar ingår inte."
    ),
    publication_lag_days=1200,
    comparisons=(Comparison.VINTAGES,),
    base="population",
    marks=(Status.PROJECTED,),
    order=320,
    family="folkmängd",
    official=False,
    wording=Wording(subject_sv="folkmängden enligt framskrivningen", things_sv="invånare"),
)
