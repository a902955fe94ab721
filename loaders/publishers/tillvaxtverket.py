"""The agency for economic and regional growth: accommodation statistics since it took them over from SCB.

Address and parameters: read by third parties who fetch daily. Terms of use: not read at the publisher, but a region's
public code states CC0.
The page is the folder of the figures as text files, which are fetched; the query interface is the way round them.
"""

from loaders.ground.declarations import SourceInfo

INFO = SourceInfo(
    id="tillvaxtverket",
    publisher_sv="Tillväxtverket",
    default_url="https://oppnadata.tillvaxtverket.se/api/api",
    more_urls={"files": "https://oppnadata.tillvaxtverket.se/data/inkvartering"},
    page_url="https://oppnadata.tillvaxtverket.se/data/inkvartering/",
    terms_sv="CC0, enligt andra som använder uppgifterna. Källa: Tillväxtverket",
)
