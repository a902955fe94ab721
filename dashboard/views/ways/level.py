"""Niva: the published values as they are, in the chart that the kind of measure has of its own, or as lines."""

from dashboard.data.series import Data
from dashboard.figures.theme import Canvas
from dashboard.model import Table
from dashboard.views import circular_bounds, judged, own_charts, vintages
from dashboard.views.scene import Scene
from dashboard.views.selection import Selection
from dashboard.views.told import further
from dashboard.views.view import Content, Drawn
from dashboard.views.ways._lines import PublishedLines
from dashboard.words import Claim
from loaders.ground.declarations import Indicator, Kind, Level


class LevelWay(PublishedLines):
    """The level; that of a projection is its vintages."""

    word, name_sv, order = "niva", "Nivå", 10
    is_level = True
    wider = "serie"

    def name(self, indicator: Indicator) -> str:
        """What the control says: the level of a change is that of each month."""
        return "Per månad" if indicator.id == "population_change" else self.name_sv

    def why_not(self, indicator: Indicator) -> str:
        """Nothing: every measure has a level."""
        return ""

    def own_years(self, selection: Selection, level: Level) -> int:
        """How many years the kind's own chart reaches back."""
        return own_charts.own_years(selection, level)

    def is_from_zero(self, indicator: Indicator) -> bool:
        """Only the axis of populations and of indices is truncated."""
        return indicator.id != "population" and not indicator.is_index

    def content(self, selection: Selection, data: Data, canvas: Canvas) -> Content:
        """All that a view shows and says of a selection."""
        if selection.declared.kind is Kind.PROJECTION:
            return vintages.content(selection, data, canvas)
        return super().content(selection, data, canvas)

    def draw(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> Drawn:
        """The kind's own chart where it has one, else lines."""
        if said.claim is None or not own_charts.is_own_chart(seen):
            return super().draw(seen, said, data, canvas)
        return own_charts.own_chart(seen, said.claim, canvas, synthetic=data.synthetic)

    def table(self, seen: Scene, data: Data, drawn: Drawn) -> Table:
        """Events by period where they have a chart of their own, else places."""
        of_events = seen.indicator.kind in (Kind.RARE, Kind.LUMPS) and own_charts.is_own_chart(seen)
        return own_charts.events_table(seen) if of_events and drawn.figure else super().table(seen, data, drawn)

    def tell_instead(self, seen: Scene, data: Data) -> tuple[str, ...]:
        """The circular share with both its denominators."""
        return circular_bounds.told(seen, data) if seen.indicator.id == circular_bounds.ID else ()

    def tell_more(self, seen: Scene, data: Data, claim: Claim) -> str:
        """The young where the whole cannot be compared; then what other places, years and measures add."""
        return f"{further.untouched(seen, data, claim)} {further.sentences(seen, data, claim)}".strip()


WAY = LevelWay()
