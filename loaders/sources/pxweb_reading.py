"""What SCB and Tillväxtanalys share: one cube of a PxWeb table as the parts of a reading."""

from collections.abc import Callable, Sequence

from loaders.formats.cube import Cube
from loaders.ground.declarations import Indicator, PxQuery
from loaders.ground.errors import SourceChanged, SourceError, joined
from loaders.ground.panel import Panel
from loaders.pxweb.panels import panel
from loaders.pxweb.selection import Resolution
from loaders.sources.protocol import Part, Reading

Finish = Callable[[Indicator, PxQuery, Panel], Panel]
"""What a source does with a panel that was cut out: marks it, or raises SourceChanged."""


def read_cube(
    parts: Sequence[tuple[Indicator, PxQuery]], resolution: Resolution, cube: Cube, *, finish: Finish
) -> Reading:
    """Every query's panel; an indicator of which something declared is gone is among ``failed``, with the reason.

    So is one whose own cells cannot be read: its siblings can. One that is optional is remarked on instead.
    SourceChanged, with every reason, if none is left. The reading's moment, period and label are left to the source.
    """
    read: list[Part] = []
    failed: list[tuple[Indicator, SourceError]] = []
    remarks: list[str] = []
    for indicator, query in parts:
        try:
            cut = panel(cube, resolution.of(query), indicator)
            read.append(Part(indicator=indicator, query=query, panel=finish(indicator, query, cut)))
        except SourceChanged as reason:
            if query.optional:
                remarks.append(f"{indicator.id}: tabellen har det inte ({reason})")
            else:
                failed.append((indicator, reason))
    if not read:
        raise joined(reason for _, reason in failed)
    return Reading(parts=tuple(read), found=resolution.found, failed=tuple(failed), remarks=tuple(remarks))
