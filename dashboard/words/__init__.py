"""Swedish sentences made from figures by the published rule (docs/words.md): facts, claim, text. Pure.

``claim = judge(Facts.of_series(...))``, then ``headline``, ``sentence``, ``card`` and ``value``.
"""

from dashboard.words.headlines import headline, value
from dashboard.words.judging.claims import (
    Absent,
    Branch,
    Claim,
    Compared,
    FromZero,
    Lumps,
    Number,
    Projected,
    Rare,
    Uncompared,
    Word,
)
from dashboard.words.judging.facts import Facts, Observation, Projection
from dashboard.words.judging.kept import judge
from dashboard.words.kinds.absences import brief, levels_text, not_at_level
from dashboard.words.kinds.events import subgroup, twelve_months
from dashboard.words.kinds.march_april import easter
from dashboard.words.kinds.projections import projection_error, projection_errors
from dashboard.words.kinds.seasons import season
from dashboard.words.kinds.so_far import normal_year, year_to_date
from dashboard.words.nouns import subject
from dashboard.words.published import limits_table, yearly_change_table
from dashboard.words.references import (
    circular_share,
    gap_again,
    gap_in_persons,
    rank,
    two_measures,
)
from dashboard.words.sentences import bounds_so_far, card, sentence
from dashboard.words.swedish import PlaceForm

__all__ = [
    "Absent",
    "Branch",
    "Claim",
    "Compared",
    "Facts",
    "FromZero",
    "Lumps",
    "Number",
    "Observation",
    "PlaceForm",
    "Projected",
    "Projection",
    "Rare",
    "Uncompared",
    "Word",
    "bounds_so_far",
    "brief",
    "card",
    "circular_share",
    "easter",
    "gap_again",
    "gap_in_persons",
    "headline",
    "judge",
    "levels_text",
    "limits_table",
    "normal_year",
    "not_at_level",
    "projection_error",
    "projection_errors",
    "rank",
    "season",
    "sentence",
    "subgroup",
    "subject",
    "twelve_months",
    "two_measures",
    "value",
    "year_to_date",
    "yearly_change_table",
]
