"""A region's own figures in CSV or Excel, in ``data/indicators``: nothing is called, so there is no address."""

from loaders.ground.declarations import SourceInfo

INFO = SourceInfo(
    id="own_files",
    publisher_sv="Egna filer",
    default_url="",
    page_url="",
    is_local=True,
    terms_sv="Enligt den som har gjort filen.",
)
