"""``view``: a selection and the data in, one View out. Pure but for what Data remembers; the same for all sizes."""

from dashboard.data.series import Data
from dashboard.figures.theme import THEME, Canvas, Theme
from dashboard.model import Size
from dashboard.views import ways
from dashboard.views.selection import Selection, link
from dashboard.views.view import View
from loaders.ground import ages
from loaders.ground.panel import PERIOD


def view(
    selection: Selection, data: Data, size: Size = Size.SCREEN, theme: Theme = THEME, *, on_slide: bool = False
) -> View:
    """The view of a selection. A slide has two lines, not ten (no hairlines), and is remembered per store version.

    NothingPublishedYet before the first known publication, UsageError (with Swedish text) for a window without
    figures.
    """
    canvas = Canvas(size, theme, on_slide)
    if not on_slide:  # of pages the answers are kept; weighing what they are made from takes a tenth of making them
        return _view(selection, data, canvas)
    key = ("view", selection, size, theme, data.today().year)
    return data.remember(key, lambda: _view(selection, data, canvas))


def view_unremembered(
    selection: Selection, data: Data, size: Size = Size.SCREEN, theme: Theme = THEME, *, on_slide: bool = False
) -> View:
    """The same view, made anew: for claims that are judged by other limits than today's."""
    return _view(selection, data, Canvas(size, theme, on_slide))


def _view(selection: Selection, data: Data, canvas: Canvas) -> View:
    content = ways.of(selection).content(with_window(selection, data), data, canvas)
    return View.of(
        content,
        declared=ages.in_period(data.declared(selection.indicator, selection.as_of), content.period),
        link=link(selection, home=data.county),
        origin=data.origin(selection.indicator, selection.as_of),
    )


def with_window(selection: Selection, data: Data) -> Selection:
    """The selection with the latest so many periods as a start, which is the newest period's and so moves with it."""
    known = data.codes(selection.indicator, PERIOD, selection.as_of) if selection.latest else ()
    if not known:
        return selection
    return selection.but(latest=0, since=known[-min(selection.latest, len(known))])
