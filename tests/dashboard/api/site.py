"""A small site whose every figure can be read here: two months with each kind of nothing, and a little more."""

from pathlib import Path

from loaders.ground.declarations import Status
from loaders.settings import Settings
from loaders.store import Store
from tests.loaders.store.publishing import publish

SLICE = ("sex", "age", "birth_region")
CELLS = {
    ("total", "20-64", "total", "00", "2025-12"): 6.8,
    ("total", "20-64", "total", "00", "2026-01"): 6.9,
    ("total", "20-64", "total", "23", "2025-12"): 4.0,
    ("total", "20-64", "total", "23", "2026-01"): 4.1,
    ("total", "20-64", "total", "2321", "2025-12"): (0.0, Status.NIL, "-"),
    ("total", "20-64", "total", "2321", "2026-01"): 3.5,
    ("women", "20-64", "total", "2321", "2025-12"): Status.SUPPRESSED,
    ("women", "20-64", "total", "2321", "2026-01"): Status.MISSING,
    ("men", "20-64", "total", "2321", "2025-12"): Status.NOT_PUBLISHED,
    ("men", "20-64", "total", "2321", "2026-01"): Status.NOT_APPLICABLE,
    ("men", "20-24", "total", "2321", "2025-12"): Status.WITHDRAWN,
}
"""As published on 1 March; on 1 April Åre's January was revised from 3.5 to 3.7."""


def small_site(folder: Path) -> Settings:
    """The settings of a folder with these figures."""
    store = Store(folder / "store")
    of_rate = {"indicator": "unemployment_rate", "dimensions": SLICE, "table": "TAB6260"}
    publish(store, CELLS, "2026-03-01", fetched="2026-03-02", **of_rate)
    revised = {**CELLS, ("total", "20-64", "total", "2321", "2026-01"): 3.7}
    publish(store, revised, "2026-04-01T21:30", fetched="2026-04-02", **of_rate)
    publish(store, {("00", "2026-01"): 90_000.0}, "2026-03-01", indicator="guest_nights", table="gastnatter",
            last_period="2026-01")  # fmt: skip
    publish(store, {("23", "2023"): 60.0, ("23", "2024"): 61.0}, "2026-03-01", indicator="grp", table="TAB1")
    return Settings(data=folder)
