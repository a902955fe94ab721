"""The figures of an edition drawn as SVG, by a browser on this machine or by one that sends what it drew."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard.editions.content import NARROW_PX, Drawings, Edition, Figure
from loaders.ground.errors import ReportError

Draw = Callable[[Sequence[Figure]], Sequence[str]]
"""Figures in, an SVG text each out. ReportError."""


def with_drawings(edition: Edition, draw: Draw, *, for_phones: bool = False) -> Edition:
    """The edition with every figure drawn at the size of paper; for_phones: at that of a phone too. ReportError."""
    shown = [slide.drawings for slide in edition.slides]
    papers = [one.paper for one in shown if one.paper is not None]
    figures = [*papers, *(_narrow(one.phone) for one in shown if for_phones and one.phone)]
    drawn = draw(figures)
    if len(drawn) != len(figures):
        raise ReportError(f"{len(drawn)} pictures were drawn of {len(figures)} figures")
    wide, narrow = iter(drawn[: len(papers)]), iter(drawn[len(papers) :])

    def with_pictures(one: Drawings) -> Drawings:
        made = one if one.paper is None else replace(one, svg=next(wide))
        return replace(made, narrow=next(narrow)) if for_phones and one.phone else made

    return replace(
        edition, slides=tuple(replace(slide, drawings=with_pictures(slide.drawings)) for slide in edition.slides)
    )


def _narrow(phone: Figure) -> Figure:
    """A phone's figure, which the page else decides the width of, as wide as a picture that no phone makes smaller."""
    return {**phone, "layout": {**phone["layout"], "width": NARROW_PX, "autosize": False}}
