"""Bolagsverket's file, spoilt.

``publisher.switch("bolagsverket", …)``: since (first year, 2021 if not given), rename_field (AB is called something
else), drop_month (text "YYYYMM"), twice (a row comes again), truncate (the text ends in the middle of a line), new_seat
(a county that does not exist), revise (earlier months are higher), encoding (another than Latin-1, or "twice"), cut
(the file ends after the newest month's registrations), event (old, new code of an event), no_head (only GET is
answered).
"""

import hashlib
from functools import lru_cache
from typing import Any

from flask import Response, request

from loaders.demo.others.bolagsverket import FIELDS, UNKNOWN_SEAT, Bolagsverket, lines
from loaders.demo.regions import regions
from tests.simulated.others.encodings import encoded
from tests.simulated.others.switched import Switched


class FaultyBolagsverket(Switched, Bolagsverket):
    """The file with the faults that are on."""

    source = "bolagsverket"

    def stamp(self, newest: tuple[int, int]) -> str:
        switched = tuple(sorted((name, value) for name, value in self.faults.items() if name != "no_head"))
        well = super().stamp(newest)
        return hashlib.sha256(repr((well, switched)).encode()).hexdigest()[:16] if switched else well

    def body(self, newest: tuple[int, int]) -> bytes:
        return _body(newest, tuple(sorted(self.faults.items()))) if self.faults else super().body(newest)

    def spoil(self, response: Response) -> Response:
        if request.method == "HEAD" and self.faults.get("no_head"):
            return Response("", 405)
        return response


@lru_cache(maxsize=6)
def _body(newest: tuple[int, int], switched: tuple[tuple[str, object], ...]) -> bytes:
    faults: dict[str, Any] = dict(switched)
    header, *rows = lines(newest)
    first, gone, last = str(faults.get("since", "")), faults.get("drop_month"), f"{newest[0]}{newest[1]:02d}"
    rows = [row for row in rows if row[:6] >= first and row[:6] != gone]
    if "revise" in faults:
        rows = [row if row.startswith(last) else _raised(row) for row in rows]
    if "rename_field" in faults:
        header = header.replace(",AB,", f",{faults['rename_field']},", 1)
    if "event" in faults:
        old, new = faults["event"]
        rows = [_with_event(row, old, new) for row in rows]
    if "twice" in faults:
        rows.append(rows[-1])
    if "new_seat" in faults:
        row = rows[-1].replace(UNKNOWN_SEAT, "66,Nya län,1,Nystad")
        rows.append(row.replace(",3,2,Övriga,", ",1,2,Övriga,"))
    if "cut" in faults:
        rows = rows[: -2 * 2 * (len(regions().municipalities) + 1)]
    text = "\r\n".join([header, *rows]) + "\r\n"
    if "truncate" in faults:
        text = text[: len(text) * 2 // 3].rpartition(",")[0]
    return encoded(text, faults.get("encoding", "latin-1"))


def _with_event(row: str, old: str, new: str) -> str:
    cells = row.split(",")
    cells[3] = new if cells[3] == old else cells[3]
    return ",".join(cells)


def _raised(row: str) -> str:
    """The row with eight per cent more of everything."""
    cells = row.split(",")
    counts = [str(round(int(cell) * 1.08)) if cell else "" for cell in cells[len(FIELDS) :]]
    return ",".join([*cells[: len(FIELDS)], *counts])
