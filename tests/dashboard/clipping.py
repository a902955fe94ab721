"""Texts of a figure that reach outside it, reckoned from its margins, axes and text sizes: no browser needed."""

import re
from datetime import datetime
from itertools import pairwise
from typing import Any

from dashboard.figures.scales import text_width

PHONE_WIDTH = 350
"""Width of a figure on a phone of 390 px, px."""
_SLACK = 2.0


def clipped(figure: dict[str, Any], width: int = PHONE_WIDTH) -> list[str]:
    """Annotations, texts of points and tick texts that are not wholly inside a figure of this width, or its own."""
    layout = figure["layout"]
    width, height = layout.get("width") or width, layout["height"]
    margin = layout["margin"]
    box = (margin["l"], width - margin["r"], margin["t"], height - margin["b"])
    found = []
    for note in (*layout["annotations"], *_texts(figure)):
        lines = note["text"].split("<br>")
        size = note["font"]["size"]
        across = max(_width(line, size) for line in lines)
        x = _across(note, layout, box) + note.get("xshift", 0)
        y = _down(note, layout, box) - note.get("yshift", 0)
        left = x - across * {"left": 0, "center": 0.5, "right": 1}[note.get("xanchor", "center")]
        tall = size * 1.3 * len(lines)
        top = y - tall * {"top": 0, "middle": 0.5, "bottom": 1}[note.get("yanchor", "middle")]
        if left < -_SLACK or left + across > width + _SLACK or top < -size * 0.35 or top + tall > height + _SLACK:
            found.append(f"{note['text']} at {left:.0f}–{left + across:.0f} × {top:.0f} of {width} × {height}")
    for name, axis in layout.items():
        if name.startswith("yaxis"):
            size = axis.get("tickfont", layout["font"])["size"]
            texts = axis.get("ticktext", ())
            lines = [(text, max(_width(line, size) for line in text.split("<br>"))) for text in texts]
            found += [f"tick {text}" for text, across in lines if across > margin["l"] + _SLACK]
    return found


def _texts(figure: dict[str, Any]) -> list[dict[str, Any]]:
    """The texts among a figure's points, as annotations."""
    return [
        {"x": x, "y": y, "text": text, "font": trace["textfont"], "xanchor": "right" if "left" in side else "left"}
        for trace in figure["data"]
        if trace.get("mode") == "text"
        for x, y, text, side in zip(*(trace[name] for name in ("x", "y", "text", "textposition")), strict=True)
    ]


def touching(figure: dict[str, Any], width: int = PHONE_WIDTH) -> list[str]:
    """Tick texts of an axis across that meet the next one in a figure of this width."""
    layout = figure["layout"]
    margin, width = layout["margin"], layout.get("width") or width
    found = []
    for name, axis in layout.items():
        if not name.startswith("xaxis"):
            continue
        size = axis.get("tickfont", layout["font"])["size"]
        low, high = (_number(edge) for edge in axis.get("range", (0, 1)))
        first, last = axis.get("domain", (0.0, 1.0))
        scale = (last - first) * (width - margin["l"] - margin["r"]) / (high - low)
        shown = [
            ((_number(at) - low) * scale, text)
            for at, text in zip(axis.get("tickvals", ()), axis.get("ticktext", ()), strict=True)
            if text
        ]
        found += [
            f"{one} and {next_}"
            for (here, one), (there, next_) in pairwise(sorted(shown))
            if there - here < (_width(one, size) + _width(next_, size)) / 2
        ]
    return found


def _width(line: str, size: float) -> float:
    """Width of a line of markup; a span may have a size of its own."""
    own = re.search(r"font-size:(\d+)px", line)
    return text_width(re.sub(r"<[^>]+>", "", line), float(own[1]) if own else size, bold="<b>" in line)


def _across(note: dict[str, Any], layout: dict[str, Any], box: tuple[float, ...]) -> float:
    if note.get("xref", "x") == "paper":
        return box[0] + note["x"] * (box[1] - box[0])
    axis = layout["xaxis" + note.get("xref", "x")[1:]]
    low, high = (_number(edge) for edge in axis["range"])
    return box[0] + (_number(note["x"]) - low) / (high - low) * (box[1] - box[0])


def _down(note: dict[str, Any], layout: dict[str, Any], box: tuple[float, ...]) -> float:
    share = note["y"]
    if (name := note.get("yref", "y")) != "paper":
        axis = layout["yaxis" + name[1:]]
        low, high = axis["range"]
        bottom, top = axis.get("domain", (0.0, 1.0))
        share = bottom + (note["y"] - low) / (high - low) * (top - bottom)
    return box[3] - share * (box[3] - box[2])


def _number(position: float | str) -> float:
    """A position on an axis as a number; months of a date axis as days."""
    if not isinstance(position, str):
        return float(position)
    return datetime.fromisoformat(f"{position}-01" if len(position) == 7 else position).timestamp() / 86_400
