"""The National Institute of Economic Research: the Konjunkturbarometern, PxWeb in the dialect before (v1).

Address, limits (10 calls in 10 seconds) and terms (free, commercially too): read by third parties, 2026.
"""

from loaders.ground.declarations import SourceInfo

INFO = SourceInfo(
    id="konjunkturinstitutet",
    publisher_sv="Konjunkturinstitutet",
    default_url="https://statistik.konj.se/PxWeb/api/v1/sv",
    page_url="https://statistik.konj.se/PxWeb/pxweb/sv/KonjBar/",
    terms_sv="Fri användning, även kommersiellt. Källa: Konjunkturinstitutet",
    calls=10,
    seconds=10.0,
)
