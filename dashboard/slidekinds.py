"""The view of every kind of slide: one figure or two, with a box or without, and the analyst's free slide."""

import base64
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from dashboard import svg, swedish
from dashboard.figures.box import boxed
from dashboard.figures.stack import stacked
from dashboard.meeting import Meeting, MeetingView
from dashboard.model import Column, Size, Table, View
from dashboard.selection import LEVEL, Selection
from dashboard.slide_outlook import outlook
from dashboard.slide_summary import summary
from dashboard.slidebase import Around, Viewer, sources
from dashboard.theme import FRAMES, THEME, Theme
from dashboard.words import Number, distances
from loaders import catalogue, places
from loaders.errors import ReportError, UsageError

LARGEST_PICTURE_BYTES = 1_000_000
_GREY = re.compile(r"Grå linjer: [^.]*\. ?")
_FORMATS = {".png": "png", ".jpg": "jpg", ".jpeg": "jpg", ".svg": "svg"}
_MEDIA = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


def made(meeting: Meeting, asked: MeetingView, viewer: Viewer, size: Size, around: Around) -> View:
    """The view of any kind of slide. LanspulsError where it cannot be made."""
    if asked.kind == "summary":
        return summary(meeting, asked, viewer, size, around)
    if asked.kind == "free":
        return _free(asked, around)
    if asked.kind == "outlook":
        return outlook(meeting, viewer, around)
    return shown(asked.selections, asked.box, viewer, size)


def shown(selections: tuple[Selection, ...], box: Selection | None, viewer: Viewer, size: Size) -> View:
    """One figure or two above each other, with another measure's newest number in a box if there is one."""
    if len(selections) == 1:
        found = _against_nation(alone(viewer(selections[0], size)), selections[0], viewer)
    else:
        found = _pair(*(alone(viewer(chosen, size.half)) for chosen in selections))
    return found if box is None else _with_box(found, viewer(box, size), size)


def _against_nation(view: View, chosen: Selection, viewer: Viewer) -> View:
    """The view of a share beside riket, told by its distance to riket where the link asks for that comparison."""
    if chosen.compare != (places.NATION,) or chosen.shown_as != LEVEL or chosen.region == places.NATION:
        return view
    other = viewer(chosen.but(region=places.NATION, compare=(), until=view.period), Size.PHONE)
    own, nation = view.details.get("claim"), other.details.get("claim")
    both = isinstance(own, Number) and isinstance(nation, Number)
    if not both or not (headline := distances.against(own, nation)):
        return view
    beside = f"I riket var den {swedish.percent(nation.now, nation.facts.indicator.decimals)}."
    return replace(
        view,
        headline=headline,
        sentence=f"{view.sentence} {beside}",
        alt=view.alt.replace(view.headline, headline, 1),
    )


def alone(view: View) -> View:
    """The view without the hairlines of the county's other municipalities: a slide has two lines, not ten."""
    behind = {swedish.capital(places.place(code).name) for code in view.details.get("neighbours", ())}
    if view.figure is None or not _GREY.search(caption := str(view.details.get("caption", ""))):
        return view
    traces = [trace for trace in view.figure["data"] if trace.get("name") not in behind]
    plain = _GREY.sub("", caption).strip()
    notes = tuple(plain if note == caption else note for note in view.notes)
    return replace(
        view,
        figure=view.figure | {"data": traces},
        notes=tuple(note for note in notes if note),
        details=view.details | {"caption": plain},
    )


