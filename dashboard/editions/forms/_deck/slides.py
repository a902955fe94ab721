"""One slide of a deck from one of an edition: its claim as the title, what shows it, and where that comes from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Pt

from dashboard.editions.content import Edition, Slide
from dashboard.editions.figures_used import Used
from dashboard.editions.forms._deck import charts, plotted
from dashboard.editions.forms._deck.base import FOOT_LINE, LEFT, TITLE, Box, Stage
from dashboard.editions.forms._deck.ink import (
    CHOSEN,
    MUTED,
    QUIET,
    Ink,
    Run,
    add_text,
    describe,
    lines_of,
    plain,
    room_without_widow,
    text_px,
    write,
)  # fmt: skip
from dashboard.editions.forms._deck.pictures import add_picture, picture_of
from dashboard.editions.forms._deck.table_sizes import BESIDE, Room, across, down, sized
from dashboard.editions.told import place_sv
from dashboard.model import DEMODATA, Table
from dashboard.words import swedish

_TITLE_PX, _LINE = 37.3, 1.2
_GAP = 40
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


@dataclass(frozen=True, slots=True)
class Told:
    """A text below a figure, and how it is written."""

    text: str
    ink: Ink = MUTED


def add_cover(stage: Stage, edition: Edition) -> None:
    """The meeting, where and when, which edition, and whether its figures are made up."""
    head = edition.head
    made = stage.new(stage.cover, head.title)
    when = swedish.date_text(head.day)
    hours = f" kl. {head.start:%H.%M}–{head.end:%H.%M}" if head.start and head.end else ""
    where = place_sv(edition)
    known = f"Siffrorna som de var kända den {swedish.date_text(edition.known_by)}."
    issue = f"Utgåva {edition.number}, {edition.kind.value}, publicerad {swedish.date_text(edition.moment)}. {known}"
    lines = [
        [Run(f"{when}{hours}")],
        [Run(where)],
        [Run(f"{head.county_sv}. {head.organisation}".strip())],
        [Run(issue, QUIET)],
    ]
    if edition.note:
        lines.append([Run(edition.note, QUIET)])
    if edition.synthetic:
        lines.append([Run(f"{DEMODATA}: siffrorna är påhittade. Använd dem inte.")])
    holders = [one for one in made.placeholders if one.placeholder_format.type not in _titles(made)]
    if holders:
        frame = holders[0].text_frame
        for n, runs in enumerate(lines):
            paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            paragraph.space_before = stage_pt(stage, 18 if n == 3 else 4)
            write(paragraph, runs, 28 if n < 3 else 20, stage)
    else:
        add_text(stage, made, Box(LEFT, 344, 1000, 230), lines, 22, name="Om utgåvan", gap=4)


def _titles(made: Any) -> tuple[Any, ...]:
    title = made.shapes.title
    return () if title is None else (title.placeholder_format.type,)


def add_slide(stage: Stage, edition: Edition, slide: Slide) -> None:
    """A slide of the meeting; a table that finds no room on one has further ones."""
    page = _Page(stage, edition, slide.headline)
    native = [plotted.as_drawn(used) for used in slide.used if plotted.is_native(used)]
    is_table = slide.shows_table or slide.table_below or slide.kind == "summary"
    further: list[Table] = []
    if is_table and slide.table.rows and slide.picture and (own := picture_of(slide)) is not None:
        page.told([slide.headline_below, slide.subtitle, slide.sentence])
        page.below(_words(slide, with_sentence=False))
        add_picture(stage, page.made, *own, page.rest(), name="Bild", alt=slide.picture.alt)
        page.foot(slide.plain_source, slide.synthetic, slide.number)
        page = _Page(stage, edition, slide.headline)
        further = _set_table(page, slide.table, is_whole=slide.shows_table)
    elif is_table and slide.table.rows:
        sentence = "" if slide.has_figure else slide.sentence
        page.told([slide.headline_below, slide.subtitle, sentence])
        page.below(_words(slide, with_sentence=False))
        further = _set_table(page, slide.table, is_whole=slide.shows_table)
    elif native and len(native) == len(slide.used) and not slide.picture:
        _figures(page, slide, native)
    elif (slide.has_figure or slide.picture) and (found := picture_of(slide)) is not None:
        page.told([slide.headline_below, slide.subtitle])
        page.below(_words(slide, with_sentence=bool(slide.picture)))
        alt = slide.picture.alt if slide.picture else slide.alt
        add_picture(stage, page.made, *found, page.rest(), name="Bild", alt=alt)
    elif slide.lines:
        page.told([slide.headline_below, slide.subtitle, slide.sentence])
        page.below(_words(slide, with_sentence=False))
        page.columns([(one.heading, one.told) for one in slide.lines])
    else:
        page.told([slide.headline_below, slide.subtitle])
        page.below(_words(slide, with_sentence=bool(slide.tables)))
        if slide.tables:
            further = _set_table(page, slide.tables[0], is_whole=False)
        else:
            page.text([*([slide.sentence] if slide.sentence else []), *slide.points])
    foot = slide.plain_source, slide.synthetic, slide.number
    page.foot(*foot)
    _go_on(page, further, foot)


def add_told(stage: Stage, edition: Edition, headline: str, table: Table) -> None:
    """A slide that is a table of the edition itself, such as its corrections; as many slides as it has rows for."""
    page = _Page(stage, edition, headline)
    further = _set_table(page, table, is_whole=True)
    foot = "", edition.synthetic, 0
    page.foot(*foot)
    _go_on(page, further, foot)


def _set_table(page: "_Page", table: Table, *, is_whole: bool) -> list[Table]:
    """Set the part of a table that finds room; the others. Of one not whole here rows are left out, as is said."""
    first, *others = across(table, page.room)
    rows = down(first, page.room)
    if is_whole or len(rows) == 1:
        page.table(rows[0])
        return [*rows[1:], *others]
    shown = down(first, page.room.but_for_a_line)[0]
    over = len(first.rows) - len(shown.rows)
    on_the_page = ", se mötets sida" if page.edition.public_address else ""
    page.below([Told(f"Och {over} rader till{on_the_page}.")])
    page.table(shown)
    return [replace(one, rows=one.rows[: len(shown.rows)]) for one in others]


def _go_on(before: "_Page", tables: Sequence[Table], foot: tuple[str, bool, int]) -> None:
    """What of a table found no room, on slides after it."""
    waiting = list(tables)
    while waiting:
        page = _Page(before.stage, before.edition, f"{before.headline}, fortsättning")
        first, *rest = down(waiting.pop(0), page.room)
        page.table(first)
        page.foot(*foot)
        waiting[:0] = rest


def _figures(page: "_Page", slide: Slide, native: Sequence[Used]) -> None:
    same = [_is_same(slide, used) for used in native]
    said = all(plotted.said_row(used, part) is not None for used in native for part in plotted.parts_of(used)[:1])
    one = len(native) == 1
    page.told([slide.headline_below])
    caption = slide.caption if all(same) else ""
    page.below(_words(slide, with_sentence=not said, caption=caption))
    parts = [(n, used, part) for n, used in enumerate(native) for part in plotted.parts_of(used)]
    for at, (n, used, part) in enumerate(parts):
        box = page.share(at, len(parts))
        heading = slide.subtitle if one and slide.subtitle else f"{used.title}. {swedish.capital(used.unit_sv)}."
        title = f"{part.heading}. {heading}" if part.heading else heading
        used_px = 42.0 if len(parts) > 1 else 30.0
        add_text(
            page.stage,
            page.made,
            Box(box.x, box.y, box.width, used_px),
            [[Run(title, bold=True)]],
            17 if len(parts) > 1 else 19,
            name="Diagramrubrik",
        )
        alt = f"{part.heading}. {used.alt}" if part.heading else (slide.alt if one else used.alt)
        charts.add_chart(
            page.stage, page.made, used, part, Box(box.x, box.y + used_px + 4, box.width, box.height - used_px - 4),
            name=f"Diagram: {title}", alt=alt, from_zero=_from_zero(slide, n) if same[n] else True,
            dotted=_is_dotted(slide),
        )  # fmt: skip


def _words(slide: Slide, *, with_sentence: bool, caption: str = "") -> list[Told]:
    """What stands below: what must be known to read the figure, the sentence where nothing else says its numbers."""
    told = [Told(caption)] if caption else []
    if with_sentence and slide.sentence and slide.sentence.rstrip(".") != slide.headline.rstrip("."):
        told.append(Told(slide.sentence, QUIET))
    return [*told, *(Told(one, QUIET) for one in slide.words)]


def _traces(slide: Slide) -> list[dict[str, Any]]:
    drawn = slide.drawings.slide or slide.drawings.paper or {}
    return [one for one in drawn.get("data", []) if isinstance(one, dict)]


def _is_same(slide: Slide, used: Used) -> bool:
    """Whether the edition's own drawing has the very lines of this chart, so that what is said of it holds here."""
    lines = [list(one.get("y") or []) for one in _traces(slide) if one.get("type", "scatter") == "scatter"]
    part = plotted.parts_of(used)[0]
    return all([row[column] for row in used.values] in lines for column in part.columns)


