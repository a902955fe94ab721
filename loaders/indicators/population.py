"""Residents on the last day of the month (measure card M11)."""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Status, Wording
from loaders.indicators._population import LAG_DAYS, NOISY, STITCH, population_queries

INDICATOR = Indicator(
    id="population",
    title_sv="Folkmängd, alla åldrar, sista dagen i månaden",
    short_title_sv="Folkmängd",
    slug="folkmangd",
    synonyms=(
        "invånare",
        "befolkning",
        "antal invånare",
        "invånarantal",
        "innevånare",
        "folk",
        "hur många bor",
        "medborgare",
        "folkmängden",
        "population",
        "inhabitants",
    ),
    unit_sv="personer",
    decimals=0,
    topic="Befolkning",
    grain=Grain.MONTH,
    kind=Kind.POPULATION,
    place_basis=PlaceBasis.RESIDENCE,
    age_group="alla åldrar",
    queries=population_queries(None),
    default_slice={},
    definition_sv="Antalet folkbokförda invånare den sista dagen i månaden.",
    caveat_sv=(
        "Från 2025 lägger SCB in små slumpmässiga avvikelser som skydd; kommunerna summerar inte exakt till länet."
    ),
    publication_lag_days=LAG_DAYS,
    base="population",
    breaks=(STITCH,),
    marks=(Status.NOISE_ADDED,),
    marked_tables=NOISY,
    order=300,
    family="folkmängd",
    wording=Wording(subject_sv="folkmängden", noun_sv="folkmängd", things_sv="invånare", whole_sv="befolkningen"),
)
