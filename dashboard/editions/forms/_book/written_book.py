"""The workbook's sheets. Cells are numbers, dates, texts or nothing; texts are never formulas or links."""

import io
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from xlsxwriter.workbook import Workbook

from dashboard.data.numbers import Shape
from dashboard.editions.content import Edition
from dashboard.editions.corrections_told import CORRECTED, corrections_of
from dashboard.editions.forms._book.contents_of import (
    CONTENTS,
    DEFINITIONS,
    HEAD_ROW,
    READING,
    SIGNS,
    SOURCES,
    SUMMARY,
    TOLD,
    Placed,
    cells_of,
    column_width,
    definitions_of,
    height_of,
    marks_of,
    months_of,
    period_of,
    placed,
    questions_of,
    said_of_all,
    sources_of,
)  # fmt: skip
from dashboard.editions.forms._deck.plotted import number_format
from dashboard.figures.theme import THEME
from dashboard.forms.taking.sheets import Sheet
from dashboard.model import DEMODATA, Table
from dashboard.words import swedish

_MOST_SERIES = 12
_CHART_PX = (900, 420)
_KINDS = {
    Shape.LINES: {"type": "line"},
    Shape.COLUMNS: {"type": "column"},
    Shape.BARS: {"type": "bar"},
    Shape.STACKED: {"type": "bar", "subtype": "stacked"},
}
_FURTHER = (THEME.gran, THEME.ljung, THEME.hjortron, THEME.lingon)


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
        self.title = form({"bold": True, "font_size": 15})
        self.head = form({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        self.head_right = form({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom", "align": "right"})
        self.quiet = form({"font_color": THEME.ink_2})
        self.text = form({"text_wrap": True, "valign": "top"})
        self.apart = form({"text_wrap": True, "valign": "top", "indent": 1})
        self.right = form({"text_wrap": True, "valign": "top", "align": "right"})
        self.remark = form({"indent": 1, "font_color": THEME.ink_2})
        self.left = form({"valign": "top", "align": "left"})
        self.name = form({"bold": True, "text_wrap": True, "valign": "top"})
        self.caption = form({"bold": True, "font_color": THEME.ink_2})
        self.demo = form({"bold": True, "font_color": THEME.lingon})
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
        made.fit_to_pages(1, 0)
        made.hide_gridlines(2)
        return made

    def _contents(self, made: Any, figures: Sequence[Placed]) -> None:
        """The meeting, the edition, and a link to each sheet."""
        edition, head = self.edition, self.edition.head
        where = ", ".join(one for one in (swedish.date_text(head.day), head.place, head.held_sv) if one)
        known = f"siffrorna som de var kända {swedish.date_text(edition.known_by)}"
        lines = [
            f"{head.county_sv}. {where}. {head.organisation}".strip(),
            f"Utgåva {edition.number}, {edition.kind.value}, publicerad {swedish.date_text(edition.moment)}; {known}.",
            *([edition.note] if edition.note else []),
            *([edition.public_address] if edition.public_address else []),
        ]
        made.write_string(0, 0, head.title, self.title)
        for row, line in enumerate(lines, start=1):
            made.write_string(row, 0, line, self.quiet)
        at = len(lines) + 1
        if edition.synthetic:
            made.write_string(at, 0, f"{DEMODATA}: siffrorna är påhittade. Använd dem inte.", self.demo)
            at += 1
        at += 1
        for column, (title, width) in enumerate(
            (("Blad", 34), ("Bild", 8), ("Rubrik", 78), ("Mått", 52), ("Period", 20))
        ):
            made.write_string(at, column, title, self.head)
            made.set_column(column, column, width)
        row = at + 1
        by_name = {one.sheet: one for one in figures}
        for sheet in self.book.worksheets()[1:]:
            made.write_url(row, 0, f"internal:'{sheet.name.replace(chr(39), chr(39) * 2)}'!A1", self.link, sheet.name)
            if (one := by_name.get(sheet.name)) is not None:
                made.write_number(row, 1, one.slide.number, self.left)
                title = one.used.headline or one.slide.headline
                made.set_row_pixels(row, height_of([(title, 78), (one.used.title, 52)]))
                made.write_string(row, 2, one.used.headline or one.slide.headline, self.text)
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
        made.write_string(0, 0, title, self.title)
        self._back(made, 1)
        if self.edition.synthetic:
            made.write_string(2, 0, DEMODATA, self.demo)
        for column, one in enumerate(titles):
            made.write_string(3, column, one, self.head_right if column in right else self.head)
            made.set_column(column, column, column_width([one, *(row[column] for row in rows)], 40))
            for row, cells in enumerate(rows, start=4):
                form = self.name if column == 0 else self.right if column in right else self.text
                made.write_string(row, column, cells[column], form)
        made.freeze_panes(4, 1)

    def _tables(self, name: str, tables: Sequence[tuple[str, Table]], told: Sequence[str] = ()) -> None:
        """Tables of text under each other, each with its caption and a row of headings."""
        made = self._sheet(name)
        made.write_string(0, 0, name, self.title)
        self._back(made, 1)
        at = 3
        widths: dict[int, float] = {}
        for _, table in tables:
            for column, heading in enumerate(table.columns):
                texts = [heading.title, *(row[column] for row in table.rows)]
                widths[column] = max(widths.get(column, 0.0), column_width(texts, 60))
        for line in told:
            made.merge_range(at, 0, at, 3, "", self.text)
            made.write_string(at, 0, line, self.text)
            made.set_row_pixels(at, 20 * (len(line) // 130 + 1))
            at += 1
        at += 1 if told else 0
        for caption, table in tables:
            made.write_string(at, 0, caption, self.caption)
            for column, heading in enumerate(table.columns):
                made.write_string(at + 1, column, heading.title, self.head_right if heading.numeric else self.head)
            for row, cells in enumerate(table.rows, start=at + 2):
                made.set_row_pixels(row, height_of([(text, widths[n]) for n, text in enumerate(cells)]))
                for column, (text, heading) in enumerate(zip(cells, table.columns, strict=True)):
                    beside = self.apart if column and table.columns[column - 1].numeric else self.text
                    form = self.name if column == 0 else self.right if heading.numeric else beside
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
        told, months = cells_of(used), months_of(used)
        mark = f" {DEMODATA}." if slide.synthetic and DEMODATA not in used.source else ""
        chosen = "".join(f", {each.label_sv}" for each in used.chosen)
        uniform = said_of_all(used)
        made.write_string(0, 0, used.headline or slide.headline, self.title)
        made.write_string(1, 0, f"{used.title}. {swedish.capital(used.unit_sv)}{chosen}.{uniform}", self.quiet)
        made.write_string(2, 0, used.sentence or slide.sentence, self.quiet)
        made.write_string(
            3, 0, f"{used.source or slide.plain_source}{mark}", self.demo if slide.synthetic else self.quiet
        )
        self._back(made, 4)
        for column, heading in enumerate(told.headings):
            is_number = heading.decimals is not None
            texts = [str(row[column]) if row[column] is not None else "" for row in told.rows]
            made.set_column(
                column, column, column_width([heading.title, *([] if is_number else texts)], 34, wraps=column > 0)
            )
            made.write_string(HEAD_ROW, column, heading.title, self.head_right if is_number else self.head)
            form = self._number(heading.decimals) if heading.decimals is not None else None
            for row, cells in enumerate(told.rows, start=HEAD_ROW + 1):
                value = cells[column]
                if column == 0 and months:
                    made.write_datetime(row, 0, months[row - HEAD_ROW - 1], self.month)
                elif isinstance(value, str):
                    made.write_string(row, column, value, self.name if column == 0 else self.remark)
                elif value is not None:
                    made.write_number(row, column, value, form)
        made.set_row_pixels(HEAD_ROW, 44)
        made.freeze_panes(HEAD_ROW + 1, 1)
        made.repeat_rows(HEAD_ROW)
        if told.rows:
            made.autofilter(HEAD_ROW, 0, HEAD_ROW + len(told.rows), len(told.headings) - 1)
            self._chart(one, made, told)

    def _chart(self, one: Placed, made: Any, told: Sheet) -> None:
        """Excel's own chart over the cells beside it."""
        used = one.used
        charted = len(used.columns.codes) if used.charted is None else used.charted
        series = [
            (column, heading.series)
            for column, heading in enumerate(told.headings)
            if heading.series is not None and heading.series < charted
        ][:_MOST_SERIES]
        chart = self.book.add_chart(dict(_KINDS[used.shape]))
        first, last = HEAD_ROW + 1, HEAD_ROW + len(told.rows)
        is_time_beside = used.columns.name == "period"
        for n, (column, _) in enumerate(series):
            strong = n == len(series) - 1 if is_time_beside else n == 0
            stacked = used.shape is Shape.STACKED
            further = (THEME.context, *_FURTHER)
            colour = THEME.chosen if strong else further[(n if stacked or n < 1 else n - 1) % len(further)]
            drawn: dict[str, Any] = {
                "name": [one.sheet, HEAD_ROW, column],
                "categories": [one.sheet, first, 0, last, 0],
                "values": [one.sheet, first, column, last, column],
            }
            if used.shape is Shape.LINES:
                drawn["line"] = {"color": colour, "width": 2.5 if strong else 1.5}
                row = max((r for r, cells in enumerate(told.rows) if cells[column] is not None), default=None)
                if row is not None:
                    hidden: list[Any] = [{"delete": True}] * row
                    drawn["data_labels"] = {
                        "value": True, "position": "right", "custom": [*hidden, {}],
                        "font": {"color": colour, "bold": strong, "size": 10},
                    }  # fmt: skip
                    drawn["data_labels"]["custom"] += [{"delete": True}] * (len(told.rows) - row - 1)
            else:
                drawn |= {"fill": {"color": colour}, "gap": 50}
            chart.add_series(drawn)
        demo = f" {DEMODATA}" if one.slide.synthetic else ""
        name = f"{used.headline or one.slide.headline}{demo}"
        chart.set_title({"name": name, "name_font": {"size": 12, "bold": True, "color": THEME.ink}, "overlay": False})
        axis: dict[str, Any] = {"num_font": {"size": 9, "color": THEME.ink_2}, "line": {"color": THEME.context}}
        rows = len(told.rows)
        if used.shape in (Shape.BARS, Shape.STACKED):
            axis |= {"reverse": True, "label_position": "low"}
        elif months_of(used):
            step = next(step for step in (1, 2, 5, 10, 20) if rows / 12 / step <= 14)
            unit = {"major_unit": step, "major_unit_type": "years", "num_format": "yyyy"}
            short = {"major_unit": 3, "major_unit_type": "months", "num_format": "[$-41D]mmm yyyy"}
            axis |= {"date_axis": True, "label_position": "low", **(short if rows <= 31 else unit)}
        elif rows > 14:
            every = -(-rows // 14)
            axis |= {"interval_unit": every, "interval_tick": every, "label_position": "low"}
        values: dict[str, Any] = {
            "num_font": {"size": 9, "color": THEME.ink_2},
            "num_format": number_format(used.decimals),
            "major_gridlines": {"visible": True, "line": {"color": THEME.hair, "width": 0.75}},
            "line": {"none": True},
            "name": swedish.capital(used.unit_sv),
            "name_font": {"size": 9, "bold": False, "color": THEME.ink_2},
        }
        lying = used.shape in (Shape.BARS, Shape.STACKED)
        if lying:  # the library's x axis is the one that lies, whatever stands on it
            axis |= {"crossing": "max"}
        known = [one for row in used.values for one in row[:charted] if one is not None]
        is_level = not used.decimals and bool(known) and 0 < 0.9 * max(known) <= min(known)
        if used.shape is Shape.LINES and known and min(known) >= 0 and not is_level:
            values |= {"min": 0}
        chart.set_x_axis(values if lying else axis)
        chart.set_y_axis(axis if lying else values)
        chart.set_legend({"none": True} if len(series) == 1 else {"position": "bottom", "font": {"size": 9}})
        chart.show_blanks_as("gap")
        chart.set_size({"width": _CHART_PX[0], "height": max(_CHART_PX[1], 26 * rows + 120 if lying else 0)})
        at = len(told.headings) + 1
        made.set_column(len(told.headings), len(told.headings), 3)
        made.insert_chart(
            HEAD_ROW, at, chart, {"description": used.alt or one.slide.alt, "object_position": 2, "y_offset": 6}
        )

    def _number(self, decimals: int) -> Any:
        if decimals not in self.shown:
            self.shown[decimals] = self.book.add_format({"num_format": number_format(decimals)})
        return self.shown[decimals]
