"""What ways share that show what a measure is made of, as bars: one table of all numbers, below the figure."""

from abc import abstractmethod

from dashboard.data.numbers import Numbers
from dashboard.data.series import Data
from dashboard.figures.theme import Canvas
from dashboard.views import judged
from dashboard.views.scene import Scene
from dashboard.views.splits.shape import Split
from dashboard.views.view import Drawn, Tables
from dashboard.views.ways._scene import ShownScene


class SplitWay(ShownScene):
    """A measure split into what it is made of."""

    chooses_places = False
    chooses_window = False

    @abstractmethod
    def split(self, seen: Scene, data: Data, canvas: Canvas) -> Split:
        """What is drawn, and all its numbers."""

    def draw(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> Drawn:
        """The bars."""
        return self.split(seen, data, canvas).drawn

    def show(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> tuple[Drawn, Tables]:
        """The bars and their table; where there is no figure those of the places."""
        if not seen.newest:
            return super().show(seen, said, data, canvas)
        found = self.split(seen, data, canvas)
        return found.drawn, Tables(
            beside=found.table, series=found.table, is_wide=True, for_programs=found.for_programs
        )

    def all_numbers(self, seen: Scene, data: Data) -> Numbers | None:
        """The split's numbers; where there is no figure those of the places."""
        if not seen.newest:
            return super().all_numbers(seen, data)
        return self.split_numbers(seen, data)

    @abstractmethod
    def split_numbers(self, seen: Scene, data: Data) -> Numbers | None:
        """Every number of the split as values; None where some are told as text only."""
