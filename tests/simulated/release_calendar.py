"""SCB's release calendar with faults, switched on by ``publisher.switch("calendar", …)``.

other_markup: lists instead of a table. cells: other class names and tags within the cells, and one more column first.
english: the English page's words. no_rows: a table without any. blank: numbers of pages that come empty.
ignores_paging, ignores_days: what was asked is not heeded. moved: {(product, reference): (day, text)}. without: a
product that is gone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import request

from loaders.demo.release_calendar import CalendarPages, Planned
from tests.simulated.publisher import FaultyPublisher

_ENGLISH = (
    ("Databas", "Database"), ("Publikation", "Publication"), ("Statistiknyhet", "Statistical news"),
    ("Tabell och diagram", "Tables and graphs"), ("Oktober", "October"), ("träffar", "hits"),
)  # fmt: skip


class FaultyCalendarPages(CalendarPages):
    """The calendar as its switches leave it."""

    publisher: FaultyPublisher

    @property
    def faults(self) -> Mapping[str, Any]:
        """What is switched on."""
        return self.publisher.switches("calendar")

    def planned(self) -> Sequence[Planned]:
        """The rows, some of them moved or gone."""
        moved = self.faults.get("moved", {})
        rows = []
        for row in super().planned():
            day, told = moved.get((row.product, row.reference), (row.day, row.round))
            if row.product != self.faults.get("without"):
                rows.append(replace(row, day=day, round=told))
        return sorted(rows, key=lambda row: row.day)

    def body(self) -> bytes:
        """The answer, spoilt."""
        faults = self.faults
        asked = int(request.args.get("paging", "0"))
        if asked in faults.get("blank", ()):
            return b""
        text = super().body().decode()
        if "other_markup" in faults:
            text = re.sub(r"</?(table|thead|tbody|tr|td|th)\b[^>]*>", "<i>", text)
        if "no_rows" in faults:
            text = re.sub(r"<tbody>.*</tbody>", "<tbody></tbody>", text, flags=re.DOTALL)
        if "cells" in faults:
            text = text.replace("reportingRoundName", "x").replace("<tr class=", "<tr><td>*</td data-was=")
            text = re.sub(r"<tr><td>\*</td data-was=\"\w+\">", '<tr id="r"><td>*</td>', text)
            text = re.sub(r'<td class="noWrap">([\d-]+)</td>', r"<td><time><b>\1</b> 09:30</time></td>", text)
        if "english" in faults:
            for swedish, english in _ENGLISH:
                text = text.replace(swedish, english)
        return text.encode()

    def fragment(self, rows: Sequence[Planned], at: int) -> str:
        """One page of rows; always the first where paging is not heeded."""
        return super().fragment(rows, 0 if "ignores_paging" in self.faults else at)

    def _asked(self):
        since, until = super()._asked()
        shift = self.faults.get("ignores_days")
        return (since - shift, until - shift) if shift else (since, until)
