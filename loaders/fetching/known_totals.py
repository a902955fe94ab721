"""Totals of riket that the publisher has told in words, held against what came. They warn, and never stop anything."""

from collections.abc import Iterator

import numpy as np

from loaders.ground import places
from loaders.ground.declarations import Indicator, Level
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.ground.periods import PARTS_PER_YEAR, Period

LARGEST_DIFFERENCE = 0.01
"""Share of the told total that a sum may differ by: later revisions, and cases of no known county."""


def against(panel: Panel, indicator: Indicator) -> Iterator[str]:
    """A Swedish warning for each told year whose sum over months (and counties, where there is no riket) is another.

    Years of which any month or county lacks are passed over: an extract says nothing of the whole.
    """
    if not indicator.known_totals:
        return
    default = {name: value for name, value in indicator.default_slice.items() if name in panel.axes}
    if any(value not in panel.axes[name] for name, value in default.items()):
        return
    counties = places.codes_at((Level.COUNTY,))
    held = panel.axes[REGION]
    regions = (places.NATION,) if places.NATION in held else counties
    if not set(regions) <= set(held):
        return
    for known in indicator.known_totals:
        months = tuple(period for period in panel.axes[PERIOD] if Period(period).year == known.year)
        if len(months) != PARTS_PER_YEAR[indicator.grain]:
            continue
        found = panel.take(**default, **{REGION: regions, PERIOD: months}).values
        if np.isnan(found).any():
            continue
        total = float(found.sum())
        if abs(total - known.value) > LARGEST_DIFFERENCE * known.value:
            of = "riket" if len(regions) == 1 else "summan av länen"
            yield (
                f"OBS {indicator.id}: {of} för {known.year} är {total:.0f}, men {known.source_sv} uppger "
                f"{known.value:.0f}. Siffrorna är lagrade; se om tabellen räknar något annat än förut"
            )
