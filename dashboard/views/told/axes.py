"""What stands on the axis of a figure, and what is said of one."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from dashboard.views.scene import Scene, crosses_counties
from dashboard.words import swedish
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.places import Place


def tick_text(value: float) -> str:
    """A number on an axis, with as many decimals as it takes to tell it from its neighbours: ``0,025``."""
    return swedish.as_rounded(Decimal(str(round(value, 6) + 0.0)))


def not_from_zero_sv(figure: Mapping[str, Any], axis: Literal["xaxis", "yaxis"]) -> str:
    """That the axis of a figure's values does not begin at zero; empty where zero is on it."""
    return "" if 0 in figure["layout"][axis]["tickvals"] else "Axeln börjar inte vid noll."


def grey_lines_sv(seen: Scene) -> str:
    """Whose lines are the grey ones behind those that are compared."""
    if crosses_counties(seen.own):
        return "Grå linjer: områdets kommuner."
    others = "övriga " if seen.own.level is Level.MUNICIPALITY else ""
    return f"Grå linjer: länets {others}kommuner."


def lacking_sv(number: int) -> str:
    """``Två kommuner har ingen siffra som visas.`` of municipalities that a figure has no point for; empty of none."""
    if not number:
        return ""
    who = "En kommun" if number == 1 else f"{swedish.capital(swedish.small_number(number))} kommuner"
    return f"{who} har ingen siffra som visas."


def none_sv(own: Place) -> str:
    """Why a figure of a county's municipalities has none: no one has a number, or one is all of it (Gotland)."""
    is_all_of_it = len(places.municipalities(own.code[:2])) == 1
    return "Länet har en enda kommun: inget att jämföra." if is_all_of_it else "Kommunernas siffror saknas."
