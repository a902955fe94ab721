"""Employed 15–74 years per year, at workplace and at residence: net commuting of the final register."""

from loaders.ground.declarations import Indicator, PlaceBasis, Release, Status, Wording
from loaders.indicators._commuting import NORWAY_SV, PRELIMINARY, YEARLY, day_and_night_queries

INDICATOR = Indicator(
    id="employed_day_and_night",
    title_sv="Sysselsatta per år, 15–74 år efter arbetsställe (SCB BAS)",
    short_title_sv="Sysselsatta per år",
    slug="sysselsatta-per-ar",
    synonyms=(
        "dagbefolkning",
        "nattbefolkning",
        "jobb",
        "sysselsättning",
        "arbetsställen",
        "RAMS",
    ),
    place_basis=PlaceBasis.WORKPLACE,
    queries=day_and_night_queries(),
    default_slice={"basis": "workplace"},
    definition_sv=(
        "Antalet personer 15–74 år som har arbete, räknat i register efter var arbetsplatsen ligger. Kan också väljas "
        "efter var man bor."
    ),
    caveat_sv=f"Räknas en gång om året. Det nyaste året är preliminärt tills SCB har det slutliga. {NORWAY_SV}",
    publication_lag_days=90,
    release=Release(50, 90),
    base="employed_day_and_night",
    marks=(Status.PRELIMINARY,),
    marked_tables=(PRELIMINARY,),
    order=175,
    family="sysselsättning",
    wording=Wording(subject_sv="antalet sysselsatta", things_sv="sysselsatta"),
    **YEARLY,
)
