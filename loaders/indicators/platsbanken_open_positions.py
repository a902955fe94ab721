"""Positions in the ads open in Platsbanken at the month's latest reading, our own series (measure card M7b).

From the same answers as platsbanken_open_ads.
"""

from loaders.ground.declarations import Wording
from loaders.indicators._platsbanken import ad_count, open_query

INDICATOR = ad_count(
    "platsbanken_open_positions",
    title_sv="Platser i öppna annonser i Platsbanken, egen räkning",
    short_title_sv="Platser i öppna annonser",
    slug="platser-i-oppna-annonser",
    synonyms=(
        "Platsbanken",
        "platsannonser",
        "jobbannonser",
        "JobTech",
    ),
    unit_sv="platser",
    query=open_query("positions"),
    definition_sv="Antalet platser i de annonser som var öppna i Platsbanken vid månadens senaste avläsning. "
    "Serien är egen och börjar med den första avläsningen.",
    order=184,
    wording=Wording(
        subject_sv="antalet platser i öppna annonser i Platsbanken",
        things_sv="platser i öppna annonser",
        thing_sv="plats i öppna annonser",
    ),
    is_open=True,
)
