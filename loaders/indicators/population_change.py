"""Change of population and its flows, per month; shown as twelve-month sums (measure card M11).

January deaths include deaths without a known month. Flows of single months get no words for municipalities.
"""

from loaders.ground.declarations import Comparison, Grain, Indicator, Kind, PlaceBasis, Status, Wording
from loaders.indicators._population import LAG_DAYS, NOISY, STITCH, population_queries

INDICATOR = Indicator(
    id="population_change",
    title_sv="Folkökning och flöden, alla åldrar, per månad",
    short_title_sv="Folkökning",
    slug="folkokning",
    synonyms=(
        "befolkningsutveckling",
        "befolkningsökning",
        "födda",
        "döda",
        "inflyttning",
        "utflyttning",
        "flyttning",
        "flyttnetto",
        "flyttningsöverskott",
        "födelseöverskott",
        "invandring",
        "utvandring",
        "inflyttade",
        "utflyttade",
    ),
    unit_sv="personer",
    decimals=0,
    topic="Befolkning",
    grain=Grain.MONTH,
    kind=Kind.POPULATION,
    place_basis=PlaceBasis.RESIDENCE,
    age_group="alla åldrar",
    queries=population_queries(
        {
            "change": ("110", "folkökning"),
            "births": ("115", "födda"),
            "deaths": ("130", "döda"),
            "natural": ("135", "födelseöverskott"),
            "domestic_in": ("155", "samtliga inrikes inflyttningar"),
            "domestic_out": ("179", "samtliga inrikes utflyttningar"),
            "domestic_net": ("235", "flyttningsöverskott inrikes totalt"),
            "immigration": ("175", "invandringar"),
            "emigration": ("220", "utvandringar"),
            "foreign_net": ("260", "invandringsöverskott"),
            "adjustment": ("270", "justeringspost"),
        }
    ),
    default_slice={"component": "change"},
    definition_sv=(
        "Hur mycket antalet folkbokförda ändrades under månaden: födda minus döda, inflyttade minus utflyttade "
        "och en justeringspost. Visas som summan av tolv månader."
    ),
    caveat_sv=(
        "Från 2025 lägger SCB in små slumpmässiga avvikelser som skydd. Döda utan känd månad bokförs i januari."
    ),
    publication_lag_days=LAG_DAYS,
    comparisons=(Comparison.TWELVE_MONTHS,),
    base="population",
    breaks=(STITCH,),
    marks=(Status.NOISE_ADDED,),
    marked_tables=NOISY,
    lowest=None,
    parts={
        "component": {
            "natural": "Födda − döda",
            "domestic_net": "Inrikes",
            "foreign_net": "Utrikes",
            "adjustment": "Justering",
        }
    },
    order=310,
    family="folkmängd",
    wording=Wording(subject_sv="folkökningen", noun_sv="folkökning"),
)
