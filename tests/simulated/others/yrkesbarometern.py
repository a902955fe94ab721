"""Yrkesbarometern's file, spoilt.

``publisher.switch("yrkesbarometern", …)``: rename (field → new name), word (one row's jobbmojligheter), drop_county,
new_county (code), double (one row twice), mixed (the last row's round), revised (other judgements than before), form
"list" | "object", file (another name of it).
"""

import orjson
from flask import Response

from loaders.demo.others.yrkesbarometern import (
    OCCUPATIONS,
    OPPORTUNITIES,
    RECRUITMENT,
    Yrkesbarometern,
    newest_round,
    row,
)
from tests.simulated.others.switched import Switched


class FaultyYrkesbarometern(Switched, Yrkesbarometern):
    """The file with the faults that are on."""

    source = "yrkesbarometern"

    @property
    def file_name(self) -> str:
        return self.faults.get("file", self.FILE)

    def rows(self) -> list[dict[str, object]]:
        rows = [one for one in super().rows() if one["lan"] != self.faults.get("drop_county")]
        if "new_county" in self.faults:
            code, round_ = self.faults["new_county"], newest_round(self.publisher)
            rows += [row(number, code, round_) for number in range(len(OCCUPATIONS))]
        if self.faults.get("revised"):
            rows = [_judged_anew(one) for one in rows]
        if "word" in self.faults:
            rows[5]["jobbmojligheter"] = self.faults["word"]
        if self.faults.get("double"):
            rows.append(dict(rows[7]))
        if "mixed" in self.faults:
            rows[-1]["omgang"] = self.faults["mixed"]
        renamed = self.faults.get("rename", {})
        return [{renamed.get(name, name): value for name, value in one.items()} for one in rows]

    def spoil(self, response: Response) -> Response:
        if self.faults.get("form") == "object":
            response.set_data(orjson.dumps({"data": orjson.loads(response.get_data())}))
        return super().spoil(response)


def _judged_anew(one: dict[str, object]) -> dict[str, object]:
    """The row with the next of OPPORTUNITIES, and the recruitment that goes with it."""
    if one["jobbmojligheter"] is None:
        return one
    chosen = OPPORTUNITIES[(OPPORTUNITIES.index(one["jobbmojligheter"]) + 1) % len(OPPORTUNITIES)]
    return {**one, "jobbmojligheter": chosen, "rekryteringssituation": RECRUITMENT[chosen], "paradox": []}
