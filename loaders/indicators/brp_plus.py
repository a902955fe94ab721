"""Key figures of BRP+, Tillväxtverket's broadened measure of regional development.

Not a measure of its own but a table: each KPI has its own title, unit and year. Shown on the page of key figures,
never put into words.
"""

from loaders.indicators._kolada import PUBLISHER_SV, SET_CAVEAT_SV, TERMS_SV, set_query
from loaders.model import Grain, Indicator, Kind, PlaceBasis, Release, Wording

INDICATOR = Indicator(
    id="brp_plus",
    title_sv="BRP+, enligt nyckeltalet (Kolada)",
    short_title_sv="BRP+",
    slug="brp-plus",
    unit_sv="enligt nyckeltalet",
    decimals=1,
    topic="Besök, ekonomi och hållbarhet",
    grain=Grain.YEAR,
    kind=Kind.AMOUNT,
    place_basis=PlaceBasis.RESIDENCE,
    age_group="enligt nyckeltalet",
    queries=(set_query("brp-plus", "BRP+", r"BRP\s?(\+|-?plus)"),),
    default_slice={"kpi": "newest"},
    definition_sv="Nyckeltal som beskriver regional utveckling bredare än BRP, valda av Tillväxtverket.",
    caveat_sv=SET_CAVEAT_SV,
    publication_lag_days=540,
    release=Release(60, 540, scattered=True),  # each key figure has a day of its own
    terms_sv=TERMS_SV,
    publisher_sv=PUBLISHER_SV,
    base="brp_plus",
    lowest=None,
    supporting=True,
    order=131,
    official=False,
    wording=Wording(subject_sv="nyckeltalen i BRP+"),
)
