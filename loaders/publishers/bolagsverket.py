"""The companies registration office's monthly counts of registrations, as one open file.

Address and layout: read by third parties. Terms of use: none read. Published on the first working day of the month.
"""

from loaders.ground.declarations import SourceInfo

INFO = SourceInfo(
    id="bolagsverket",
    publisher_sv="Bolagsverket",
    default_url="https://static.bolagsverket.se/statistik",
    page_url="https://bolagsverket.se/apierochoppnadata/hamtaforetagsinformation/nedladdningsbarafiler.2517.html",
    snapshots=3,
)
