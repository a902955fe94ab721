"""The PDF of a draft: that of an edition which is composed, marked *utkast* and never written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

from dashboard.editions.content import Drawings, Edition, Kind
from dashboard.editions.forms.pdf import document
from dashboard.forms import svg
from dashboard.meetings import segment
from dashboard.meetings.material import Material
from dashboard.meetings.slides import Setting
from dashboard.publishing.composing import Issue, compose, draft
from dashboard.publishing.drawing import with_drawings


def draft_pdf(setting: Setting, shown: Sequence[segment.Slide], svgs: Sequence[str | None]) -> bytes:
    """What a draft's page shows as a document, with these pictures: one per slide, None without a figure. ReportError.

    shown: the slides at the size of paper.
    """
    edition = _on_paper(draft(setting, shown))
    return document(with_drawings(edition, lambda _: [one for one in svgs if one is not None]))


def meeting_pdf(path: Path, material: Material) -> bytes:
    """The whole document of a meeting file, drawn by the Chromium of this machine. UsageError, ReportError."""
    meeting = segment.shown_today(path, material)
    moment = datetime.combine(meeting.as_of or material.today(), time())
    with svg.drawing() as draw:  # its browser starts while the edition is composed
        edition = compose(meeting, material, Issue(number=0, kind=Kind.FIRST, moment=moment), for_paper=True)
        drawn = with_drawings(_on_paper(edition), draw)
    return document(drawn)


def _on_paper(edition: Edition) -> Edition:
    """An edition whose one size of figures is that of paper."""
    slides = (replace(slide, drawings=Drawings(paper=slide.drawings.slide)) for slide in edition.slides)
    return replace(edition, slides=tuple(slides))
