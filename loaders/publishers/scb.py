"""Statistics Sweden's statistical database, PxWebApi 2. It states its limits itself, in /config.

Its API v1 ends at the turn of the year 2026/2027 and is not asked for anything.
"""

from loaders.ground.declarations import SourceInfo

INFO = SourceInfo(
    id="scb",
    publisher_sv="SCB",
    default_url="https://statistikdatabasen.scb.se/api/v2",
    page_url="https://www.statistikdatabasen.scb.se/",
    terms_sv="CC0. Källa: SCB",
    calls=10,
    seconds=10.0,
    connections=4,
    more_urls={"calendar": "https://www.scb.se/hitta-statistik/publiceringskalendern"},
)
