"""What ways share that show what a measure is made of, as bars: one table of all numbers, below the figure."""

from abc import abstractmethod

from dashboard import claims
from dashboard.data import Data
from dashboard.scene import Scene
from dashboard.splits.shape import Split
from dashboard.theme import Canvas
from dashboard.view import Drawn, Tables
from dashboard.ways._scene import ShownScene


class SplitWay(ShownScene):
    """A measure split into what it is made of."""

    chooses_places = False
    chooses_window = False
    says_why_not = False

    @abstractmethod
    def split(self, seen: Scene, data: Data, canvas: Canvas) -> Split:
        """What is drawn, and all its numbers."""

    def draw(self, seen: Scene, said: claims.Said, data: Data, canvas: Canvas) -> Drawn:
        """The bars."""
        return self.split(seen, data, canvas).drawn

    def show(self, seen: Scene, said: claims.Said, data: Data, canvas: Canvas) -> tuple[Drawn, Tables]:
        """The bars and their table; where there is no figure those of the places."""
        if not seen.newest:
            return super().show(seen, said, data, canvas)
        found = self.split(seen, data, canvas)
        return found.drawn, Tables(beside=found.table, series=found.table, is_wide=True)
