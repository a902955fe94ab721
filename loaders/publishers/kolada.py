"""Kolada (Rådet för främjande av kommunala analyser), API v3. v2 was closed on 2026-03-31. No key, no stated rate."""

from loaders.ground.declarations import SourceInfo

INFO = SourceInfo(
    id="kolada",
    publisher_sv="Kolada (RKA)",
    brief_sv="Kolada",
    default_url="https://api.kolada.se/v3",
    page_url="https://api.kolada.se/v3/docs",
    terms_sv="CC BY 4.0. Källa: Kolada (RKA)",
)
