"""Ads open in Platsbanken at the month's latest reading, our own series (measure card M7b).

JobSearch tells what is open now and nothing of before, so the series begins with the first fetch.
"""

from loaders.ground.declarations import Wording
from loaders.indicators._platsbanken import ad_count, open_query

INDICATOR = ad_count(
    "platsbanken_open_ads",
    title_sv="Öppna annonser i Platsbanken, egen räkning",
    short_title_sv="Öppna annonser i Platsbanken",
    slug="oppna-annonser",
    synonyms=(
        "Platsbanken",
        "platsannonser",
        "jobbannonser",
        "JobTech",
    ),
    unit_sv="annonser",
    query=open_query("total.value"),
    definition_sv="Antalet annonser som var öppna i Platsbanken vid månadens senaste avläsning. "
    "Serien är egen och börjar med den första avläsningen.",
    order=182,
    wording=Wording(
        subject_sv="antalet öppna annonser i Platsbanken",
        things_sv="öppna annonser i Platsbanken",
        thing_sv="öppen annons i Platsbanken",
    ),
    is_open=True,
)
