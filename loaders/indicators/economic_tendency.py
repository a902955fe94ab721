"""Barometerindikatorn: one index of the Konjunkturbarometern, per month."""

from loaders.ground.declarations import Indicator, Wording
from loaders.indicators._konjunktur import BAROMETER, CAVEAT_SV, SCALE_SV, barometer_query

INDICATOR = Indicator(
    id="economic_tendency",
    title_sv="Barometerindikatorn, alla företag och hushåll (Konjunkturbarometern)",
    short_title_sv="Barometerindikatorn",
    slug="barometerindikatorn",
    synonyms=(
        "konjunktur",
        "konjunkturläge",
        "Konjunkturinstitutet",
        "stämningsläge",
        "barometer",
    ),
    queries=(barometer_query(r"^barometerindikatorn$"),),
    definition_sv=f"Vad företag och hushåll svarar om läget och den närmaste tiden, vägt samman. {SCALE_SV}",
    caveat_sv=CAVEAT_SV,
    base="economic_tendency",
    order=430,
    family="konjunktur",
    wording=Wording(subject_sv="barometerindikatorn", noun_sv="barometerindikator"),
    **BAROMETER,
)
