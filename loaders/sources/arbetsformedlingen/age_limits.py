"""The highest age that is counted, as a sheet of the workbook says it: a panel of riket by month."""

import re
from collections.abc import Iterable
from pathlib import Path

from loaders.formats import flatsheet
from loaders.ground import periods, places
from loaders.ground.ages import upper_in
from loaders.ground.declarations import FileQuery, Indicator
from loaders.ground.panel import PERIOD, Panel
from loaders.ground.periods import Period
from loaders.sources.panel_builder import Cells

AGE_LIMIT = "age_limit"
"""Option ``yes``: what is read is not a sum but the highest age counted."""
_SPAN = re.compile(r"\b16\s*(?:[-–—]|till|t\.?\s?o\.?\s?m\.?)\s*(\d\d)[\s-]*år", re.IGNORECASE)
_ROWS = 40


def stated(path: Path) -> int | None:
    """The highest of the ages in spans from 16 that any sheet's first rows say; None where none is said."""
    cells = (cell for sheet in flatsheet.sheets(path, rows=_ROWS) for row in sheet.first_rows for cell in row)
    found = [int(upper) for cell in cells for upper in _SPAN.findall(cell)]
    return max((upper for upper in found if 60 <= upper <= 80), default=None)


def panel(
    indicator: Indicator, query: FileQuery, months: Iterable[str], said: int | None, before: Panel | None
) -> tuple[Panel, str]:
    """The limit of each month, and a Swedish remark where the file says another than is known.

    A month that is stored keeps its limit. What the file says holds for the newest month and from January of its
    year; other months have the declared limit.
    """
    held = sorted(map(Period, months))
    newest = held[-1]
    kept = {} if before is None else {period: value for key, value, _, _ in before.rows() if (period := key[PERIOD])}
    cells = Cells(indicator, query)
    last = max((month for month in kept if month < newest), default="")
    usual = kept.get(last) or upper_in(indicator.age_limits, newest)
    begins = Period.of(newest.year, 1, newest.grain)
    for month in periods.span(held[0], newest):
        upper = kept.get(month) or (usual if month > last >= held[0] else upper_in(indicator.age_limits, month))
        if said is not None and month >= begins and (month not in kept or month == newest):
            upper = said
        cells.add(places.NATION, month, float(upper))
    told = ""
    if said is not None and said != usual:
        told = (
            f"OBS filen säger 16–{said} år, och det senast kända var 16–{usual:.0f} år: {newest.year} jämförs inte med "
            "tidigare år"
        )
    return cells.panel(), told
