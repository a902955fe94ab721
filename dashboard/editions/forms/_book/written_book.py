"""The workbook's sheets. Cells are numbers, dates, texts or nothing; texts are never formulas or links."""

import io
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from xlsxwriter.workbook import Workbook

from dashboard.editions.content import Edition
from dashboard.editions.corrections_told import CORRECTED, corrections_of
from dashboard.editions.forms._book.contents_of import (
    CONTENTS,
    DEFINITIONS,
    HEAD_ROW,
    NARROW,
    OF_TWELVE_MONTHS,
    READING,
    SIGNS,
    SOURCES,
    SUMMARY,
    TOLD,
    WIDE,
    Placed,
    beside,
    cells_of,
    column_width,
    definitions_of,
    height_of,
    lines_of,
    marks_of,
    months_of,
    period_of,
    placed,
    questions_of,
    said_of_all,
    sources_of,
    sums_of,
)  # fmt: skip
from dashboard.editions.forms._book.drawn_chart import chart_of
from dashboard.editions.forms._book.page_setup import ROW_PX, page_setup, pixels, set_page
from dashboard.editions.forms._deck.plotted import number_format
from dashboard.editions.told import place_sv
from dashboard.figures.theme import THEME
from dashboard.model import DEMODATA, Table
from dashboard.words import swedish

_GAP = 3
_LETTERS_ACROSS = 150
"""How wide tables of text are together, so that they are printed in letters that can be read."""
_LETTER_PX, _TITLE_PX, _TITLE_ROW_PX = 7.0, 10.5, 26
_FOOT = "&L&8 {title} · utgåva {number}&C&8 {demo}&R&8 {sheet}, sida &P av &N"


def document(edition: Edition) -> bytes:
    """The workbook's bytes, the same for the same edition."""
    return _Book(edition).written()