def _from_zero(slide: Slide, which: int) -> bool:
    """Whether the drawing's axis of values begins at zero."""
    layout = (slide.drawings.slide or slide.drawings.paper or {}).get("layout", {})
    axes = [layout[name] for name in sorted(name for name in layout if name.startswith("yaxis"))]
    ticks = axes[which].get("tickvals") if which < len(axes) else None
    return not ticks or min(ticks) <= 0 <= max(ticks)


def _is_dotted(slide: Slide) -> bool:
    return bool(_traces(slide)) and not any(one.get("type") == "bar" for one in _traces(slide))


class _Page:
    """A slide being filled from above and from below."""

    def __init__(self, stage: Stage, edition: Edition, headline: str) -> None:
        self.stage, self.edition, self.headline = stage, edition, headline
        self.made = stage.new(stage.body, headline)
        room = stage.right - LEFT
        lines = lines_of(headline, _TITLE_PX, room, bold=True)
        size = _TITLE_PX if lines <= 2 else 32.0
        title = self.made.shapes.title
        title.left, title.top, title.width, title.height = stage.at(
            Box(LEFT, TITLE.y, room_without_widow(headline, size, room), TITLE.height)
        )
        title.text_frame.word_wrap = True
        plain(title.text_frame)
        title.text_frame.vertical_anchor = MSO_ANCHOR.TOP
        for paragraph in title.text_frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
            for run in paragraph.runs:
                run.font.size = stage_pt(stage, size)
                run._r.get_or_add_rPr().set("lang", "sv-SE")
        self.top = TITLE.y + min(lines, 3) * size * _LINE + 10
        self.bottom = float(FOOT_LINE - 14)

    @property
    def width(self) -> float:
        """How wide what stands below the title is, px."""
        return 1280.0 - 2 * LEFT

    def rest(self) -> Box:
        """What is left."""
        return Box(LEFT, self.top, self.width, max(self.bottom - self.top, 60))

    def share(self, at: int, of: int) -> Box:
        """One of several places beside each other in what is left."""
        wide = (self.width - _GAP * (of - 1)) / of
        return Box(LEFT + at * (wide + _GAP), self.top, wide, self.bottom - self.top)

    def told(self, texts: Sequence[str]) -> None:
        """Lines under the title."""
        for text in texts:
            if text:
                high = lines_of(text, 20, self.width) * 26.0
                add_text(
                    self.stage,
                    self.made,
                    Box(LEFT, self.top, self.width, high),
                    [[Run(text, QUIET)]],
                    20,
                    name="Underrubrik",
                )
                self.top += high + 4
        self.top += 8

    def below(self, told: Sequence[Told]) -> None:
        """Texts above the foot, set smaller only where they would leave a figure no room."""
        if not told:
            return
        size = next((px for px in (18, 17, 16) if self._height(told, px) <= 130), 16)
        high = self._height(told, size)
        self.bottom -= high
        runs = [[Run(one.text, one.ink)] for one in told]
        add_text(self.stage, self.made, Box(LEFT, self.bottom, self.width, high), runs, size, name="Text", gap=4)
        self.bottom -= 12

    def _height(self, told: Sequence[Told], px: float) -> float:
        return sum(lines_of(one.text, px, self.width) * px * 1.25 + 4 for one in told)

    def text(self, paragraphs: Sequence[str]) -> None:
        """Paragraphs in what is left: as large as lets them stand in the upper half of it."""
        if paragraphs:
            told, box = [[Run(one)] for one in paragraphs], self.rest()
            size = next((px for px in (36, 32, 28, 24) if _tall(told, px, box.width) <= box.height / 2), 22)
            add_text(self.stage, self.made, box, told, size, name="Text", gap=10)

    def columns(self, told: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Statements under headings, beside each other: as wide as they are long."""
        weights = [min(max(sum(map(len, lines)), 100), 300) for _, lines in told]
        x, room = float(LEFT), self.width - _GAP * (len(told) - 1)
        for (heading, lines), weight in zip(told, weights, strict=True):
            wide = room * weight / sum(weights)
            paragraphs = [[Run(heading, bold=True)], *([Run(one, QUIET)] for one in lines)]
            box = Box(x, self.top + 8, wide, self.bottom - self.top - 8)
            size = next((px for px in (20, 18, 17, 16) if _tall(paragraphs, px, wide) <= box.height), 15)
            add_text(self.stage, self.made, box, paragraphs, size, name="Text", gap=8)
            x += wide + _GAP

    @property
    def room(self) -> Room:
        """What a table has of what is left."""
        return Room(self.width, self.rest().height, 1.0 if self.stage.own else 1.2)

    def table(self, table: Table) -> None:
        """A table with a row of headings, its first column headings too; never in letters under 12 points."""
        box, found = self.rest(), sized(table, self.room)
        frame = self.made.shapes.add_table(
            len(table.rows) + 1, len(table.columns), *self.stage.at(Box(box.x, box.y, box.width, sum(found.heights)))
        )
        describe(frame, f"Tabell: {table.caption}" if table.caption else "Tabell", table.caption or "Tabell")
        made = frame.table
        made.first_row, made.first_col, made.horz_banding = True, True, False
        style = made._tbl.tblPr.find("{*}tableStyleId")
        if style is not None:
            style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
        for n, wide in enumerate(found.widths):
            made.columns[n].width = self.stage.at(Box(0, 0, wide, 0))[2]
        for n, row in enumerate([tuple(one.title for one in table.columns), *table.rows]):
            made.rows[n].height = self.stage.at(Box(0, 0, 0, found.heights[n]))[3]
            for column, text in enumerate(row):
                is_head, strong = n == 0, n - 1 in table.strong
                ink = QUIET if is_head else CHOSEN if strong else Ink()
                runs = [Run(text, ink, bold=is_head or column == 0 or strong)]
                self._cell(made.cell(n, column), runs, found.px, right=table.columns[column].numeric, is_head=is_head)

    def _cell(self, cell: Any, runs: Sequence[Run], px: float, *, right: bool, is_head: bool) -> None:
        frame = cell.text_frame
        frame.word_wrap = True
        cell.margin_left = cell.margin_right = self.stage.at(Box(0, 0, BESIDE, 0))[2]
        cell.margin_top = cell.margin_bottom = self.stage.at(Box(0, 0, 0, 4))[3]
        cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.MIDDLE
        cell.fill.background()
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        write(paragraph, runs, px, self.stage)
        share, wide = ("50000", 19050) if is_head else ("15000", 9525)
        line = parse_xml(
            f'<a:lnB {_A} w="{wide}"><a:solidFill><a:schemeClr val="tx1"><a:lumMod val="{share}"/>'
            f'<a:lumOff val="{100000 - int(share)}"/></a:schemeClr></a:solidFill></a:lnB>'
        )
        cell._tc.get_or_add_tcPr().insert(0, line)

    def foot(self, source: str, synthetic: bool, number: int) -> None:
        """Where the figures come from, whose they are, and where in the meeting this is."""
        edition = self.edition
        issue = f"Utgåva {edition.number}, {swedish.date_text(edition.moment)}."
        mark = f" {DEMODATA}." if synthetic else ""
        at = f" · bild {number} av {len(edition.slides)}" if number else ""
        meeting = f" · {edition.head.title} {swedish.date_text(edition.head.day)}{at}"
        y, px = FOOT_LINE + 8.0, 14.7
        where = [Run(edition.head.county_sv, bold=True), Run(meeting, MUTED)]
        right = min(sum(text_px(one.text, px, bold=one.bold) for one in where) + 6, self.width * 0.5)
        told, left = f"{source} {issue}{mark}".strip(), self.width - right - 40
        small = next(
            (one for one in (14.7, 13.3) if lines_of(told, one, left) * one * 1.2 <= self.stage.bottom - y), 12.0
        )
        high = self.stage.bottom - y
        add_text(self.stage, self.made, Box(LEFT, y, left, high), [[Run(told, MUTED)]], small, name="Källa")
        box = Box(LEFT + self.width - right, y, right, high)
        add_text(self.stage, self.made, box, [where], px, name="Plats och möte", right=True)


def _tall(paragraphs: Sequence[Sequence[Run]], px: float, wide: float) -> float:
    """Height of paragraphs in a column, px."""
    return sum(lines_of(one[0].text, px, wide, bold=one[0].bold) * px * 1.22 + 8 for one in paragraphs)


def stage_pt(stage: Stage, px: float) -> Any:
    """A size of text in points."""
    return Pt(round(px * 0.75 * stage.text_scale * 2) / 2)
