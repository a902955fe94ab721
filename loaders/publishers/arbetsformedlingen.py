"""Arbetsförmedlingen's Excel files of registered unemployed and of vacancies, linked from one page.

No licence and no call limit is stated on the page (looked in September 2026). The agency calls the figures
*verksamhetsstatistik*: they are not official statistics.
"""

from loaders.ground.declarations import SourceInfo

INFO = SourceInfo(
    id="arbetsformedlingen",
    publisher_sv="Arbetsförmedlingen",
    default_url="https://arbetsformedlingen.se",
    page_url="https://arbetsformedlingen.se/statistik/sok-statistik/tidigare-statistik-tidsserier",
    unofficial=True,
    snapshots=3,
)
