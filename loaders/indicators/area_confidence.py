"""Näringslivets konfidensindikator by riksområde (NUTS 2) and quarter: the nearest KI comes to a county."""

from loaders.ground.declarations import Grain, Indicator, Kind, PlaceBasis, Release, Wording
from loaders.indicators._konjunktur import area_query

INDICATOR = Indicator(
    id="area_confidence",
    title_sv="Näringslivets konfidensindikator per riksområde, alla branscher (Konjunkturbarometern)",
    short_title_sv="Näringslivets konfidens per riksområde",
    slug="konfidens-riksomrade",
    synonyms=(
        "konjunktur",
        "företagens förtroende",
        "Konjunkturinstitutet",
        "riksområde",
        "Norra Sverige",
    ),
    unit_sv="index",
    decimals=1,
    topic="Besök, ekonomi och hållbarhet",
    grain=Grain.QUARTER,
    kind=Kind.PER_HEAD,
    place_basis=PlaceBasis.AREA,
    age_group="alla branscher",
    queries=(area_query(r"^(totala )?näringslivet\b"),),
    default_slice={},
    definition_sv=(
        "Vad företag i riksområdet svarar om läget och tiden framåt. Ett riksområde är ett eller flera län, "
        "till exempel Mellersta Norrland."
    ),
    caveat_sv=(
        "Finns bara för riksområden. Nivån kan inte jämföras med rikets, och svaren är få. Undersökningen i oktober "
        "räknas till tredje kvartalet."
    ),
    publication_lag_days=35,
    release=Release(20, 33),
    base="area_confidence",
    at_moment=True,
    official=False,
    order=433,
    family="konjunktur",
    secondary=True,
    wording=Wording(subject_sv="näringslivets konfidens", noun_sv="konfidensindikator för näringslivet"),
)
