"""Bankruptcies per 1 000 inhabitants 16-64, by municipality and year: Kolada N00926. No yearly number is known there.

Its title was read in answers of the API by others (2026-04): "Företagskonkurser, antal/1000 inv, 16-64 år". Another
title stops the table.
"""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Release, Wording
from loaders.indicators._kolada import municipal_query

INDICATOR = Indicator(
    id="bankruptcies_yearly",
    title_sv="Konkurser per 1 000 invånare, 16–64 år, per år efter säte (Kolada)",
    short_title_sv="Konkurser per 1 000 invånare",
    slug="konkurser-per-ar",
    synonyms=(
        "konkurs",
        "konkursfrekvens",
        "konkurser per år",
    ),
    unit_sv="konkurser per 1 000 invånare 16–64 år",
    decimals=1,
    topic="Företag",
    grain=Grain.YEAR,
    kind=Kind.PER_HEAD,
    place_basis=PlaceBasis.SEAT,
    age_group="invånare 16–64 år",
    queries=(
        municipal_query("konkurser-per-ar", "N00926", r"^företagskonkurser, antal/1\s?000 inv(ånare)?,? 16-64 år$"),
    ),
    default_slice={},
    definition_sv=(
        "Företagskonkurser under året per 1 000 invånare i åldern 16–64 år, efter kommunen där företaget har säte. "
        "Det är ett tal i förhållande till folkmängden, inte antalet konkurser."
    ),
    caveat_sv=(
        "Finns bara för hela år och hämtas bara för kommuner. I en liten kommun kan en konkurs ändra talet mycket, "
        "därför sägs inget om hur stor en skillnad är. Kolada hämtar uppgiften från annan källa."
    ),
    publication_lag_days=330,
    base="bankruptcies_yearly",
    order=262,
    family="konkurser",
    secondary=True,
    release=Release(60, 330),
    wording=Wording(
        subject_sv="antalet konkurser per 1 000 invånare 16–64 år",
        noun_sv="konkurser per 1 000 invånare 16–64 år",
    ),
)
