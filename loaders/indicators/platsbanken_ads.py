"""Ads published in Platsbanken in a month, our own count (measure card M7b).

From the historical API, which holds an ad once it is closed: the newest three months are incomplete.
"""

from loaders.ground.declarations import Wording
from loaders.indicators._platsbanken import ad_count, new_query

INDICATOR = ad_count(
    "platsbanken_ads",
    title_sv="Nya annonser i Platsbanken, egen räkning",
    short_title_sv="Nya annonser i Platsbanken",
    slug="nya-annonser",
    synonyms=(
        "Platsbanken",
        "platsannonser",
        "jobbannonser",
        "annonser",
        "JobTech",
    ),
    unit_sv="annonser",
    query=new_query("total.value"),
    definition_sv="Antalet annonser som publicerades i Platsbanken under månaden, räknade ur JobTechs öppna data.",
    order=178,
    wording=Wording(
        subject_sv="antalet nya annonser i Platsbanken",
        things_sv="nya annonser i Platsbanken",
        thing_sv="ny annons i Platsbanken",
    ),
)
