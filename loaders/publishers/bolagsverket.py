"""The companies registration office's monthly counts of registrations, as one open file.

Address, layout and terms of use: read by third parties (three public projects, 2026). Published on the first working
day of the month.
"""

from loaders.ground.declarations import SourceInfo

INFO = SourceInfo(
    id="bolagsverket",
    publisher_sv="Bolagsverket",
    default_url="https://static.bolagsverket.se/statistik",
    page_url="https://bolagsverket.se/apierochoppnadata/hamtaforetagsinformation/nedladdningsbarafiler.2517.html",
    terms_sv="CC BY 2.5 SE. Källa: Bolagsverket",
    snapshots=3,
)
