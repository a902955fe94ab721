"""``Way``: one way of showing a measure, such as its level or its change in a year. Each is a file in ways/.

A way says where it is offered and what it shows. One that shows a scene, as most do, says which values it shows and
how they are drawn, told and tabled; what it does not say itself is as of published values.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dashboard import words
from dashboard.data import arithmetic
from dashboard.words import Branch, Claim, Compared, swedish
from loaders.ground import places
from loaders.ground.declarations import Indicator, Kind, Level
from loaders.ground.places import Place

if TYPE_CHECKING:
    from dashboard.data.arrays import Series
    from dashboard.data.series import Data
    from dashboard.figures.theme import Canvas
    from dashboard.views.scene import Scene
    from dashboard.views.selection import Selection
    from dashboard.views.tables import Added
    from dashboard.views.view import Content


@dataclass(frozen=True, slots=True)
class Values:
    """Displayed values, float64 region × period, NaN where absent; their decimals; the year that is 100 in an index."""

    shown: np.ndarray
    decimals: int
    base_year: str = ""


class Way(ABC):
    """One way of showing a measure.

    word: its word in an address (``matt=``). name_sv: what the control says. order: its place there, lowest first.
    """

    word: str
    name_sv: str
    order: int

    is_level = False
    """The published values as they are, which is how a measure is shown unless something else is asked."""
    compares_municipalities = False
    """It sets the county's municipalities beside each other."""
    chooses_places = True
    """Other places can be chosen to compare with."""
    chooses_window = True
    """It has a time axis whose beginning can be chosen."""
    is_further = False
    """It stands under the others in the control's menu."""
    is_judged = True
    """Whether a claim about a measure's own change is about what is shown; judges() may say it claim by claim."""
    wider = ""
    """Word of the way that shows all of the series where this one has a chart with a window of its own."""
    narrower = ""
    """Word of the way that shows less of the series; the windows are then those of that way."""

    def name(self, indicator: Indicator) -> str:
        """What the control says for a measure."""
        return self.name_sv

    def why_not(self, indicator: Indicator) -> str:
        """Why it makes no sense for a measure, as a short Swedish remark; empty where it is offered."""
        return "finns inte för framskrivningar" if indicator.kind is Kind.PROJECTION else self.objection(indicator)

    def objection(self, indicator: Indicator) -> str:
        """Why it makes no sense for a measure that is no projection; empty where it is offered."""
        return ""

    def can_show(self, selection: "Selection", data: "Data") -> bool:
        """Whether there is anything of a place that can be shown so. StoreDamaged where that cannot be read."""
        return True

    def is_default(self, indicator: Indicator) -> bool:
        """Whether a measure is shown so unless something else is asked."""
        return False

    def all_shown(self, indicator: Indicator) -> tuple[str, ...]:
        """Dimensions of which all values are shown side by side, so that there is none to choose."""
        return ()

    def settled(self, selection: "Selection") -> "Selection":
        """The selection as it is shown, without choices that make no difference in this way."""
        apart = self.all_shown(selection.declared)
        return selection.but(slice=tuple(pair for pair in selection.slice if pair[0] not in apart))

    def own_years(self, selection: "Selection", level: Level) -> int:
        """How many years a chart of its own reaches back at a level; 0 where lines of any window are drawn."""
        return 0

    def period_sv(self, period: str) -> str:
        """The newest period, as it stands over a number."""
        return swedish.period_name(period)

    def short_period_sv(self, period: str) -> str:
        """The newest period, as it stands in a table of many measures."""
        return swedish.period_name(period)

    @abstractmethod
    def content(self, selection: "Selection", data: "Data", canvas: "Canvas") -> "Content":
        """All that a view shows and says of a selection."""


class SceneWay(Way):
    """A way of showing the values of one scene: places over periods."""

    shows_published = False
    """Its values are published ones, with their bounds and status."""
    is_signed = False
    """Its values are changes or distances, which stand with their sign."""
    draws_own = True
    """The chosen place has a line; else every line is a distance of the chosen place to another."""
    is_always_together = False
    """A municipality, its county and the nation fit on one scale whatever the measure is."""

    def compared(self, codes: Sequence[str], own: Place) -> tuple[str, ...]:
        """The places that the chosen one is compared with unless a link says which."""
        return tuple(codes)

    def values(self, raw: "Series", selection: "Selection", data: "Data", first: int, drawn: int) -> Values:
        """The values shown of published ones; ``drawn`` rows have lines of their own, in a window from ``first`` on."""
        shown = arithmetic.displayed(raw.values, raw.indicator.decimals)
        for n, code in enumerate(raw.regions):
            if places.place(code).level in raw.indicator.whole_at:
                shown[n] = arithmetic.displayed(raw.values[n], 0)
        return Values(shown, raw.indicator.decimals)

    def is_in_per_cent(self, indicator: Indicator) -> bool:
        """Whether its values are changes in per cent, which are said in whole numbers from 1 upwards."""
        return False

    def bounds(self, seen: "Scene") -> np.ndarray:
        """Whether each value shown is the lowest it can be, and is said with *minst*. Bool, region × period."""
        return seen.is_bound() if self.shows_published else np.zeros(seen.shown.shape, bool)

    @abstractmethod
    def tell(self, seen: "Scene", data: "Data", claim: Claim) -> tuple[str, str]:
        """Headline and sentence."""

    def tell_instead(self, seen: "Scene", data: "Data") -> tuple[str, ...]:
        """What is said in place of the sentence, and remarks on it; nothing for most measures."""
        return ()

    def tell_more(self, seen: "Scene", data: "Data", claim: Claim) -> str:
        """What is said after the sentence; empty for most."""
        return ""

    def number(self, seen: "Scene", claim: Claim) -> str:
        """The number that is spoken of."""
        return words.value(claim)

    def number_before(self, seen: "Scene", claim: Claim) -> str:
        """The number it is set beside where no word compares them: that of the year before of what is a growth."""
        return value_then(claim) if claim.branch is Branch.GROWTH else ""

    def judges(self, claim: Claim) -> bool:
        """Whether the claim is about what is shown."""
        return self.is_judged

    def describe(self, seen: "Scene", claim: Claim) -> str:
        """What is drawn, with first and last value; empty where the drawing tells it itself."""
        return ""

    def why_nothing(self, seen: "Scene") -> str:
        """Why nothing can be shown so of the numbers there are, and where they are shown."""
        return "Siffrorna är för få för det. De visas som Nivå."

    def unit_sv(self, seen: "Scene") -> str:
        """What its values measure, in words."""
        return seen.indicator.unit_sv

    def column_sv(self, indicator: Indicator) -> str:
        """Heading of a column of its values."""
        if indicator.is_share:
            return "%"
        if indicator.kind is Kind.PER_HEAD:
            return "per 1 000 inv." if "per 1 000 invånare" in indicator.unit_sv else indicator.unit_sv.split()[0]
        return {"miljoner kronor": "mnkr", "tusen kronor per invånare": "tkr"}.get(indicator.unit_sv, "antal")

    def added_columns(self, seen: "Scene", data: "Data", order: Sequence[Place]) -> "list[Added]":
        """Columns after that of the values, a cell for each place in the order."""
        return []


def value_then(claim: Claim) -> str:
    """The number of the year before as it is said; empty where there is none."""
    return words.value(replace(claim, now=claim.then)) if isinstance(claim, Compared) else ""
