"""Those who live in a municipality and work in another, per year (SCB BAS)."""

from loaders.ground.declarations import Indicator, PlaceBasis, Wording
from loaders.indicators._commuting import FINAL_LAG_DAYS, FINAL_RELEASE, NORWAY_SV, YEARLY, commuters_query

INDICATOR = Indicator(
    id="commuters_out",
    title_sv="Utpendlare från kommunen, 15–74 år efter bostad (SCB BAS)",
    short_title_sv="Utpendlare",
    slug="utpendlare",
    synonyms=(
        "utpendling",
        "pendling",
        "pendlare",
        "utpendlare",
        "pendlar härifrån",
        "arbetspendling",
    ),
    place_basis=PlaceBasis.RESIDENCE,
    queries=(commuters_query("bostad i kommunen men arbetsställe utanför kommunen"),),
    default_slice={},
    over_border=True,
    definition_sv="Antalet personer 15–74 år som bor i kommunen och arbetar i en annan svensk kommun.",
    caveat_sv=f"Räknas en gång om året, bara för kommuner. {NORWAY_SV} Pendlingen till Norge kommer alltså till.",
    publication_lag_days=FINAL_LAG_DAYS,
    release=FINAL_RELEASE,
    base="commuters_out",
    order=177,
    family="pendling",
    wording=Wording(subject_sv="antalet utpendlare", things_sv="utpendlare", thing_sv="utpendlare"),
    **YEARLY,
)
