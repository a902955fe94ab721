"""What all ways of showing a scene share: its sentences, tables and notes."""

from abc import abstractmethod

import numpy as np

from dashboard.data.arithmetic import breaks_of
from dashboard.data.numbers import Numbers
from dashboard.data.series import Data
from dashboard.figures.theme import Canvas
from dashboard.model import Table
from dashboard.views import judged, tables
from dashboard.views.scene import Scene, scene
from dashboard.views.selection import Selection
from dashboard.views.told import nothing
from dashboard.views.view import Content, Drawn, Notes, Places, Tables
from dashboard.views.way import SceneWay
from dashboard.views.ways import _inside
from dashboard.views.ways._numbers import places_over_time
from dashboard.words import Claim, swedish
from loaders.ground.errors import StoreDamaged, StoreError, UsageError
from loaders.ground.periods import PARTS_PER_YEAR


class ShownScene(SceneWay):
    """A way that draws a scene, tells its newest value and sets a table of places beside it."""

    @abstractmethod
    def draw(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> Drawn:
        """The figure of a scene that has values."""

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """Headline and sentence: those of the newest value."""
        return judged.tell_level(seen, data, claim)

    def table(self, seen: Scene, data: Data, drawn: Drawn) -> Table:
        """The table beside the figure of a scene that has values."""
        return tables.places_table(seen, data)

    def content(self, selection: Selection, data: Data, canvas: Canvas) -> Content:
        """All that a view shows and says of a selection."""
        seen = scene(self.settled(selection), data)
        said = judged.said(seen, data)
        alone = _inside.municipalities(seen)
        if alone is None:
            drawn, tabled = self.show(seen, said, data, canvas)
        else:
            said = _inside.said(alone, said, data)
            drawn, tabled = _inside.show(alone, said, data, canvas, self.panel_title(alone, canvas))
        claim = said.claim
        return Content(
            subtitle=self._subtitle(alone or seen),
            headline=said.headline,
            sentence=said.sentence,
            drawn=drawn,
            tables=tabled,
            places=Places(own=seen.own, asked=seen.asked, compared=seen.compare),
            notes=Notes(remarks=(*said.notes, *_signs(tabled)), breaks=_breaks(seen)),
            period=(alone or seen).newest,
            first=seen.periods[seen.first],
            number=said.value,
            before="" if claim is None else self.number_before(seen, claim),
            history=_history(seen),
            claim=claim if claim is not None and self.judges(claim) else None,
            numbers=self.all_numbers(seen, data) if alone is None else _inside.numbers(alone),
            own_origin_sv=self.origin_sv(seen),
        )

    def can_show(self, selection: Selection, data: Data) -> bool:
        """Whether the place, or its municipalities where they alone have figures, has any to show so. StoreDamaged."""
        try:
            seen = scene(self.settled(selection), data)
        except StoreDamaged:
            raise  # nothing that is damaged is said not to exist
        except (UsageError, StoreError):
            return False
        return bool(seen.newest) or _inside.municipalities(seen) is not None

    def all_numbers(self, seen: Scene, data: Data) -> Numbers | None:
        """Every number of the figure as values."""
        return places_over_time(seen)

    def show(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> tuple[Drawn, Tables]:
        """What is drawn, and the tables."""
        drawn = self.draw(seen, said, data, canvas) if seen.newest and said.claim is not None else Drawn()
        return drawn, Tables(
            beside=self.table(seen, data, drawn) if seen.newest else tables.places_table(seen, data),
            series=tables.series_table(seen),
            further=(tables.industry_table(seen, data),) if tables.has_industries(seen) else (),
        )

    def origin_sv(self, seen: Scene) -> str:
        """What the source line names besides the figures' own source; empty for most."""
        return ""

    def panel_title(self, seen: Scene, canvas: Canvas) -> str:
        """What stands over half a figure; empty over a whole one, which has its measure above it."""
        if not canvas.size.is_half:
            return ""
        title = seen.indicator.short_title_sv
        return title if canvas.frame.short_names else f"{title}: {self.unit_sv(seen)}"

    def _subtitle(self, seen: Scene) -> str:
        """Measure with age group, chosen values, unit and period."""
        period = f", {swedish.period_name(seen.newest)}" if seen.newest else ""
        return f"{tables.measure(seen)}. {swedish.capital(self.unit_sv(seen))}{period}."


def _signs(tabled: Tables) -> tuple[str, ...]:
    """What the signs of the tables mean."""
    told = nothing.signs_sv(tabled.beside, *tabled.further)
    return (told,) if told else ()


def _breaks(seen: Scene) -> tuple[str, ...]:
    """The reason of every break inside the window."""
    first, last = seen.periods[seen.first], seen.periods[seen.last]
    return tuple(one.reason_sv for one in breaks_of(seen.indicator, seen.raw.slice) if first < one.period <= last)


def _history(seen: Scene) -> tuple[float | None, ...]:
    """The last two years of the chosen place, to and with the newest period."""
    if not seen.newest:
        return ()
    at = seen.periods.index(seen.newest)
    row = seen.row(seen.own)[max(0, at + 1 - 2 * PARTS_PER_YEAR[seen.indicator.grain]) : at + 1]
    return tuple(None if np.isnan(v) else float(v) for v in row)
