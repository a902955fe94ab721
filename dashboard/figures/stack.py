"""Two finished figures above each other in one, each in a panel of its own."""

import copy
from typing import Any

from dashboard.model import DEMODATA


def stacked(upper: dict[str, Any], lower: dict[str, Any]) -> dict[str, Any]:
    """One figure of two with fixed heights; their axes are kept apart and DEMODATA stands once."""
    first, second = copy.deepcopy(upper), copy.deepcopy(lower)
    one, two = first["layout"], second["layout"]
    heights = [layout["height"] for layout in (one, two)]
    total = sum(heights)
    margin = {
        "l": max(one["margin"]["l"], two["margin"]["l"]),
        "r": max(one["margin"]["r"], two["margin"]["r"]),
        "t": one["margin"]["t"],
        "b": two["margin"]["b"],
        "pad": 0,
    }
    plot = total - margin["t"] - margin["b"]
    ends = (heights[1] - two["margin"]["t"] - two["margin"]["b"]) / plot
    begins = 1 - (heights[0] - one["margin"]["t"] - one["margin"]["b"]) / plot
    _place(first, begins, 1.0, 0)
    _place(second, 0.0, ends, 10)
    layout = one | {key: value for key, value in two.items() if key.startswith(("xaxis", "yaxis"))}
    marks = [mark for mark in two.get("annotations", ()) if DEMODATA not in mark["text"]]
    layout |= {
        "height": total,
        "margin": margin,
        "annotations": [*one.get("annotations", ()), *marks],
        "shapes": [*one.get("shapes", ()), *two.get("shapes", ())],
    }
    return {"data": [*first["data"], *second["data"]], "layout": layout}


def _place(figure: dict[str, Any], low: float, high: float, step: int) -> None:
    """Move a figure into a panel: domains, references and what is placed on the paper. ``step`` renumbers its axes."""
    layout, span = figure["layout"], high - low

    def renamed(name: str) -> str:
        letter, number = name[0], int(name[1:] or 1)
        return letter + (str(number + step) if number + step > 1 else "")

    axes = [key for key in layout if key.startswith(("xaxis", "yaxis"))]
    moved = {}
    for key in axes:
        axis = layout.pop(key)
        letter, number = key[0], int(key[5:] or 1)
        if letter == "y":
            inside = axis.get("domain", [0.0, 1.0])
            axis["domain"] = [low + span * edge for edge in inside]
        axis["anchor"] = renamed(axis.get("anchor", "y" if letter == "x" else "x"))
        moved[f"{letter}axis{number + step if number + step > 1 else ''}"] = axis
    layout |= moved
    for trace in figure["data"]:
        trace["xaxis"], trace["yaxis"] = renamed(trace.get("xaxis", "x")), renamed(trace.get("yaxis", "y"))
    for item in (*layout.get("annotations", ()), *layout.get("shapes", ())):
        for letter in ("x", "y"):
            reference = item.get(f"{letter}ref", letter)
            if reference != "paper":
                item[f"{letter}ref"] = renamed(reference)
            elif letter == "y":
                for name in ("y", "y0", "y1"):
                    if name in item:
                        item[name] = low + span * item[name]
