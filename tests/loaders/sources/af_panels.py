"""Reading one workbook of Arbetsförmedlingen's, and one cell of what came of it."""

import numpy as np

from loaders.ground.panel import STATUSES
from loaders.ground.raw import Raw
from loaders.planning.table_plans import plans
from loaders.sources.arbetsformedlingen import SOURCE


def plan_of(id_):
    (found,) = plans([id_])
    return found


def read(path, id_, name=None):
    raw = Raw.from_file(path)
    reading = SOURCE.read(plan_of(id_), [raw], before=lambda _: None)
    return {part.indicator.id: part.panel for part in reading.parts}, reading


def cell(panel, region, period="2026-10", **where):
    """Value, status (None for a cell without a row) and symbol."""
    found = panel.take(region_code=region, period=period, **where)
    value = float(found.values)
    status = STATUSES[int(found.status)] if found.has_row else None
    return (None if np.isnan(value) else value), status, found.symbols[int(found.symbol)]
