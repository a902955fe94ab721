"""The view of every kind of slide: one figure or two, with a box or without, and the analyst's free slide."""

from dataclasses import replace
from pathlib import Path

from dashboard import svg, swedish, ways
from dashboard.figures.box import boxed
from dashboard.figures.stack import stacked
from dashboard.meeting import Meeting, MeetingView
from dashboard.model import NO_TABLE, Column, Size, Table
from dashboard.selection import Selection
from dashboard.slide_outlook import outlook
from dashboard.slide_summary import summary
from dashboard.slide_view import Picture, SlideView
from dashboard.slidebase import Around, Viewer, sources
from dashboard.theme import FRAMES, THEME, Theme
from dashboard.view import View
from dashboard.words import Number, distances
from loaders import places
from loaders.errors import ReportError, UsageError

LARGEST_PICTURE_BYTES = 1_000_000
_FORMATS = {".png": "png", ".jpg": "jpg", ".jpeg": "jpg", ".svg": "svg"}


def made(meeting: Meeting, asked: MeetingView, viewer: Viewer, size: Size, around: Around) -> SlideView:
    """What any kind of slide shows. LanspulsError where it cannot be made."""
    if asked.kind == "summary":
        return summary(meeting, asked, viewer, size, around)
    if asked.kind == "free":
        return _free(asked, around)
    if asked.kind == "outlook":
        return outlook(meeting, viewer, around)
    return shown(asked.selections, asked.box, viewer, size)


def shown(selections: tuple[Selection, ...], box: Selection | None, viewer: Viewer, size: Size) -> SlideView:
    """One figure or two above each other, with another measure's newest number in a box if there is one."""
    if len(selections) == 1:
        found = single(_against_nation(viewer(selections[0], size), selections[0], viewer))
    else:
        found = _pair(*(viewer(chosen, size.half) for chosen in selections))
    return found if box is None else _with_box(found, viewer(box, size), size)


def single(view: View) -> SlideView:
    """The slide of one view."""
    return SlideView(
        title=view.title,
        subtitle=view.subtitle,
        headline=view.headline,
        sentence=view.sentence,
        figure=view.figure,
        caption=view.caption,
        captions_of_bands=(view.caption,) if view.drawn.has_band else (),
        alt=view.alt,
        table=view.table,
        further=view.tables.further,
        notes=view.remarks,
        plain_source=view.origin.plain_line(),
        definition=view.definition,
        caveat=view.caveat,
        synthetic=view.synthetic,
        link=view.link,
        view=view,
    )


def _against_nation(view: View, chosen: Selection, viewer: Viewer) -> View:
    """The view of a share beside riket, told by its distance to riket where the link asks for that comparison."""
    if chosen.compare != (places.NATION,) or not ways.of(chosen).is_level or chosen.region == places.NATION:
        return view
    other = viewer(chosen.but(region=places.NATION, compare=(), until=view.period), Size.PHONE)
    own, nation = view.claim, other.claim
    if not (isinstance(own, Number) and isinstance(nation, Number)):
        return view
    headline = distances.against(own, nation)
    if not headline:
        return view
    beside = f"I riket var den {swedish.percent(nation.now, other.declared.decimals)}."
    return replace(view, headline=headline, sentence=f"{view.sentence} {beside}")


def _pair(upper: View, lower: View) -> SlideView:
    """Two views as one: figures above each other, and everything said of both."""
    both = (upper, lower)
    when = tuple(dict.fromkeys(swedish.period_name(view.period) for view in both if view.period))
    titles = f"{upper.title}. {lower.title}. {swedish.capital(when[0])}." if len(when) == 1 else _dated(both)
    captions = [_named(view) for view in both if view.caption]
    about = [view.declared for view in both]
    return SlideView(
        title=f"{upper.title} och {lower.title}",
        subtitle=titles,
        headline=upper.headline,
        sentence=f"{upper.sentence} {lower.sentence}",
        figure=stacked(upper.figure, lower.figure) if upper.figure and lower.figure else upper.figure or lower.figure,
        captions_of_bands=tuple(dict.fromkeys(_named(view) for view in both if view.drawn.has_band)),
        alt=f"Överst: {upper.alt} Underst: {lower.alt}",
        table=upper.table,
        further=(*upper.tables.further, lower.table),
        notes=(*captions, *(note for view in both for note in view.remarks)),
        plain_source=sources(both),
        definition=" ".join(f"{one.short_title_sv}: {one.definition_sv}" for one in about if one.definition_sv),
        caveat=" ".join(f"{one.short_title_sv}: {one.caveat_sv}" for one in about if one.caveat_sv),
        synthetic=upper.synthetic or lower.synthetic,
        link=upper.link,
        view=upper,
    )


def _named(view: View) -> str:
    """A view's caption with the name of its measure."""
    return f"{view.declared.short_title_sv}: {view.caption}"


def _dated(views: tuple[View, ...]) -> str:
    """Each title with its own newest period."""
    return " ".join(f"{v.title}{f', {swedish.period_name(v.period)}' if v.period else ''}." for v in views)


def _with_box(slide: SlideView, other: View, size: Size, theme: Theme = THEME) -> SlideView:
    """The slide with another measure's newest number in a box that says it is another measure, and whose number it is.

    Where the measure does not exist at the place's level the box says so and gives the number of the level above.
    """
    if not other.number or slide.figure is None:
        return slide
    where = f"{swedish.capital(other.places.own.full_name)}, "
    if other.places.is_elsewhere:
        where = f"Finns bara för {other.places.own.level.value}. {where}"
    when = swedish.period_name(other.period)
    text = f"{other.title}. {where}{when}: {other.number}. Ett annat mått, jämför det inte med linjerna."
    lines = (other.title, f"{where}{when}: <b>{other.number}</b>", "Ett annat mått, jämför inte med linjerna")
    return replace(
        slide,
        figure=boxed(slide.figure, lines, FRAMES[size], theme),
        alt=f"{slide.alt} Ruta: {text}",
        notes=(*slide.notes, f"Rutan: {text} {other.source}"),
    )


def _free(asked: MeetingView, around: Around) -> SlideView:
    table = NO_TABLE
    if asked.table:
        heading, *rows = asked.table
        table = Table(asked.headline, tuple(Column(text) for text in heading), tuple(rows))
    return SlideView(
        title="Fri bild",
        headline=asked.headline,
        sentence=" ".join(asked.text.split()),
        alt=asked.alt,
        table=table,
        plain_source=asked.plain_source,
        synthetic=asked.is_made_up,
        picture=_picture(asked, around.folder) if asked.picture else None,
        shows_table=bool(asked.table),
    )


def _picture(asked: MeetingView, folder: Path | None) -> Picture:
    """A picture beside the meeting file."""
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
    return Picture(content=content, format=form, alt=asked.alt)
