"""The highest age Arbetsförmedlingen counts, by month: as its file says of the newest, else as declared.

The publisher raises it with the age of retirement. Where a sheet of the file says ages (16–66 år), they are those of
its newest month; they are taken to hold from January of that year, but not of a month that was stored with another.
"""

from loaders.ground.declarations import Code, FileQuery, Grain, Indicator, Kind, Level, Measure, PlaceBasis, Wording
from loaders.indicators._af import AGE_GROUP, AGE_LIMITS, ALL_AGE_BREAKS, LAG_DAYS, RELEASE, SOURCE, TOPIC, bas_query

INDICATOR = Indicator(
    id="af_age_limit",
    title_sv="Högsta ålder som räknas, 16–66 år (AF)",
    short_title_sv="Högsta ålder hos Arbetsförmedlingen",
    slug="af-hogsta-alder",
    unit_sv="år",
    decimals=0,
    age_group=AGE_GROUP,
    queries=(
        FileQuery(
            source=SOURCE,
            table="andel-av-bas",
            match=bas_query("age", "SOK").match,
            called_sv=bas_query("age", "SOK").called_sv,
            place=(Code("LAN"), Code("KOM")),
            period=(Code("PERIOD"),),
            measures=(Measure(Code("TOTSOK")),),
            levels=(Level.NATION,),
            options={"age_limit": "yes", "unique": "yes"},
        ),
    ),
    default_slice={},
    definition_sv="Den högsta ålder som Arbetsförmedlingen räknar med i månaden.",
    caveat_sv="Säger filen ingen ålder gäller den senast kända.",
    base="af_age_limit",
    supporting=True,
    order=47,
    lowest=60.0,
    highest=80.0,
    wording=Wording(subject_sv="den högsta åldern", noun_sv="högsta ålder"),
    topic=TOPIC,
    grain=Grain.MONTH,
    kind=Kind.AMOUNT,
    place_basis=PlaceBasis.RESIDENCE,
    publication_lag_days=LAG_DAYS,
    release=RELEASE,
    official=False,
    breaks=ALL_AGE_BREAKS,
    age_limits=AGE_LIMITS,
)
