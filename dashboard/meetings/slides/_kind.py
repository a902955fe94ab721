"""What a file of this folder declares: one kind of slide with its keys, how they are read, and what it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from dashboard.meetings.keys import Keys
from dashboard.meetings.material import Material
from dashboard.meetings.meeting import Content, Meeting
from dashboard.model import Size
from dashboard.views.slide_view import SlideView
from loaders.ground.places import Place

C = TypeVar("C", bound=Content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a slide is shown: the meeting, what slides are made from, and the size of the figure."""

    meeting: Meeting
    material: Material
    size: Size


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideKind(Generic[C]):
    """One kind of slide.

    - ``word``: what a meeting file says after ``kind =``; the name of the file that declares it.
    - ``keys``: those it has beside the ones of every slide (``words``, ``headline``, ``kept``, ``notes``, ``short``,
      ``seconds``, ``kind``).
    - ``read``: its keys as a Content of its own; UsageError, by ``Keys.wrong``, for what is wrong.
    - ``view``: what the slide shows, the same on the page and in the PDF. LanspulsError where it cannot be made.
    - ``turn``: its content for another place, for a kind that can be turned to municipalities and neighbours.
    - ``examples``: the lines of a ``[[view]]`` each, without ``kind``: what tests, pictures and the accessibility run
      open. Every one must be makeable from the demo's figures.
    """

    word: str
    keys: tuple[str, ...]
    read: Callable[[Keys], C]
    view: Callable[[C, Setting], SlideView]
    turn: Callable[[C, Place], C] | None = None
    examples: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.examples:
            raise ValueError(f"the kind of slide '{self.word}' has no example, so nothing would test it")
