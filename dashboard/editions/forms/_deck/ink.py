"""Text and colour on slides. Colours are the theme's, so that a region's template gives its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Pt

from dashboard.editions.forms._deck.base import Box, Stage
from dashboard.figures.theme import THEME
from dashboard.model import DEMODATA

PX_PER_POINT = 4 / 3
_WIDTHS = {
    letter: width
    for letters, width in (
        ("ijl'|", 0.222), (" !,./:;I[]ft\u00a0·", 0.278), ("()-r", 0.333), ("ckJsvxyz", 0.5), ("FTZ", 0.611),
        ("ABEKPSVXYÅÄ", 0.667), ("CDHNRUw", 0.722), ("GOQÖ", 0.778), ("mM", 0.833), ("%", 0.889), ("W", 0.944),
    )
    for letter in letters
}  # fmt: skip
"""Of letters in Arial, in shares of their size; all others are as wide as a digit."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour of the theme, made lighter by a share; or a fixed one."""

    theme: Any = MSO_THEME_COLOR.TEXT_1
    lighter: float = 0.0
    fixed: str = ""

    def on(self, colour: Any) -> None:
        """Give a colour this one."""
        if self.fixed:
            colour.rgb = RGBColor.from_string(self.fixed[1:])
            return
        colour.theme_color = self.theme
        if self.lighter:
            colour.brightness = self.lighter


TEXT, QUIET, MUTED, CONTEXT, HAIR = Ink(), Ink(lighter=0.25), Ink(lighter=0.35), Ink(lighter=0.5), Ink(lighter=0.85)
CHOSEN, PAPER = Ink(MSO_THEME_COLOR.ACCENT_1), Ink(MSO_THEME_COLOR.BACKGROUND_1)
PARTS = (CHOSEN, CONTEXT, Ink(MSO_THEME_COLOR.ACCENT_3), Ink(MSO_THEME_COLOR.ACCENT_4), Ink(MSO_THEME_COLOR.ACCENT_5))
DEMO = Ink(fixed=THEME.lingon)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one ink."""

    text: str
    ink: Ink = TEXT
    bold: bool = False


def write(paragraph: Any, runs: Sequence[Run], px: float, stage: Stage) -> None:
    """Runs in a paragraph, letters of so many px; DEMODATA keeps its own colour wherever it stands."""
    for run in runs:
        for n, piece in enumerate(run.text.split(DEMODATA)):
            marked = [(DEMODATA, DEMO, True)] if n else []
            for text, ink, bold in (*marked, (piece, run.ink, run.bold)):
                if not text:
                    continue
                made = paragraph.add_run()
                made.text = text
                made.font.size = Pt(round(px / PX_PER_POINT * stage.text_scale * 2) / 2)
                made.font.bold = bold
                made._r.get_or_add_rPr().set("lang", "sv-SE")
                ink.on(made.font.color)


def add_text(
    stage: Stage,
    slide: Any,
    box: Box,
    paragraphs: Sequence[Sequence[Run]],
    px: float,
    *,
    name: str,
    right: bool = False,
    middle: bool = False,
    gap: float = 0,
) -> Any:
    """A box of text that neither grows nor shrinks. gap: between paragraphs, px."""
    shape = slide.shapes.add_textbox(*stage.at(box))
    shape.name = name
    frame = shape.text_frame
    plain(frame)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    for n, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        if n and gap:
            paragraph.space_before = Pt(gap / PX_PER_POINT * stage.text_scale)
        write(paragraph, runs, px, stage)
    return shape


def plain(frame: Any) -> None:
    """A frame of text without margins, whose lines are broken."""
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def describe(shape: Any, name: str, alt: str) -> None:
    """Name and alternative text of a chart, table or picture."""
    found = shape._element.xpath(".//p:cNvPr")[0]
    found.set("name", name)
    found.set("descr", alt)


def text_px(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text in Arial, px; in bold a little more than it takes."""
    return sum(_WIDTHS.get(one, 0.556) for one in text) * size * (1.07 if bold else 1.0)


def lines_of(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """How many lines a text takes, broken between words."""
    lines, at = 1, 0.0
    for word in text.split(" "):
        width = text_px(word, size, bold=bold)
        if at and at + width > room:
            lines, at = lines + 1, 0.0
        at += width + text_px(" ", size, bold=bold)
    return lines


def room_without_widow(text: str, size: float, room: float) -> float:
    """The room, narrower where the last of a headline's lines would else be one word; as many lines as before."""
    lines = lines_of(text, size, room, bold=True)
    words = text.split(" ")
    if lines < 2 or len(words) < 4:
        return room
    for share in (1.0, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76, 0.72, 0.68):
        narrow = room * share
        is_widow = lines_of(" ".join(words[:-1]), size, narrow, bold=True) < lines
        if lines_of(text, size, narrow, bold=True) == lines and not is_widow:
            return narrow
    return room
