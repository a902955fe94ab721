"""JobTech at Arbetsförmedlingen: ads in Platsbanken, those that are closed and those that are open. No key.

Counts are licensed as the ads are, CC0. 429 exists, but no rate is stated. The older hosts (apirequest.jobtechdev.se,
jobtechdev.se) no longer resolve as of 2026-09. The archives of ads are a page of files, by year and by quarter.
"""

from loaders.ground.declarations import SourceInfo

INFO = SourceInfo(
    id="jobtech",
    publisher_sv="JobTech (Arbetsförmedlingen)",
    brief_sv="JobTech",
    default_url="https://historical.api.jobtechdev.se",
    more_urls={
        "jobsearch": "https://jobsearch.api.jobtechdev.se",
        "archive": "https://data.jobtechdev.se/annonser/historiska",
    },
    page_url="https://data.arbetsformedlingen.se/",
    terms_sv="CC0. Källa: JobTech, Arbetsförmedlingen",
    unofficial=True,
)
