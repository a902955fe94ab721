"""Small panels and publications for tests of the store."""

from collections.abc import Mapping
from datetime import UTC, datetime

import numpy as np

from loaders.ground.declarations import ABSENT, Status
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, Panel
from loaders.store import Changes, Delivery, Scope, Store

TABLE = "TAB1"


def moment(text: str) -> datetime:
    """2026-05-01 (06:00Z, SCB's hour) or 2026-05-01T22:00."""
    return datetime.fromisoformat(text if "T" in text else f"{text}T06:00").replace(tzinfo=UTC)


def panel(cells: dict[tuple[str, ...], float | Status | tuple], dimensions: tuple[str, ...] = ()) -> Panel:
    """A panel from {(own codes…, region, period): value, status, (value, status) or (value, status, symbol)}."""
    names = (*dimensions, REGION, PERIOD)
    axes = {name: tuple(sorted({key[n] for key in cells})) for n, name in enumerate(names)}
    made = Panel.empty(axes)
    symbols = [""]
    for key, content in cells.items():
        at = tuple(axes[name].index(code) for name, code in zip(names, key, strict=True))
        if isinstance(content, Status):
            content = (None, content)
        value, status, symbol = (*(content if isinstance(content, tuple) else (content,)), Status.EMPTY, "")[:3]
        if isinstance(content, tuple) and len(content) == 2:
            symbol = ""
        if symbol not in symbols:
            symbols.append(symbol)
        made.values[at] = np.nan if value is None else value
        made.status[at] = STATUS_CODE[status]
        made.symbol[at] = symbols.index(symbol)
        assert (value is None) == (status in ABSENT)
    return Panel(axes=axes, values=made.values, status=made.status, symbol=made.symbol, symbols=tuple(symbols))


def publish(
    store: Store,
    cells: dict,
    updated: str,
    *,
    fetched: str | None = None,
    table: str = TABLE,
    dimensions: tuple[str, ...] = (),
    scope: Scope | None = None,
    indicator: str = "made_up",
    marks: tuple[Status, ...] = (),
    examples_first: Mapping[str, str | tuple[str, ...]] | None = None,
    synthetic: bool = True,
    **delivered: str | bool,
) -> Changes:
    """Write one publication; the scope is the cells' own regions and slices unless told."""
    made = panel(cells, dimensions)
    scope = scope or Scope({name: codes for name, codes in made.axes.items() if name != PERIOD})
    with store.writing() as writer:
        delivery = Delivery(
            table=table,
            updated=moment(updated),
            fetched=moment(fetched or updated),
            synthetic=synthetic,
            **delivered,
        )
        return writer.add(indicator, made, delivery, scope=scope, marks=marks, examples_first=examples_first)


def held(read: Panel) -> dict[tuple[str, ...], tuple[float | None, str]]:
    """{key: (value, status)} of every held cell."""
    return {tuple(key.values()): (value, str(status)) for key, value, status, _ in read.rows()}
