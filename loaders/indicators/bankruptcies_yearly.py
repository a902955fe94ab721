"""Bankruptcies per municipality and year, Kolada N00926 (measure card M9: number only, for municipalities).

Nobody here has read the KPI's own title: it must speak of bankruptcies and of no share, or the table stops.
"""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Release, Wording
from loaders.indicators._kolada import municipal_query

INDICATOR = Indicator(
    id="bankruptcies_yearly",
    title_sv="Konkurser per år, alla företag (Kolada)",
    short_title_sv="Konkurser per år",
    slug="konkurser-per-ar",
    unit_sv="företag",
    decimals=0,
    topic="Företag",
    grain=Grain.YEAR,
    kind=Kind.RARE,
    place_basis=PlaceBasis.SEAT,
    age_group="alla företag",
    queries=(municipal_query("konkurser-per-ar", "N00926", r"konkurs", r"/|per\b|andel|%"),),
    default_slice={},
    definition_sv="Antalet företag som försattes i konkurs under året, efter den kommun där företaget har sitt säte.",
    caveat_sv="Finns bara för hela år och kommuner. Kolada hämtar uppgiften från annan källa.",
    publication_lag_days=330,
    base="bankruptcies_yearly",
    order=262,
    secondary=True,
    release=Release(60, 330),
    wording=Wording(
        subject_sv="antalet konkurser",
        things_sv="konkurser",
        thing_sv="konkurs",
        event_sv="gick {n} företag i konkurs",
        nobody_sv="inget företag gick i konkurs",
    ),
)
