"""The figures of an edition drawn as SVG, by a browser on this machine or by one that sends what it drew."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard.editions.content import Edition, Figure
from loaders.ground.errors import ReportError

Draw = Callable[[Sequence[Figure]], Sequence[str]]
"""Figures in, an SVG text each out. ReportError."""


def with_drawings(edition: Edition, draw: Draw) -> Edition:
    """The edition with every slide's figure drawn at the size of paper. ReportError."""
    figures = [slide.drawings.paper for slide in edition.slides if slide.drawings.paper is not None]
    drawn = draw(figures)
    if len(drawn) != len(figures):
        raise ReportError(f"{len(drawn)} pictures were drawn of {len(figures)} figures")
    waiting = iter(drawn)
    slides = tuple(
        replace(slide, drawings=replace(slide.drawings, svg=next(waiting)))
        if slide.drawings.paper is not None
        else slide
        for slide in edition.slides
    )
    return replace(edition, slides=slides)