class _Book:
    """A workbook being written."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.target = io.BytesIO()
        self.book = Workbook(
            self.target,
            {
                "in_memory": True,
                "default_format_properties": {"font_name": "Arial", "font_size": 10},
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        demo = f"{DEMODATA}: påhittade siffror." if edition.synthetic else ""
        self.book.set_properties(
            {
                "title": f"{edition.head.title} {swedish.date_text(edition.head.day)}",
                "author": edition.head.organisation or "Länspuls",
                "subject": f"Utgåva {edition.number}",
                "comments": demo,
                "created": edition.moment.astimezone(UTC),
            }
        )
        form = self.book.add_format
        self.title = form({"bold": True, "font_size": 15, "text_wrap": True, "valign": "top"})
        self.plain_title = form({"bold": True, "font_size": 15})
        self.head = form({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        self.head_right = form({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "align": "right"})
        self.head_apart = form(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "align": "left", "indent": 1}
        )
        self.quiet = form({"font_color": THEME.ink_2, "text_wrap": True, "valign": "top"})
        self.plain_quiet = form({"font_color": THEME.ink_2})
        self.text = form({"text_wrap": True, "valign": "top"})
        self.apart = form({"text_wrap": True, "valign": "top", "align": "left", "indent": 1})
        self.right = form({"text_wrap": True, "valign": "top", "align": "right"})
        self.remark = form({"align": "left", "indent": 1, "font_color": THEME.ink_2})
        self.left = form({"valign": "top", "align": "left"})
        self.name = form({"bold": True, "text_wrap": True, "valign": "top"})
        self.caption = form({"bold": True, "font_color": THEME.ink_2})
        self.demo = form({"bold": True, "font_color": THEME.lingon, "text_wrap": True, "valign": "top"})
        self.plain_demo = form({"bold": True, "font_color": THEME.lingon})
        self.month = form({"bold": True, "num_format": "[$-41D]mmmm yyyy", "align": "left"})
        self.link = form({"font_color": THEME.chosen, "underline": 1, "valign": "top", "text_wrap": True})
        self.shown: dict[int, Any] = {}

    def written(self) -> bytes:
        """All sheets, contents first."""
        edition, figures = self.edition, placed(self.edition)
        contents = self._sheet(CONTENTS)
        if edition.summary:
            self._summary()
        for one in figures:
            self._figure(one)
        tables = [(CORRECTED, corrections_of(edition)), ("Frågor från mötet", questions_of(edition))]
        given = [(one.caption, one) for one in edition.participants]
        if any(rows.rows for _, rows in (*tables, *given)):
            self._tables(TOLD, [(name, rows) for name, rows in (*tables, *given) if rows.rows])
        self._tables(DEFINITIONS, [("Vad måtten visar och inte visar", definitions_of(edition))])
        signs = [one for one in edition.reading if "ecken" in one.caption]
        there = marks_of(figures)
        marks = [("Anmärkningar i den här filen", there)] if there.rows else []
        self._tables(SIGNS, [*((one.caption, one) for one in signs), *marks])
        rest = [(one.caption, one) for one in edition.reading if one not in signs]
        if rest:
            self._tables(READING, rest, edition.reading_told)
        if edition.sources:
            self._tables(SOURCES, [("Varifrån siffrorna kommer", sources_of(edition))])
        self._contents(contents, figures)
        self.book.close()
        return self.target.getvalue()

    def _sheet(self, name: str) -> Any:
        made = self.book.add_worksheet(name)
        made.set_landscape()
        made.set_paper(9)  # A4
        made.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
        made.fit_to_pages(1, 0)
        made.hide_gridlines(2)
        title = f"{self.edition.head.title} {swedish.date_text(self.edition.head.day)}"
        demo = DEMODATA if self.edition.synthetic else ""
        texts = {"title": title, "demo": demo, "sheet": name}
        told = {key: text.replace("&", "&&") for key, text in texts.items()}
        made.set_footer(_FOOT.format(number=self.edition.number, **told)[:255])
        return made

    def _contents(self, made: Any, figures: Sequence[Placed]) -> None:
        """The meeting, the edition, and a link to each sheet."""
        edition, head = self.edition, self.edition.head
        where = ", ".join(one for one in (swedish.date_text(head.day), place_sv(edition)) if one)
        known = f"siffrorna som de var kända {swedish.date_text(edition.known_by)}"
        lines = [
            f"{head.county_sv}. {where}. {head.organisation}".strip(),
            f"Utgåva {edition.number}, {edition.kind.value}, publicerad {swedish.date_text(edition.moment)}; {known}.",
            *([edition.note] if edition.note else []),
            *([edition.public_address] if edition.public_address else []),
        ]
        made.write_string(0, 0, head.title, self.plain_title)
        for row, line in enumerate(lines, start=1):
            made.write_string(row, 0, line, self.plain_quiet)
        at = len(lines) + 1
        if edition.synthetic:
            made.write_string(at, 0, f"{DEMODATA}: siffrorna är påhittade. Använd dem inte.", self.plain_demo)
            at += 1
        at += 1
        for column, (title, width) in enumerate(
            (("Blad", 34), ("Bild", 11), ("Rubrik", 78), ("Mått", 52), ("Period", 20))
        ):
            made.write_string(at, column, title, self.head)
            made.set_column(column, column, width)
        row = at + 1
        by_name = {one.sheet: one for one in figures}
        for sheet in self.book.worksheets()[1:]:
            made.write_url(row, 0, f"internal:'{sheet.name.replace(chr(39), chr(39) * 2)}'!A1", self.link, sheet.name)
            if (one := by_name.get(sheet.name)) is not None:
                if len(one.slides) == 1:
                    made.write_number(row, 1, one.slides[0], self.left)
                else:
                    made.write_string(row, 1, swedish.listing(map(str, one.slides)), self.left)
                title = one.used.headline or one.slide.headline
                made.set_row_pixels(row, height_of([(title, 78), (one.used.title, 52)]))
                made.write_string(row, 2, title, self.text)
                made.write_string(row, 3, one.used.title, self.text)
                made.write_string(row, 4, period_of(one.used), self.text)
            row += 1
        made.freeze_panes(at + 1, 1)
        made.repeat_rows(at)

    def _summary(self) -> None:
        """The measures of the meeting in a row each, as texts."""
        rows = tuple(
            (one.title, one.place_sv, one.period_sv, one.value, one.than, one.word, one.change, one.mark, one.source)
            for one in self.edition.summary
        )
        titles = ("Mått", "Plats", "Period", "Värde", "Jämfört med", "Ord", "Ändring", "Sedan sist", "Källa")
        self._texts(SUMMARY, self.edition.summary_headline or SUMMARY, titles, rows, right={3, 6})

    def _texts(
        self, name: str, title: str, titles: Sequence[str], rows: Sequence[Sequence[str]], right: set[int]
    ) -> None:
        made = self._sheet(name)
        made.write_string(0, 0, title, self.plain_title)
        self._back(made, 1)
        if self.edition.synthetic:
            made.write_string(2, 0, DEMODATA, self.plain_demo)
        widths = [column_width([one, *(row[n] for row in rows)], 26) for n, one in enumerate(titles)]
        for row, cells in enumerate(rows, start=4):
            made.set_row_pixels(row, height_of(list(zip(cells, widths, strict=True))))
        for column, one in enumerate(titles):
            is_after = column - 1 in right
            apart = self.head_apart if is_after else self.head
            made.write_string(3, column, one, self.head_right if column in right else apart)
            made.set_column(column, column, widths[column])
            plain = self.apart if is_after else self.text
            form = self.name if column == 0 else self.right if column in right else plain
            for row, cells in enumerate(rows, start=4):
                made.write_string(row, column, cells[column], form)
        made.freeze_panes(4, 1)

    def _tables(self, name: str, tables: Sequence[tuple[str, Table]], told: Sequence[str] = ()) -> None:
        """Tables of text under each other, each with its caption and a row of headings."""
        made = self._sheet(name)
        made.write_string(0, 0, name, self.plain_title)
        self._back(made, 1)
        at = 3
        widths: dict[int, float] = {}
        for _, table in tables:
            for column, heading in enumerate(table.columns):
                texts = [heading.title, *(row[column] for row in table.rows)]
                widest = min(60, max(24, _LETTERS_ACROSS // len(table.columns)))
                widths[column] = max(widths.get(column, 0.0), column_width(texts, widest))
        for line in told:
            made.merge_range(at, 0, at, 3, "", self.text)
            made.write_string(at, 0, line, self.text)
            made.set_row_pixels(at, height_of([(line, sum(widths[n] for n in range(4) if n in widths))]))
            at += 1
        at += 1 if told else 0
        for caption, table in tables:
            made.write_string(at, 0, caption, self.caption)
            for column, heading in enumerate(table.columns):
                is_right = heading.numeric and column > 0
                apart = self.head_apart if column > 1 and table.columns[column - 1].numeric else self.head
                made.write_string(at + 1, column, heading.title, self.head_right if is_right else apart)
            for row, cells in enumerate(table.rows, start=at + 2):
                made.set_row_pixels(row, height_of([(text, widths[n]) for n, text in enumerate(cells)]))
                for column, (text, heading) in enumerate(zip(cells, table.columns, strict=True)):
                    after = self.apart if column > 1 and table.columns[column - 1].numeric else self.text
                    form = self.name if column == 0 else self.right if heading.numeric else after
                    made.write_string(row, column, text, form)
            at += len(table.rows) + 3
        for column, width in widths.items():
            made.set_column(column, column, width)
        made.freeze_panes(5 if len(tables) == 1 and not told else 2, 1)

    def _back(self, made: Any, row: int) -> None:
        made.write_url(row, 0, f"internal:'{CONTENTS}'!A1", self.link, "Till innehållet")

    def _figure(self, one: Placed) -> None:
        """A figure: its claim, the numbers in a table that stays under its headings, its chart to the right."""
        used, slide = one.used, one.slide
        made = self._sheet(one.sheet)
        cells, sums, months = cells_of(used), sums_of(used), months_of(used)
        told = cells if sums is None else beside(cells, sums)
        widths = [
            column_width(
                [*heading.title.split(), *(f"{row[n]}" for row in told.rows if isinstance(row[n], str))],
                NARROW if heading.decimals is not None else WIDE,
            )
            for n, heading in enumerate(told.headings)
        ]
        page = page_setup([*map(pixels, widths), pixels(_GAP)], len(told.rows))
        mark = f" {DEMODATA}." if slide.synthetic and DEMODATA not in used.source else ""
        chosen = "".join(f", {each.label_sv}" for each in used.chosen)
        more = said_of_all(used) + (f" {OF_TWELVE_MONTHS}" if sums else "")
        texts = (
            (used.headline or slide.headline, self.title),
            (f"{used.title}. {swedish.capital(used.unit_sv)}{chosen}.{more}", self.quiet),
            (used.sentence or slide.sentence, self.quiet),
            (f"{used.source or slide.plain_source}{mark}", self.demo if slide.synthetic else self.quiet),
        )
        for row, (text, form) in enumerate(texts):
            if page.text_to:
                made.merge_range(row, 0, row, page.text_to, "", form)
            made.write_string(row, 0, text, form)
            letters = page.text_px / (_TITLE_PX if form is self.title else _LETTER_PX)
            made.set_row_pixels(row, (_TITLE_ROW_PX if form is self.title else ROW_PX) * lines_of(text, letters))
        self._back(made, 4)
        for column, heading in enumerate(told.headings):
            is_number = heading.decimals is not None
            made.set_column(column, column, widths[column])
            apart = self.head_apart if column else self.head
            made.write_string(HEAD_ROW, column, heading.title, self.head_right if is_number else apart)
            form = self._number(heading.decimals) if heading.decimals is not None else None
            for row, values in enumerate(told.rows, start=HEAD_ROW + 1):
                value = values[column]
                if column == 0 and months:
                    made.write_datetime(row, 0, months[row - HEAD_ROW - 1], self.month)
                elif isinstance(value, str):
                    made.write_string(row, column, value, self.name if column == 0 else self.remark)
                elif value is not None:
                    made.write_number(row, column, value, form)
        lines = max(lines_of(heading.title, width) for heading, width in zip(told.headings, widths, strict=True))
        made.set_row_pixels(HEAD_ROW, ROW_PX * lines + 4)
        made.freeze_panes(HEAD_ROW + 1, 1)
        made.repeat_rows(HEAD_ROW)
        if told.rows:
            last = (HEAD_ROW + len(told.rows), len(told.headings) - 1)
            made.autofilter(HEAD_ROW, 0, *last)
            chart, height = chart_of(self.book, one, told, is_summed=sums is not None)
            at = (HEAD_ROW + 1, len(told.headings) + 1)
            made.set_column(at[1] - 1, at[1] - 1, _GAP)
            alt = used.alt or slide.alt
            made.insert_chart(*at, chart, {"description": alt, "object_position": 2})
            set_page(made, self.book, page, last, at, height)

    def _number(self, decimals: int) -> Any:
        if decimals not in self.shown:
            self.shown[decimals] = self.book.add_format({"num_format": number_format(decimals)})
        return self.shown[decimals]
