"""A finished figure in other sizes of text, lines and margins: a slide's, to be read on a page."""

from typing import Any

from dashboard.figures.theme import FRAMES
from dashboard.model import Size

_EVERYWHERE = frozenset({"size", "xshift", "yshift", "standoff", "borderpad", "ticklen", "height"})
_WIDTHS_IN = frozenset({"line", "error_x", "error_y"})
"""Of what a ``width`` is in px; elsewhere it is in the axis' own unit, as a bar's."""
_ALWAYS_PX = frozenset({"borderwidth", "arrowwidth", "gridwidth"})
_THINNEST = 1.0


def for_a_page(slide: dict[str, Any], county: dict[str, Any] | None = None) -> dict[str, Any]:
    """A slide's figure with texts as large as those of a page on a screen, as high as the county's there."""
    made = rescaled(slide, FRAMES[Size.SCREEN].text / FRAMES[Size.SLIDE].text)
    if county is not None:
        made["layout"]["height"] = county["layout"]["height"]
    return made


def rescaled(figure: dict[str, Any], share: float) -> dict[str, Any]:
    """The figure with everything measured in px times ``share``, as wide as the page makes it. Data are the same."""
    made: dict[str, Any] = _scaled(figure, share, "")
    layout = made["layout"]
    layout.pop("width", None)
    layout["autosize"] = True
    return made


def _scaled(value: Any, share: float, inside: str) -> Any:
    if isinstance(value, list):
        return [_scaled(one, share, inside) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: _of(name, one, share, inside) for name, one in value.items()}


def _of(name: str, value: Any, share: float, inside: str) -> Any:
    if name in _ALWAYS_PX or (name == "width" and inside in _WIDTHS_IN):
        return _times(value, share, _THINNEST)
    if name in _EVERYWHERE or inside == "margin":
        return _times(value, share, 0.0)
    return _scaled(value, share, name)


def _times(value: Any, share: float, least: float) -> Any:
    if isinstance(value, list):
        return [_times(one, share, least) for one in value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return round(max(value * share, least if value > 0 else value * share), 2)
