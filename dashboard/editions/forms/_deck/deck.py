"""The edition as a deck: claims as titles, native charts, alternative texts, sources. never the notes."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lxml import etree
from pptx import Presentation

from dashboard.editions.content import Edition, Slide
from dashboard.editions.corrections_told import CORRECTED, corrections_of
from dashboard.editions.forms._deck import plotted, slides
from dashboard.editions.forms._deck.base import Stage
from dashboard.editions.forms._packed import packed
from dashboard.model import DEMODATA, Column, Table
from dashboard.words import swedish
from loaders.ground.errors import UsageError

LARGEST_MB = 25
QUESTIONS = "Frågor från mötet"


def document(edition: Edition) -> bytes:
    """The whole deck: cover, corrections where there are any, every slide shown, approved questions."""
    stage = Stage()
    slides.add_cover(stage, edition)
    if edition.corrected:
        slides.add_told(stage, edition, CORRECTED, corrections_of(edition))
    for slide in edition.shown:
        slides.add_slide(stage, edition, slide)
    if edition.questions:
        slides.add_told(stage, edition, QUESTIONS, _questions(edition))
    return _written(stage, edition, f"{edition.head.title} {swedish.date_text(edition.head.day)}")


def make_chosen(edition: Edition, numbers: Sequence[int], template: bytes | None = None) -> bytes:
    """The slides of these numbers without cover, in that order, for the deck of an agenda.

    template: a region's own .pptx or .potx, of which fonts, colours and logo are taken. UsageError for a number that
    the meeting has not, and for a template that cannot be used.
    """
    by_number = {slide.number: slide for slide in edition.slides}
    unknown = [number for number in numbers if number not in by_number]
    if unknown or not numbers:
        there = f"{min(by_number)}–{max(by_number)}" if by_number else "–"
        which = ", ".join(map(str, unknown)) or "–"
        raise UsageError(
            f"no slide {which}: the meeting has slides {there}",
            f"Det finns ingen bild {which}. Mötet har bilderna {there}." if unknown else f"Välj bilder bland {there}.",
        )
    stage = Stage(template)
    for number in numbers:
        slides.add_slide(stage, edition, by_number[number])
    return _written(stage, edition, f"Bilder ur {edition.head.title} {swedish.date_text(edition.head.day)}")


def check(edition: Edition, content: bytes) -> Iterable[str]:
    """What is wrong with a deck of the whole edition: titles, numbers, alternative texts, marks, notes, size."""
    try:
        show: Any = Presentation(io.BytesIO(content))
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        return [f"PPTX-filen går inte att läsa ({error})."]
    found = list(_of_the_file(content))
    titles = [
        swedish_spaces(slide.shapes.title.text) if slide.shapes.title is not None else "" for slide in show.slides
    ]
    if "" in titles:
        found.append(f"PPTX: bild {titles.index('') + 1} saknar rubrik.")
    at = 0
    for slide in edition.shown:
        wanted = swedish_spaces(slide.headline)
        if wanted not in titles[at:]:
            found.append(f"PPTX: bild {slide.number} saknas, eller har en annan rubrik än ”{slide.headline}”.")
            continue
        at = titles.index(wanted, at) + 1
        found += _of_a_slide(slide, show.slides[at - 1])
    return found


def swedish_spaces(text: str) -> str:
    """A text with ordinary spaces, to be compared."""
    return " ".join(text.split())


def _of_the_file(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        names = read.namelist()
    if any("notesSlide" in name or "comment" in name for name in names):
        yield "PPTX: filen har anteckningar eller kommentarer. Publicerade former får inte ha det."
    if len(content) > LARGEST_MB * 1_000_000:
        yield f"PPTX: filen är större än {LARGEST_MB} MB. Gör de egna bilderna mindre."


def _of_a_slide(slide: Slide, made: Any) -> Iterator[str]:
    where = f"PPTX: bild {slide.number}"
    shapes = list(made.shapes)
    texts = " ".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
    for shape in shapes:
        is_graphic = shape.has_chart or shape.has_table or shape._element.tag.endswith("}pic")
        if is_graphic and not any(shape._element.xpath(".//p:cNvPr/@descr")):
            yield f"{where}: {shape.name} saknar alternativtext."
    if slide.synthetic and DEMODATA not in texts:
        yield f"{where} säger inte att siffrorna är påhittade ({DEMODATA})."
    if slide.plain_source not in texts:
        yield f"{where} saknar sin källa."
    drawn = [shape.chart for shape in shapes if shape.has_chart]
    if drawn and _numbers_of_charts(drawn) != _numbers_of_slide(slide):
        yield f"{where}: diagrammets siffror är inte utgåvans."


def _numbers_of_charts(drawn: Sequence[Any]) -> list[tuple[str, tuple[float | None, ...]]]:
    return [(one.name, tuple(one.values)) for chart in drawn for one in chart.plots[0].series]


def _numbers_of_slide(slide: Slide) -> list[tuple[str, tuple[float | None, ...]]]:
    return [
        (used.columns.labels_sv[column], tuple(used.values[row][column] for row in part.rows))
        for used in map(plotted.as_drawn, slide.used)
        for part in plotted.parts_of(used)
        for column in part.columns
    ]


def _questions(edition: Edition) -> Table:
    def about(slide: int, place: str) -> str:
        return ", ".join(one for one in (f"bild {slide}" if slide else "", place) if one)

    rows = tuple(
        (one.text, one.answer or "Besvaras senare", swedish.capital(about(one.slide, one.place_sv)))
        for one in edition.questions
    )
    return Table("Frågor från mötet", (Column("Fråga"), Column("Svar"), Column("Gällde")), rows)


def _written(stage: Stage, edition: Edition, title: str) -> bytes:
    told = stage.show.core_properties
    told.title, told.author = title, edition.head.organisation or "Länspuls"
    told.last_modified_by, told.language, told.revision = told.author, "sv-SE", 1
    told.subject = f"Utgåva {edition.number}"
    told.comments = f"{DEMODATA}: påhittade siffror." if edition.synthetic else ""
    told.keywords = told.category = ""
    told.created = told.modified = edition.moment.replace(tzinfo=None)
    target = io.BytesIO()
    stage.show.save(target)
    return packed(target.getvalue(), edition.moment)
