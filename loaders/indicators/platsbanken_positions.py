"""Positions in the ads published in Platsbanken in a month, our own count (measure card M7b).

From the same answers as platsbanken_ads. One ad may hold a hundred positions.
"""

from loaders.indicators._platsbanken import CAVEAT_SV, TERMS_SV, YOUNG_SV, new_query
from loaders.model import Comparison, Grain, Indicator, Kind, PlaceBasis, Release, Wording

INDICATOR = Indicator(
    id="platsbanken_positions",
    title_sv="Platser i nya annonser i Platsbanken, egen räkning",
    short_title_sv="Platser i nya annonser",
    slug="platser-i-nya-annonser",
    unit_sv="platser",
    decimals=0,
    topic="Jobb och arbetslöshet",
    grain=Grain.MONTH,
    kind=Kind.FLOW,
    place_basis=PlaceBasis.WORKPLACE,
    age_group="egen räkning",
    queries=(new_query("positions"),),
    default_slice={},
    definition_sv=(
        "Antalet platser i de annonser som publicerades i Platsbanken under månaden, räknade ur JobTechs öppna data."
    ),
    caveat_sv=f"{CAVEAT_SV} {YOUNG_SV}",
    publication_lag_days=31,
    terms_sv=TERMS_SV,
    publisher_sv="JobTech (Arbetsförmedlingen), egen räkning",
    comparisons=(Comparison.YEAR_ON_YEAR,),
    base="platsbanken_positions",
    order=180,
    secondary=True,
    official=False,
    release=Release(10, 20),
    wording=Wording(
        subject_sv="antalet platser i nya annonser i Platsbanken",
        things_sv="platser i nya annonser",
        thing_sv="plats i nya annonser",
    ),
)
