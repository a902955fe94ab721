"""Arbetsförmedlingen's Yrkesbarometern: one open JSON file with the newest round, in June and December."""

from loaders.ground.declarations import SourceInfo

INFO = SourceInfo(
    id="yrkesbarometern",
    publisher_sv="Arbetsförmedlingen",
    default_url="https://data.arbetsformedlingen.se/prognoser",
    page_url="https://data.arbetsformedlingen.se/prognoser/yrkesbarometer.json",
    terms_sv="CC0 1.0. Källa: Arbetsförmedlingen",
    unofficial=True,
    snapshots=400,
)
"""Only the newest round is in the file, so every one that was fetched is kept: 400 are two centuries."""
