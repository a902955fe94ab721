"""Tillväxtverket's query interface, spoilt. That nights have been revised is no fault, and in ``publisher.world``.

``publisher.switch("tillvaxtverket", …)``: since (first year, 2010 if not given), rename_field (ANTAL_GASTNATTER is
called something else), grouped_fails (HTTP 500 on dimension=, as seen in 2026), drop_month ("YYYYMM"), twice (a row
comes again), new_place (an unknown municipality), rename_level (Kommun is called something else), no_rows (another
envelope), cut (half of the municipalities), most_rows (fewer a page than asked for), ignore_offset (every page is the
first), encoding (another than UTF-8, or "twice"), no_file (the text file is gone; only the interface answers).
"""

from collections.abc import Iterator, Mapping, Sequence

import orjson
from flask import Response, request

from loaders.demo.others.tillvaxtverket import MONTHS, NIGHTS, Place, Row, Tillvaxtverket
from loaders.demo.regions import regions
from tests.simulated.others.switched import Switched


class FaultyTillvaxtverket(Switched, Tillvaxtverket):
    """The cube with the faults that are on."""

    source = "tillvaxtverket"

    def page(self, rows: Sequence[Row], offset: int, limit: int) -> Sequence[Row]:
        start = 0 if self.faults.get("ignore_offset") else offset
        return super().page(rows, start, min(limit, self.faults.get("most_rows", limit)))

    def places(self) -> Iterator[Place]:
        renamed = regions().names_sv[regions().row_of["2305"]] if self.faults.get("new_place") else None
        municipalities = 0
        for level, county, municipality, nights in super().places():
            if level == "Kommun":
                municipalities += 1
                if self.faults.get("cut") and municipalities % 2 == 0:
                    continue
                level = self.faults.get("rename_level", level)
            yield level, county, "Nystad" if municipality == renamed else municipality, nights

    def rows(self, fields: Sequence[str], filters: Mapping[str, Sequence[str]]) -> Iterator[Row]:
        nights = self.faults.get("rename_field", NIGHTS)
        for row in super().rows(fields, filters):
            if "AR" in row and (
                row["AR"] < self.faults.get("since", 0) or _month(row) == self.faults.get("drop_month")
            ):
                continue
            yield {nights if name == NIGHTS else name: value for name, value in row.items()}
        for _ in range(2 if self.faults.get("twice") else 0):
            yield {"NIVA_NAMN": "Riket", "AR": 2020, "MANAD_NAMN_LANG": "maj", nights: 5.0}

    def spoil(self, response: Response) -> Response:
        if request.path.endswith(".txt"):
            if self.faults.get("no_file"):
                return Response("Not Found", 404, mimetype="text/plain")
            if "rename_field" in self.faults and request.method == "GET":
                response.set_data(response.get_data().replace(NIGHTS.encode(), self.faults["rename_field"].encode(), 1))
            return response
        if self.faults.get("grouped_fails") and "dimension" in request.args:
            return Response("Internal Server Error", 500, mimetype="text/plain")
        if self.faults.get("no_rows"):
            body = orjson.loads(response.get_data())
            response.set_data(orjson.dumps({"data": body["rows"], "source": body["source"]}))
        return super().spoil(response)


def _month(row: Row) -> str:
    return f"{row['AR']}{MONTHS.index(row['MANAD_NAMN_LANG']) + 1:02d}" if "MANAD_NAMN_LANG" in row else ""
