"""Arbetsförmedlingen's notices of redundancy: Excel files linked from its pages of statistics.

No limit of calls and no terms of use are stated on the pages (looked for by others in September 2026).
"""

from loaders.ground.declarations import SourceInfo

INFO = SourceInfo(
    id="varsel",
    publisher_sv="Arbetsförmedlingen",
    default_url="https://arbetsformedlingen.se",
    page_url="https://arbetsformedlingen.se/statistik/sok-statistik/tidigare-statistik-tidsserier",
    unofficial=True,
)
