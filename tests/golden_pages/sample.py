"""A readable part of the net, committed beside this file: views of different kinds, ways, places and sizes, two slides.

Long lists are shorten to their ends, with a digest that changes when anything in them does.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from tests.golden_pages import adapter, net
from tests.golden_pages.canonical import canonical, to_bytes

FILE = Path(__file__).with_name("sample.json")
LONGEST_LIST = 6
KEPT_AT_ENDS = 2
VIEWS = (
    ("unemployment_rate", "region=2321", "screen"),
    ("unemployment_rate", "region=23&matt=kommuner", "slide"),
    ("unemployment_rate", "region=2313&matt=gap", "phone"),
    ("unemployment_rate", "region=23&matt=index", "screen"),
    ("employed_by_industry", "region=23&matt=branscher", "screen"),
    ("population_change", "region=2321&matt=delar", "screen"),
    ("population_projection", "region=23", "phone"),
    ("bankruptcies", "region=23", "screen"),
    ("registered_firms", "region=2321", "screen"),
    ("economic_tendency", "region=2321", "screen"),
    ("redundancy_notices", "region=2321", "phone"),
    ("guest_nights", "region=23&matt=vinter", "screen"),
    ("lfs_unemployment", "region=00&matt=fjol", "screen"),
    ("new_vacancies", "region=2380", "slide"),
    ("unemployment_rate", "region=2321&matt=versioner", "screen"),
    ("unemployment_rate", "region=2321&matt=karta", "phone"),
    ("employment_rate", "region=2321&matt=rangordning", "phone"),
    ("unemployment_rate", "region=23&matt=fordelning", "slide"),
    ("unemployment_rate", "region=23&matt=smadiagram", "screen"),
    ("bankruptcies", "region=23&matt=per-tusen", "screen"),
    ("guest_nights", "region=2321&matt=riksandel", "screen"),
    ("unemployment_rate", "region=23&matt=aterhamtning&fran=2021-01", "phone"),
)
MEETING, SLIDES = "2026-11-30", (3, 6)


def make_records(data: Path) -> dict[str, Any]:
    """The sample's records over a data folder."""
    with adapter.fixed_clock():
        house = adapter.House(data)
        records = dict(net.view(house, *asked) for asked in VIEWS)
        slides = house.slides(MEETING, "slide")
    records |= {f"{MEETING} | slide {number} | slide": slides[number - 1] for number in SLIDES}
    return {name: shorten(canonical(value)) for name, value in records.items()}


def write(data: Path) -> None:
    """Write the sample anew."""
    FILE.write_text(
        json.dumps(make_records(data), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


def shorten(value: Any) -> Any:
    """Plain data with the long lists shorten."""
    if isinstance(value, dict):
        return {key: shorten(one) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    if len(value) <= LONGEST_LIST:
        return [shorten(one) for one in value]
    left_out = f"… {len(value)} in all, {hashlib.sha256(to_bytes(value)).hexdigest()[:12]} …"
    ends = (value[:KEPT_AT_ENDS], value[-KEPT_AT_ENDS:])
    return [*map(shorten, ends[0]), left_out, *map(shorten, ends[1])]
