"""Ads open in Platsbanken at the month's latest reading, our own series (measure card M7b).

JobSearch tells what is open now and nothing of before, so the series begins with the first fetch.
"""

from loaders.indicators._platsbanken import CAVEAT_SV, TERMS_SV, open_query
from loaders.model import Comparison, Grain, Indicator, Kind, PlaceBasis, Release, Wording

INDICATOR = Indicator(
    id="platsbanken_open_ads",
    title_sv="Öppna annonser i Platsbanken, egen räkning",
    short_title_sv="Öppna annonser i Platsbanken",
    slug="oppna-annonser",
    unit_sv="annonser",
    decimals=0,
    topic="Jobb och arbetslöshet",
    grain=Grain.MONTH,
    kind=Kind.FLOW,
    place_basis=PlaceBasis.WORKPLACE,
    age_group="egen räkning",
    queries=(open_query("total.value"),),
    default_slice={},
    definition_sv=(
        "Antalet annonser som var öppna i Platsbanken vid månadens senaste avläsning. "
        "Serien är egen och börjar med den första avläsningen."
    ),
    caveat_sv=CAVEAT_SV,
    publication_lag_days=31,
    terms_sv=TERMS_SV,
    publisher_sv="JobTech (Arbetsförmedlingen), egen räkning",
    comparisons=(Comparison.YEAR_ON_YEAR,),
    base="platsbanken_open_ads",
    order=182,
    secondary=True,
    official=False,
    at_moment=True,
    release=Release(-27, 3),  # a month is read while it lasts; afterwards nobody can tell
    wording=Wording(
        subject_sv="antalet öppna annonser i Platsbanken",
        things_sv="öppna annonser i Platsbanken",
        thing_sv="öppen annons i Platsbanken",
    ),
)
