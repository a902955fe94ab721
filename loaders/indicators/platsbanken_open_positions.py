"""Positions in the ads open in Platsbanken at the month's latest reading, our own series (measure card M7b).

From the same answers as platsbanken_open_ads.
"""

from loaders.indicators._platsbanken import CAVEAT_SV, TERMS_SV, open_query
from loaders.model import Comparison, Grain, Indicator, Kind, PlaceBasis, Release, Wording

INDICATOR = Indicator(
    id="platsbanken_open_positions",
    title_sv="Platser i öppna annonser i Platsbanken, egen räkning",
    short_title_sv="Platser i öppna annonser",
    slug="platser-i-oppna-annonser",
    unit_sv="platser",
    decimals=0,
    topic="Jobb och arbetslöshet",
    grain=Grain.MONTH,
    kind=Kind.FLOW,
    place_basis=PlaceBasis.WORKPLACE,
    age_group="egen räkning",
    queries=(open_query("positions"),),
    default_slice={},
    definition_sv=(
        "Antalet platser i de annonser som var öppna i Platsbanken vid månadens senaste avläsning. "
        "Serien är egen och börjar med den första avläsningen."
    ),
    caveat_sv=CAVEAT_SV,
    publication_lag_days=31,
    terms_sv=TERMS_SV,
    publisher_sv="JobTech (Arbetsförmedlingen), egen räkning",
    comparisons=(Comparison.YEAR_ON_YEAR,),
    base="platsbanken_open_positions",
    order=184,
    secondary=True,
    official=False,
    at_moment=True,
    release=Release(-27, 3),  # a month is read while it lasts; afterwards nobody can tell
    wording=Wording(
        subject_sv="antalet platser i öppna annonser i Platsbanken",
        things_sv="platser i öppna annonser",
        thing_sv="plats i öppna annonser",
    ),
)
