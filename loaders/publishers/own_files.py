"""A region's own figures in CSV or Excel, in ``data/indicators``: nothing is called, so the address is nobody's."""

from loaders.ground.declarations import SourceInfo

INFO = SourceInfo(
    id="own_files",
    publisher_sv="Egna filer",
    default_url="https://egna-filer.invalid",
    page_url="https://egna-filer.invalid",
    terms_sv="Enligt den som har gjort filen.",
)
