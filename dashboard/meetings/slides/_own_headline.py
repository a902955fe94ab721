"""An analyst's own headline, held against all claims and numbers of its slide."""

from collections.abc import Iterator

import numpy as np

from dashboard.data.numbers import SEASON, Axis
from dashboard.meetings.material import NOTHING_TO_SHOW, Material
from dashboard.meetings.meeting import Content
from dashboard.meetings.slides._kind import Setting
from dashboard.model import Size
from dashboard.views.selection import Selection
from dashboard.views.view import View
from dashboard.words import Claim
from dashboard.words.checking import Finding, check_headline
from loaders.ground.panel import PERIOD


def check_own(text: str, content: Content, setting: Setting, made: str) -> tuple[Finding, ...]:
    """What an own headline says that the slide's figures do not; nothing for a slide without measures.

    made: the headline that is made from the figures, which is what the rules allow.
    """
    material = setting.material
    views = list(_views(material, content.selections))
    claims = [view.claim for _, view in views if view.claim is not None]
    claims += [claim for chosen, view in views for claim in _compared(material, chosen, view)]
    beside = list(_views(material, content.beside))
    figures = [number for _, view in (*views, *beside) for number in _numbers(view, newest=True)]
    earlier = [number for _, view in (*views, *beside) for number in _numbers(view, newest=False)]
    places = [place for _, view in (*views, *beside) for place in (view.places.own, *view.places.compared)]
    return check_headline(text, claims, figures=figures, earlier=earlier, places=places, allowed=made)


def _views(material: Material, selections: tuple[Selection, ...]) -> Iterator[tuple[Selection, View]]:
    """The views that can be shown; of one that cannot, its slide says so."""
    for chosen in selections:
        try:
            yield chosen, material.view(chosen, Size.SCREEN)
        except NOTHING_TO_SHOW:
            continue


def _compared(material: Material, chosen: Selection, view: View) -> Iterator[Claim]:
    """The claims of the places a view is compared with, of the same period."""
    if not view.period:
        return
    codes = tuple(place.code for place in view.places.compared if place.code != view.places.own.code)
    alone = tuple(chosen.but(region=code, compare=(), until=view.period) for code in codes if code != chosen.region)
    for _, other in _views(material, alone):
        if other.claim is not None:
            yield other.claim


def _numbers(view: View, *, newest: bool) -> Iterator[float]:
    """Every number that the figure shows: those of periods before the view's, or all others."""
    if view.numbers is not None:
        shown = view.numbers
        is_earlier = _earlier(shown.rows, view.period)[:, None] | _earlier(shown.columns, view.period)[None, :]
        yield from (float(number) for number in shown.values[is_earlier != newest] if np.isfinite(number))
    history = view.history[-1:] if newest else view.history[:-1]
    yield from (number for number in history if number is not None)


def _earlier(axis: Axis, period: str) -> np.ndarray:
    """Which of an axis are periods before a period, seasons by their last; nothing of another axis is."""
    is_time = axis.name in (PERIOD, SEASON)
    return np.array([is_time and code.rpartition("--")[2] < period for code in axis.codes], dtype=bool)
