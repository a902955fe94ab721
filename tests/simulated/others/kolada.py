"""Kolada, spoilt.

``publisher.switch("kolada", …)``: rename_field=NAME (for ``values`` inside a row), per_page=N (smaller pages than asked
for), no_group (Agenda 2030 has no group any more), rename_group (a text in groups' titles, and the new one),
no_member=ID (left its groups), titles={ID: TITLE}, retitle=TITLE (of N00926), gone (N00926 is no KPI any more),
duplicate (a row comes twice), new_region (a municipality nobody knows), gap=YEAR, loop (next_url leads back),
rename_next=NAME (for ``next_url``), encoding=CODEC, moved (v3 is closed), revised (every figure is a tenth more).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from flask import Response

from loaders.demo.others.kolada import BANKRUPTCIES, MOST_ROWS, Kolada, every_place
from tests.simulated.others.switched import Switched


class FaultyKolada(Switched, Kolada):
    """Kolada with the faults that are on."""

    source = "kolada"

    @property
    def most_rows(self) -> int:
        return min(MOST_ROWS, self.faults.get("per_page", MOST_ROWS))

    def titles(self) -> Mapping[str, str]:
        titles = dict(super().titles())
        if self.faults.get("gone"):
            del titles[BANKRUPTCIES]
        if "retitle" in self.faults:
            titles[BANKRUPTCIES] = self.faults["retitle"]
        titles |= self.faults.get("titles", {})
        return titles

    def groups(self) -> Sequence[tuple[str, str, tuple[str, ...]]]:
        left = self.faults.get("no_member")
        old, new = self.faults.get("rename_group", ("", ""))
        return [
            (id_, title.replace(old, new) if old else title, tuple(member for member in members if member != left))
            for id_, title, members in super().groups()
            if not (self.faults.get("no_group") and "Agenda" in title)
        ]

    def figures(self, chosen: Mapping[str, Sequence[str]]) -> Iterator[dict[str, object]]:
        if self.faults.get("new_region"):
            chosen = {**chosen, "municipality": [*(chosen.get("municipality") or every_place()), "1099"]}
        for made in super().figures(chosen):
            row: dict[str, Any] = made
            if str(row["period"]) == str(self.faults.get("gap")):
                continue
            if self.faults.get("revised"):
                row = {**row, "values": [_a_tenth_more(cell) for cell in row["values"]]}
            yield row
            if self.faults.get("duplicate") and row["municipality"] == "2303":
                yield row

    def spoil(self, response: Response) -> Response:
        if self.faults.get("moved"):
            return Response(orjson.dumps({"detail": "Gone"}), 410, content_type="application/json")
        body = orjson.loads(response.get_data())
        renamed = {"values": self.faults.get("rename_field", "values")}
        body["values"] = [{renamed.get(key, key): value for key, value in row.items()} for row in body["values"]]
        following = body.pop("next_url")
        if following and self.faults.get("loop"):
            following = re.sub(r"([?&]page)=\d+", r"\1=1", following)
        body[self.faults.get("rename_next", "next_url")] = following
        response.set_data(orjson.dumps(body))
        return super().spoil(response)


def _a_tenth_more(cell: Mapping[str, Any]) -> dict[str, object]:
    return {**cell, "value": None if cell["value"] is None else round(cell["value"] + 0.1, 1)}
