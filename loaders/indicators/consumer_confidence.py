"""Hushållens konfidensindikator: one index of the Konjunkturbarometern, per month."""

from loaders.ground.declarations import Indicator, Wording
from loaders.indicators._konjunktur import BAROMETER, CAVEAT_SV, SCALE_SV, barometer_query

INDICATOR = Indicator(
    id="consumer_confidence",
    title_sv="Hushållens konfidensindikator, alla hushåll (Konjunkturbarometern)",
    short_title_sv="Hushållens konfidens",
    slug="konfidens-hushall",
    synonyms=(
        "konjunktur",
        "hushållen",
        "konsumentförtroende",
        "köpkraft",
        "Konjunkturinstitutet",
    ),
    queries=(barometer_query(r"^konfidensindikator hushåll$"),),
    definition_sv=f"Vad hushåll svarar om den egna ekonomin och Sveriges, nu och det närmaste året. {SCALE_SV}",
    caveat_sv=CAVEAT_SV,
    base="consumer_confidence",
    order=434,
    family="konjunktur",
    secondary=True,
    wording=Wording(subject_sv="hushållens konfidensindikator", noun_sv="konfidensindikator för hushållen"),
    **BAROMETER,
)
