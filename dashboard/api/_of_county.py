"""Examples that the resources write with places of one county, told with those of the county whose pages these are."""

import re

from loaders.ground import places

_WRITTEN = re.compile(r"2303\+2305|Jämtlands län|Åre kommun|\bÅre\b|\b2321\b|\b2380\b|(?<![\d-])23(?![\d-])")
"""Places of the examples, as resources and documents write them."""


def of_county(text: str, county: str) -> str:
    """A text with the places of its examples in a county: of one with a single municipality, two others are put
    together."""
    one = places.example_municipality(county)
    others = [place for place in places.municipalities(county) if place != one]
    pair = sorted(place.code for place in (places.inside(county) or places.inside("01"))[:2])
    told = {
        "2303+2305": "+".join(pair),
        "Jämtlands län": places.place(county).name,
        "Åre kommun": one.full_name,
        "Åre": one.name,
        "2321": one.code,
        "2380": max((place.code for place in others), default=one.code),
        "23": county,
    }
    return _WRITTEN.sub(lambda found: told[found[0]], text)
