"""Employed by workplace and detailed industry: no open table has them, so they are ordered and read in by hand."""

from loaders.ground.declarations import SourceInfo

INFO = SourceInfo(
    id="sni_extract",
    publisher_sv="SCB (beställt utdrag)",
    brief_sv="SCB",
    default_url="https://www.scb.se",
    page_url="https://www.scb.se/vara-tjanster/",
    terms_sv="Enligt beställningen. Källa: SCB",
    by_hand=True,
)
