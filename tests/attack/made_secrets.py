"""A small store with something hidden in three counties: Gotland (one municipality), Blekinge (five), Jämtland (eight).

Consistent to the last person: parts add up before anything is hidden. Hidden as publishers and we do on the way in.
"""

from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import numpy as np

from loaders.ground import places
from loaders.ground.declarations import Level, Status
from loaders.ground.panel import STATUS_CODE, Panel
from loaders.store import Delivery, Scope, Store

FIRST = datetime(2026, 9, 10, 7, tzinfo=UTC)
HOMES = {county: tuple(place.code for place in places.municipalities(county)) for county in ("09", "10", "23")}
COUNTIES = places.codes_at([Level.COUNTY])
REGIONS = tuple(sorted(("00", *COUNTIES, *(code for codes in HOMES.values() for code in codes))))
PERIODS = ("2026-07", "2026-08")
HIDDEN, BOUND = STATUS_CODE[Status.SUPPRESSED], STATUS_CODE[Status.LOWER_BOUND]
IDS = ("guest_nights", "af_unemployed", "af_unemployed_by_birth", "af_labour_force", "af_labour_force_by_birth",
       "duration_unemployed", "long_term_unemployed", "af_unemployed_share", "long_term_12m")  # fmt: skip


def store(root: Path, seed: int, publications: int = 1) -> Store:
    """Figures and what is hidden of them, by chance from a seed; each publication hides anew."""
    made = Store(root)
    chance = np.random.default_rng(seed)
    nights, sexes, sizes = _numbers(chance)
    for n in range(publications):
        with made.writing() as writer:
            moment = FIRST + timedelta(days=31 * n)
            for id_, panel in _panels(np.random.default_rng([seed, n]), nights, sexes, sizes).items():
                delivery = Delivery(table=f"t-{id_}", updated=moment, fetched=moment, synthetic=True)
                writer.add(id_, panel, delivery, scope=Scope({"region_code": REGIONS}))
    return made


def _numbers(chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Guest nights, unemployed by sex and birth (women-Sweden, women-Europe, …) and by sex and age, whole persons."""
    size = (len(REGIONS), len(PERIODS))
    nights = _summed(np.floor(chance.lognormal(8, 1.5, size)))
    births = _summed(np.floor(chance.lognormal(1.6, 1.3, (2, 3, *size))))
    ages = _summed(np.floor(chance.lognormal(1.3, 1.0, (2, 2, *size))))
    return nights, births, ages


def _summed(numbers: np.ndarray) -> np.ndarray:
    at = {code: n for n, code in enumerate(REGIONS)}
    for county, homes in HOMES.items():
        numbers[..., at[county], :] = numbers[..., [at[code] for code in homes], :].sum(axis=-2)
    numbers[..., at["00"], :] = numbers[..., [at[code] for code in COUNTIES], :].sum(axis=-2)
    return numbers


def _panels(chance: np.random.Generator, nights: np.ndarray, births: np.ndarray, ages: np.ndarray) -> dict[str, Panel]:
    homes = np.array([len(code) == 4 for code in REGIONS])
    panels = {"guest_nights": _panel({}, nights, (chance.random(nights.shape) < 0.15) & homes[:, None])}
    abroad = births[:, 1:].sum(axis=1)
    by_birth = _both(np.stack([births.sum(axis=1), births[:, 0], abroad], axis=1))
    everyone = births.sum(axis=1)
    by_age = _both(np.stack([everyone, ages[:, 0], ages[:, 1]], axis=1))
    axes = {"sex": ("total", "women", "men"), "birth_region": ("total", "sweden", "abroad")}
    panels["af_unemployed_by_birth"] = _masked(axes, by_birth, [(0, (1, 2)), (1, (1, 2))])
    panels["af_unemployed"] = _masked({"sex": axes["sex"], "age": ("16-66", "18-24", "55-64")}, by_age, [(0, (1, 2))])
    for id_, share in (("duration_unemployed", 1.0), ("long_term_unemployed", 0.4)):
        told = np.floor(births.sum(axis=0) * share)
        panels[id_] = _with_parts(told)
    for id_, like in (("af_labour_force", "af_unemployed"), ("af_labour_force_by_birth", "af_unemployed_by_birth")):
        panels[id_] = _panel(dict(list(panels[like].axes.items())[:-2]), 12.0 * (by_age if "age" in axes else by_birth))
    for id_, top, base in (
        ("af_unemployed_share", "af_unemployed", "af_labour_force"),
        ("long_term_12m", "long_term_unemployed", "duration_unemployed"),
    ):
        panels[id_] = _share(panels[top], panels[base])
    return panels


def _both(by_sex: np.ndarray) -> np.ndarray:
    return np.concatenate([by_sex.sum(axis=0, keepdims=True), by_sex])


def _panel(own: dict[str, tuple[str, ...]], values: np.ndarray, hidden: np.ndarray | None = None) -> Panel:
    made = Panel.empty({**own, "region_code": REGIONS, "period": PERIODS})
    made.values[...], made.status[...] = values, 0
    if hidden is not None:
        made.values[hidden], made.status[hidden] = np.nan, HIDDEN
    return Panel(axes=made.axes, values=made.values, status=made.status, symbol=made.symbol, symbols=("", "<5"))


def _masked(own: dict[str, tuple[str, ...]], values: np.ndarray, halves: list[tuple[int, tuple[int, int]]]) -> Panel:
    """1 to 4 hidden with their sign, and with them the other half of a pair without one."""
    small = (values > 0) & (values < 5)
    hidden = small.copy()
    for _ in halves:
        for axis, pair in halves:
            cut = np.take(hidden, pair, axis=axis).any(axis=axis, keepdims=True)
            index = [slice(None)] * values.ndim
            index[axis] = list(pair)
            hidden[tuple(index)] |= cut
    made = _panel(own, values, hidden)
    made.symbol[small] = 1
    return made


def _with_parts(births: np.ndarray) -> Panel:
    """As the file of durations: Sweden, Europe and other countries hidden under five, sums of them lower bounds."""
    homes = np.array([len(code) == 4 for code in REGIONS])
    numbers = np.stack([births.sum(axis=0), births[0], births[1], births[2]])
    secret = (numbers > 0) & (numbers < 5) & homes[:, None]
    seen, lacking = _summed(np.where(secret, 0.0, numbers)), _summed(secret.astype(float)) > 0
    values = np.stack([seen[0], seen[1], seen[2] + seen[3]])
    gone = np.stack([lacking[0], lacking[1], lacking[2] | lacking[3]])
    made = _panel({"birth_region": ("total", "sweden", "abroad")}, values, gone & (values == 0))
    made.status[gone & (values > 0)] = BOUND
    made.symbol[made.status == HIDDEN] = 1
    return made


def _share(top: Panel, base: Panel) -> Panel:
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(base.values > 0, 100 * top.values / base.values, 0.0)
    made = _panel(dict(list(top.axes.items())[:-2]), values, np.isnan(values))
    bound = (top.status == BOUND) & ~np.isnan(values)
    made.status[bound | ((base.status == BOUND) & ~np.isnan(values))] = BOUND
    return made


def planes(panel: Panel) -> list[tuple[str, ...]]:
    """Every combination of a panel's own dimensions."""
    return list(product(*(codes for name, codes in panel.axes.items() if name not in ("region_code", "period"))))
