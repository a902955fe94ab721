"""RKA's key figures for the Agenda 2030 goals, for riket, the county and its municipalities.

Not a measure of its own but a table: each KPI has its own title, unit and year. Shown on the page of key figures,
never put into words.
"""

from loaders.indicators._kolada import PUBLISHER_SV, SET_CAVEAT_SV, TERMS_SV, set_query
from loaders.model import Grain, Indicator, Kind, PlaceBasis, Release, Wording

INDICATOR = Indicator(
    id="agenda2030",
    title_sv="Agenda 2030, enligt nyckeltalet (Kolada)",
    short_title_sv="Agenda 2030",
    slug="agenda-2030",
    unit_sv="enligt nyckeltalet",
    decimals=1,
    topic="Besök, ekonomi och hållbarhet",
    grain=Grain.YEAR,
    kind=Kind.AMOUNT,
    place_basis=PlaceBasis.RESIDENCE,
    age_group="enligt nyckeltalet",
    queries=(set_query("agenda-2030", "agenda", r"agenda[\s-]*2030"),),
    default_slice={"kpi": "newest"},
    definition_sv="Nyckeltal som RKA har valt för att följa målen i Agenda 2030.",
    caveat_sv=SET_CAVEAT_SV,
    publication_lag_days=540,
    release=Release(60, 540, scattered=True),  # each key figure has a day of its own
    terms_sv=TERMS_SV,
    publisher_sv=PUBLISHER_SV,
    base="agenda2030",
    lowest=None,
    supporting=True,
    order=130,
    official=False,
    wording=Wording(subject_sv="nyckeltalen för Agenda 2030"),
)
