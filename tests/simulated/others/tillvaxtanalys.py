"""Tillväxtanalys' PxWeb, spoilt.

``publisher.switch("tillvaxtanalys", …)``: file_names={"11_konkurser_manad_lan.px": "12_konk_manad_lan_1996.px"},
second_file=True (an old copy of the county table beside it), folder="…" (the bankruptcy folder renamed),
no_updated=True, drop_variable="Län", content_texts={"Antal konkurser": "Företag"}, drop_month="2026M05" (or years and
months, in a tuple), region_texts={"23 Jämtlands län": "…"}, new_region="26 Bergslagens län" (with figures like
riket's), nation=True (a row for riket), totals=True (totals among industries and forms), revise=0.02,
enforced_cells=60000 (fewer than stated).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import orjson
from flask import Response

from loaders.demo.noise import seed_of, uniform
from loaders.demo.others.tillvaxtanalys import BANKRUPTCIES, MAX_CELLS, Table, Tillvaxtanalys
from tests.simulated.others.switched import Switched


class FaultyTillvaxtanalys(Switched, Tillvaxtanalys):
    """The database with the faults that are on."""

    source = "tillvaxtanalys"

    @property
    def bankruptcies(self) -> str:
        return self.faults.get("folder", BANKRUPTCIES)

    @property
    def most_cells(self) -> int:
        return self.faults.get("enforced_cells", MAX_CELLS)

    def tables(self) -> list[Table]:
        tables = super().tables()
        if self.faults.get("second_file"):
            tables.append(replace(tables[0], name="12_konk_manad_lan_1996.px"))
        return [_changed(table, self.faults) for table in tables]

    def spoil(self, response: Response) -> Response:
        body = orjson.loads(response.get_data())
        if isinstance(body, list) and self.faults.get("no_updated"):
            lines = [{name: value for name, value in line.items() if name != "updated"} for line in body]
            response.set_data(orjson.dumps(lines))
        return super().spoil(response)


def _changed(table: Table, faults: Mapping[str, Any]) -> Table:
    """The table with the faults that are on."""
    name = faults.get("file_names", {}).get(table.name, table.name)
    variables, values = table.variables, table.values
    renamed = {**faults.get("content_texts", {}), **faults.get("region_texts", {})}
    variables = tuple((code, text, tuple(renamed.get(v, v) for v in texts)) for code, text, texts in variables)
    if faults.get("revise"):
        share = float(faults["revise"])
        values = _revised(values, share)
    gone = faults.get("drop_month", ())
    gone = (gone,) if isinstance(gone, str) else tuple(gone)
    if gone and any(text.startswith(gone) for text in variables[0][2]):
        at = [n for n, text in enumerate(variables[0][2]) if text.startswith(gone)]
        kept = tuple(text for text in variables[0][2] if not text.startswith(gone))
        variables, values = (((*variables[0][:2], kept), *variables[1:]), _without(values, at))
    if faults.get("new_region") and any(code == "Län" for code, _, _ in variables):
        variables, values = _with_total(variables, values, "Län", str(faults["new_region"]))
    if faults.get("nation") and any(code == "Län" for code, _, _ in variables):
        variables, values = _with_total(variables, values, "Län", "Riket")
    if faults.get("totals"):
        for code in ("Bransch", "Juridisk_form"):
            if any(code == own for own, _, _ in variables):
                variables, values = _with_total(variables, values, code, "Totalt")
    gone_name = faults.get("drop_variable")
    variables = tuple((f"{code}2" if code == gone_name else code, text, texts) for code, text, texts in variables)
    return replace(table, name=name, variables=variables, values=values)


def _revised(values: Callable[[], np.ndarray], share: float) -> Callable[[], np.ndarray]:
    def revised() -> np.ndarray:
        held = values()
        hit = uniform(seed_of("tva revised"), *np.ogrid[tuple(slice(n) for n in held.shape)]) < share
        return np.where(hit, held + 1, held)

    return revised


def _without(values: Callable[[], np.ndarray], gone: list[int]) -> Callable[[], np.ndarray]:
    return lambda: np.delete(values(), gone, axis=0)


def _with_total(variables: Any, values: Callable[[], np.ndarray], code: str, text: str) -> Any:
    axis = [own for own, _, _ in variables].index(code)
    more = tuple((own, name, (text, *texts) if own == code else texts) for own, name, texts in variables)
    return more, lambda: np.concatenate([(held := values()).sum(axis=axis, keepdims=True), held], axis=axis)
