"""Näringslivets konfidensindikator: one index of the Konjunkturbarometern, per month."""

from loaders.ground.declarations import Indicator, Wording
from loaders.indicators._konjunktur import BAROMETER, CAVEAT_SV, SCALE_SV, barometer_query

INDICATOR = Indicator(
    id="business_confidence",
    title_sv="Näringslivets konfidensindikator, alla branscher (Konjunkturbarometern)",
    short_title_sv="Näringslivets konfidens",
    slug="konfidens-naringslivet",
    synonyms=(
        "konjunktur",
        "företagens förtroende",
        "Konjunkturinstitutet",
    ),
    queries=(barometer_query(r"^totala näringslivet$"),),
    definition_sv=f"Vad företag i industri, bygg, handel och tjänster svarar om läget och tiden framåt. {SCALE_SV}",
    caveat_sv=CAVEAT_SV,
    base="business_confidence",
    order=432,
    family="konjunktur",
    secondary=True,
    wording=Wording(subject_sv="näringslivets konfidensindikator", noun_sv="konfidensindikator för näringslivet"),
    **BAROMETER,
)
