"""CSV as SCB writes it: the stub in columns, one column per content and period, Latin-1."""

import csv
import io
from collections.abc import Sequence
from itertools import product

import numpy as np

from loaders.demo.answers import json_numbers
from loaders.demo.publisher import Filled
from loaders.demo.queries import Axis


def written_csv(axes: Sequence[Axis], filled: Filled, language: str) -> bytes:
    """The cells as CSV bytes in ISO-8859-1; a cell without a figure shows its symbol."""
    present = [axis for axis in axes if not axis.absent]
    stub = [axis for axis in present[:-1] if axis.variable.code != "ContentsCode"]
    heading = [axis for axis in present if axis not in stub]

    def texts(axis: Axis) -> list[str]:
        return [sv if language == "sv" else en for _, sv, en in axis.categories]

    columns = 1
    for axis in heading:
        columns *= len(axis.categories)
    cells = np.array(json_numbers(filled.values), dtype=object)
    cells = np.where(filled.symbols != "", filled.symbols, cells)
    order = [present.index(axis) for axis in [*stub, *heading]]
    shaped = cells.reshape([len(axis.categories) for axis in present]).transpose(order).reshape(-1, columns)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(
        [*(axis.variable.label(language) for axis in stub), *(" ".join(p) for p in product(*map(texts, heading)))]
    )
    for names, row in zip(product(*map(texts, stub)), shaped, strict=True):
        writer.writerow([*names, *row])
    return out.getvalue().encode("iso-8859-1", errors="replace")
