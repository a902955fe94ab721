"""Konjunkturinstitutet's PxWeb, spoilt.

``publisher.switch("konjunkturinstitutet", …)``: file="…" (Indikatorm.px renamed), folder="…" (its folder renamed),
drop_variable="Indikator" (called something else), texts={"Barometerindikatorn": "…"}, drop_month="2019" (or several, in
a tuple), region=True (a variable of places that must be chosen from), revise=0.05, area_texts={"Totala näringslivet":
"…"} (of the table of riksområden: its indices and places).
"""

from dataclasses import replace

import numpy as np

from loaders.demo.noise import seed_of, uniform
from loaders.demo.others.konjunkturinstitutet import Barometer, Konjunkturinstitutet
from tests.simulated.others.switched import Switched


class FaultyKonjunkturinstitutet(Switched, Konjunkturinstitutet):
    """The table with the faults that are on."""

    source = "konjunkturinstitutet"
    limits = (100_000, 1)

    def table(self) -> Barometer:
        made, faults = super().table(), self.faults
        (indicator, codes, texts), (period, months, _) = made.variables
        texts = tuple(faults.get("texts", {}).get(text, text) for text in texts)
        values = made.values
        gone = faults.get("drop_month", ())
        kept = [n for n, month in enumerate(months) if not gone or not month.startswith(gone)]
        months, values = tuple(months[n] for n in kept), values[:, kept]
        if "revise" in faults:
            hit = uniform(seed_of("ki revised"), *np.ogrid[: values.shape[0], : values.shape[1]]) < faults["revise"]
            values = np.where(hit, values + 1, values)
        if faults.get("drop_variable") == indicator:
            indicator = f"{indicator}2"
        variables: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
        variables = ((indicator, codes, texts), (period, months, months))
        if faults.get("region"):
            variables, values = (*variables, ("Region", ("1", "2"), ("Norr", "Söder"))), np.stack([values, values], -1)
        name, folder = faults.get("file", made.name), faults.get("folder", made.folder)
        return replace(made, name=name, folder=folder, variables=variables, values=values)

    def regional(self) -> Barometer:
        made, texts = super().regional(), self.faults.get("area_texts", {})
        variables = tuple(
            (code, codes, tuple(texts.get(one, one) for one in said)) for code, codes, said in made.variables
        )
        return replace(made, variables=variables)
