"""A slide of figures: one, or two above each other, with another measure's newest number in a box if there is one."""

from dataclasses import dataclass, replace

from dashboard.figures.box import boxed
from dashboard.figures.stack import stacked
from dashboard.figures.theme import FRAMES, THEME, Theme
from dashboard.meetings.material import Material
from dashboard.meetings.slides import Content, Keys, Setting, SlideKind
from dashboard.meetings.slides._sources import sources
from dashboard.model import Size
from dashboard.views import ways
from dashboard.views.selection import Selection
from dashboard.views.slide_view import SlideView
from dashboard.views.view import View
from dashboard.words import Number, distances, swedish
from loaders.ground import places
from loaders.ground.errors import NothingPublishedYet
from loaders.ground.places import Place

MOST_FIGURES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures(Content):
    """One selection or two, and that of the box."""

    box: Selection | None = None

    @property
    def beside(self) -> tuple[Selection, ...]:
        """That of the box."""
        return () if self.box is None else (self.box,)


def read(keys: Keys) -> Figures:
    """``link``, or ``links`` of two, the first above the second; ``box``."""
    if "links" not in keys:
        selections: tuple[Selection, ...] = (keys.link("link"),)
    elif "link" in keys:
        raise keys.wrong("link", "write link or links, not both", "skriv link eller links, inte båda.")
    else:
        selections = keys.links("links", MOST_FIGURES)
    return Figures(selections=selections, box=keys.link("box") if "box" in keys else None)


def view(content: Figures, setting: Setting) -> SlideView:
    """The figures with what they say."""
    material, size = setting.material, setting.size
    if len(content.selections) == 1:
        chosen = content.selections[0]
        found = single(_against_nation(material.view(chosen, size), chosen, material))
    else:
        found = _pair(*(material.view(chosen, size.half) for chosen in content.selections))
    if content.box is None:
        return found
    try:
        return _with_box(found, material.view(content.box, size), size)
    except NothingPublishedYet:
        return found  # the box was to hold a fresher number, which was not out by then; the lines were


def turn(content: Figures, place: Place) -> Figures:
    """The same figures, and the same box, of another place."""
    return Figures(
        selections=tuple(chosen.but(region=place.code) for chosen in content.selections),
        box=content.box.but(region=place.code) if content.box is not None else None,
    )


def single(view: View) -> SlideView:
    """The slide of one view."""
    return SlideView(
        title=view.title,
        subtitle=view.subtitle,
        headline=view.headline,
        sentence=view.sentence,
        figure=view.figure,
        caption=" ".join(filter(None, (view.elsewhere_sv, view.caption))),
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


def _against_nation(view: View, chosen: Selection, material: Material) -> View:
    """The view of a share beside riket, told by its distance to riket where the link asks for that comparison.

    The distance in points and persons stands under the title, which is shown with the figure, as is its caption.
    """
    if chosen.compare != (places.NATION,) or not ways.of(chosen).is_level or chosen.region == places.NATION:
        return view
    other = material.view(chosen.but(region=places.NATION, compare=(), until=view.period), Size.PHONE)
    own, nation = view.claim, other.claim
    if not isinstance(own, Number) or not isinstance(nation, Number):
        return view
    headline = distances.against(own, nation)
    if not headline:
        return view
    apart = distances.distance(own, nation)
    return replace(
        view,
        headline=headline,
        sentence=f"{view.sentence} {distances.beside(own, nation)}",
        drawn=replace(
            view.drawn,
            caption=f"{view.caption} {apart}".strip(),
            description=f"{view.drawn.description} {apart}".strip(),
        ),
    )


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
        headline_below=lower.headline,
        sentence=f"{upper.sentence} {lower.sentence}",
        figure=stacked(upper.figure, lower.figure) if upper.figure and lower.figure else upper.figure or lower.figure,
        captions_of_bands=tuple(dict.fromkeys(_named(view) for view in both if view.drawn.has_band)),
        alt=f"Överst: {upper.alt} Underst: {lower.alt}",
        table=upper.table,
        further=(*upper.tables.further, lower.table),
        notes=(
            *dict.fromkeys(filter(None, (view.elsewhere_sv for view in both))),
            *captions,
            *(note for view in both for note in view.remarks),
        ),
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


KIND = SlideKind(
    word="view",
    keys=("link", "links", "box"),
    read=read,
    view=view,
    turn=turn,
    examples=(
        'link = "/indikator/arbetsloshet?jamfor=00"\nbox = "/indikator/folkmangd"',
        'links = ["/indikator/arbetsloshet", "/indikator/sysselsattningsgrad"]',
    ),
)
