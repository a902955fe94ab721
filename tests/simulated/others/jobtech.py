"""JobTech, spoilt.

``publisher.switch("jobtech", …)``: rename_total=NAME, rename_positions=NAME, no_positions,
send_ads (limit is not obeyed), ignore_place, open_window (historical-from and -to find all ads that were open then),
encoding=CODEC, gap=YYYY-MM (a month has not been loaded), moved (the path is gone), lost_place=CODE (its concept id is
another now), revised (every count is a tenth higher), rename_counts=NAME (what the files of counts begin with).
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import orjson
from flask import Response

from loaders.demo.others.jobtech import JobTech, ad, concepts, every_row
from loaders.demo.regions import regions
from tests.simulated.others.switched import Switched


class FaultyJobTech(Switched, JobTech):
    """JobTech with the faults that are on."""

    source = "jobtech"

    def files(self) -> dict[str, Callable[[], bytes]]:
        named = self.faults.get("rename_counts")
        return {name.replace("annonser-raknade", named or "annonser-raknade"): w for name, w in super().files().items()}

    def rows(self, asked: Sequence[str]) -> frozenset[int]:
        if self.faults.get("ignore_place"):
            return every_row()
        lost = regions().row_of.get(self.faults.get("lost_place"))
        unknown = "" if lost is None else "no concept"
        return super().rows([unknown or text if concepts().get(text) == lost else text for text in asked])

    def count(self, rows: frozenset[int], since: date, until: date, closed: bool) -> tuple[int, int]:
        if closed and self.faults.get("gap") == f"{since:%Y-%m}":
            return 0, 0
        if self.faults.get("open_window"):
            since -= timedelta(days=30)
        ads, positions = super().count(rows, since, until, closed)
        return (ads + ads // 10, positions + positions // 10) if self.faults.get("revised") else (ads, positions)

    def spoil(self, response: Response) -> Response:
        if self.faults.get("moved"):
            return Response("", 404)
        if response.mimetype != "application/json":
            return super().spoil(response)
        body = orjson.loads(response.get_data())
        if self.faults.get("send_ads"):
            body["hits"] = [ad(n) for n in range(min(10, body["total"]["value"]))]
        if "rename_positions" in self.faults:
            body[self.faults["rename_positions"]] = body.pop("positions")
        if self.faults.get("no_positions"):
            del body["positions"]
        body[self.faults.get("rename_total", "total")] = body.pop("total")
        response.set_data(orjson.dumps(body))
        return super().spoil(response)
