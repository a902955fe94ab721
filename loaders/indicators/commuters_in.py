"""Those who work in a municipality and live in another, per year (SCB BAS)."""

from loaders.ground.declarations import Indicator, PlaceBasis, Wording
from loaders.indicators._commuting import FINAL_LAG_DAYS, FINAL_RELEASE, YEARLY, commuters_query

INDICATOR = Indicator(
    id="commuters_in",
    title_sv="Inpendlare till kommunen, 15–74 år efter arbetsställe (SCB BAS)",
    short_title_sv="Inpendlare",
    slug="inpendlare",
    synonyms=(
        "inpendling",
        "pendling",
        "pendlare",
        "inpendlare",
        "pendlar hit",
        "arbetspendling",
    ),
    place_basis=PlaceBasis.WORKPLACE,
    queries=(commuters_query("bostad utanför kommunen men arbetsställe i kommunen"),),
    default_slice={},
    over_border=True,
    definition_sv="Antalet personer 15–74 år som arbetar i kommunen och bor i en annan svensk kommun.",
    caveat_sv=(
        "Räknas en gång om året, bara för kommuner. Den som bor i Norge och arbetar här finns inte i registret. "
        "Avståndet sägs inte: den som arbetar på distans räknas till arbetsplatsens kommun."
    ),
    publication_lag_days=FINAL_LAG_DAYS,
    release=FINAL_RELEASE,
    base="commuters_in",
    order=176,
    family="pendling",
    wording=Wording(subject_sv="antalet inpendlare", things_sv="inpendlare", thing_sv="inpendlare"),
    **YEARLY,
)
