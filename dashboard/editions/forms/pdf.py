"""The meeting's PDF, from an edition alone: accessible (PDF/UA-1), for archives (PDF/A-2a), A4 landscape.

A draft's is made in the same way from an edition that is not written.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from dashboard.editions.content import Edition, Slide
from dashboard.editions.forms._form import Form
from dashboard.editions.forms._pdf import sheets
from dashboard.forms.pdf.typesetting import set_apart
from loaders.ground.errors import ReportError

TEMPLATE = Path(sheets.__file__).with_name("edition.typ")


def document(edition: Edition) -> bytes:
    """The document, dated the edition's moment: the same edition gives the same bytes.

    ReportError where a figure is not drawn or has no alternative text, for anything Typst refuses, and where it takes
    too long.
    """
    for slide in edition.slides:
        for fault in _faults(slide):
            raise ReportError(f"slide {slide.number} ({slide.link or slide.title}) {fault}")
    return set_apart(TEMPLATE, json.dumps(sheets.content(edition), ensure_ascii=False), edition.moment)


def _faults(slide: Slide) -> Iterator[str]:
    if slide.picture is not None and not slide.picture.alt.strip():
        yield "has a picture without alt text; the PDF is not made without it"
    if slide.has_figure and not slide.alt.strip():
        yield "has a figure without alt text; the PDF is not made without it"
    if slide.has_figure and not slide.drawings.svg:
        yield "has a figure that was not drawn"


FORMS = (
    Form(
        word="pdf",
        ending=".pdf",
        title_sv="PDF, tillgänglig",
        media="application/pdf",
        make=document,
        needs_drawings=True,
        order=10,
    ),
)
