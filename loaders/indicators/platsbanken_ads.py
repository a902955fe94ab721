"""Ads published in Platsbanken in a month, our own count (measure card M7b).

From the historical API, which holds an ad once it is closed: the newest three months are incomplete.
"""

from loaders.indicators._platsbanken import CAVEAT_SV, TERMS_SV, YOUNG_SV, new_query
from loaders.model import Comparison, Grain, Indicator, Kind, PlaceBasis, Release, Wording

INDICATOR = Indicator(
    id="platsbanken_ads",
    title_sv="Nya annonser i Platsbanken, egen räkning",
    short_title_sv="Nya annonser i Platsbanken",
    slug="nya-annonser",
    unit_sv="annonser",
    decimals=0,
    topic="Jobb och arbetslöshet",
    grain=Grain.MONTH,
    kind=Kind.FLOW,
    place_basis=PlaceBasis.WORKPLACE,
    age_group="egen räkning",
    queries=(new_query("total.value"),),
    default_slice={},
    definition_sv=("Antalet annonser som publicerades i Platsbanken under månaden, räknade ur JobTechs öppna data."),
    caveat_sv=f"{CAVEAT_SV} {YOUNG_SV}",
    publication_lag_days=31,
    terms_sv=TERMS_SV,
    publisher_sv="JobTech (Arbetsförmedlingen), egen räkning",
    comparisons=(Comparison.YEAR_ON_YEAR,),
    base="platsbanken_ads",
    order=178,
    secondary=True,
    official=False,
    release=Release(10, 20),
    wording=Wording(
        subject_sv="antalet nya annonser i Platsbanken",
        things_sv="nya annonser i Platsbanken",
        thing_sv="ny annons i Platsbanken",
    ),
)