def _pair(upper: View, lower: View) -> View:
    """Two views as one: figures above each other, and everything said of both."""
    figure = stacked(upper.figure, lower.figure) if upper.figure and lower.figure else upper.figure or lower.figure
    both = (upper, lower)
    names = {view.indicator: catalogue.indicator(view.indicator).short_title_sv for view in both}
    captions = [f"{names[view.indicator]}: {view.details['caption']}" for view in both if view.details.get("caption")]
    when = tuple(dict.fromkeys(swedish.period_name(view.period) for view in both if view.period))
    titles = f"{upper.title}. {lower.title}. {swedish.capital(when[0])}." if len(when) == 1 else _dated(both)
    further = (lower.table, *(table for view in both for table in view.details.get("further", ())))
    return replace(
        upper,
        title=f"{upper.title} och {lower.title}",
        subtitle=titles,
        sentence=f"{upper.sentence} {lower.sentence}",
        alt=f"Överst: {upper.alt} Underst: {lower.alt}",
        figure=figure,
        source=sources(both),
        definition=" ".join(f"{names[view.indicator]}: {view.definition}" for view in both if view.definition),
        caveat=" ".join(f"{names[view.indicator]}: {view.caveat}" for view in both if view.caveat),
        notes=(*captions, *(note for view in both for note in _beside(view))),
        synthetic=upper.synthetic or lower.synthetic,
        details=upper.details | {"caption": "", "further": further},
    )


def _dated(views: tuple[View, ...]) -> str:
    """Each title with its own newest period."""
    return " ".join(f"{v.title}{f', {swedish.period_name(v.period)}' if v.period else ''}." for v in views)


def _beside(view: View) -> list[str]:
    return [note for note in view.notes if note != view.details.get("caption")]


def _with_box(view: View, other: View, size: Size, theme: Theme = THEME) -> View:
    """The view with another measure's newest number in a box that says it is another measure, and whose number it is.

    Where the measure does not exist at the place's level the box says so and gives the number of the level above.
    """
    title, number = other.title, str(other.details.get("number", ""))
    if not number or view.figure is None:
        return view
    own, asked = (str(other.details.get(key, "")) for key in ("own", "asked"))
    where = f"{swedish.capital(places.place(own).full_name)}, " if own else ""
    if own != asked:
        where = f"Finns bara för {places.place(own).level.value}. {where}"
    when = swedish.period_name(other.period)
    text = f"{title}. {where}{when}: {number}. Ett annat mått, jämför det inte med linjerna."
    lines = (title, f"{where}{when}: <b>{number}</b>", "Ett annat mått, jämför inte med linjerna")
    figure = boxed(view.figure, lines, FRAMES[size], theme)
    return replace(
        view,
        figure=figure,
        alt=f"{view.alt} Ruta: {text}",
        notes=(*view.notes, f"Rutan: {text} {other.source}"),
    )


def _free(asked: MeetingView, around: Around) -> View:
    table = Table("", (), ())
    if asked.table:
        heading, *rows = asked.table
        table = Table(asked.headline, tuple(Column(text) for text in heading), tuple(rows))
    text = " ".join(asked.text.split())
    details: dict[str, Any] = {"shows_table": bool(asked.table)}
    if asked.picture:
        details["picture"] = _picture(asked, around.folder)
    return View(
        indicator="",
        link="",
        title="Fri bild",
        subtitle="",
        headline=asked.headline,
        sentence=text,
        alt=asked.alt,
        figure=None,
        table=table,
        source=asked.source,
        definition="",
        caveat="",
        synthetic="DEMODATA" in asked.source,
        details=details,
    )


def _picture(asked: MeetingView, folder: Path | None) -> dict[str, Any]:
    """A picture beside the meeting file: its bytes, format, alternative text, and itself as an address."""
    path = (folder or Path()) / asked.picture
    if folder is None or not path.is_file():
        raise UsageError(f"there is no {asked.picture}", f"Bilden {asked.picture} finns inte bredvid mötesfilen.")
    content, form = path.read_bytes(), _FORMATS[path.suffix.lower()]
    if len(content) > LARGEST_PICTURE_BYTES:
        raise UsageError(f"{asked.picture} is larger than 1 MB", f"Bilden {asked.picture} är större än 1 MB.")
    if form == "svg":
        try:
            content = svg.checked(content.decode()).encode()
        except (ReportError, UnicodeDecodeError) as error:
            raise UsageError(f"{asked.picture}: {error}", f"SVG-bilden {asked.picture} kan inte användas.") from None
    address = f"data:{_MEDIA[form]};base64,{base64.b64encode(content).decode()}"
    return {"bytes": list(content), "format": form, "alt": asked.alt, "address": address}
