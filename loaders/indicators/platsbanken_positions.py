"""Positions in the ads published in Platsbanken in a month, our own count (measure card M7b).

From the same answers as platsbanken_ads. One ad may hold a hundred positions.
"""

from loaders.ground.declarations import Wording
from loaders.indicators._platsbanken import ad_count, new_query

INDICATOR = ad_count(
    "platsbanken_positions",
    title_sv="Platser i nya annonser i Platsbanken, egen räkning",
    short_title_sv="Platser i nya annonser",
    slug="platser-i-nya-annonser",
    synonyms=(
        "Platsbanken",
        "platsannonser",
        "jobbannonser",
        "JobTech",
    ),
    unit_sv="platser",
    query=new_query("positions"),
    definition_sv=(
        "Antalet platser i de annonser som publicerades i Platsbanken under månaden, räknade ur JobTechs öppna data."
    ),
    order=180,
    wording=Wording(
        subject_sv="antalet platser i nya annonser i Platsbanken",
        things_sv="platser i nya annonser",
        thing_sv="plats i nya annonser",
    ),
)
