"""The Swedish Agency for Growth Policy Analysis: bankruptcies and new firms, PxWeb in the dialect before (v1)."""

from loaders.ground.declarations import SourceInfo

INFO = SourceInfo(
    id="tillvaxtanalys",
    publisher_sv="Tillväxtanalys",
    default_url="https://statistik.tillvaxtanalys.se/PxWeb/api/v1/sv",
    page_url="https://statistik.tillvaxtanalys.se/PxWeb/pxweb/sv/",
)
