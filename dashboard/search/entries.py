"""What can be found: one entry for each measure, place, meeting and page, with all it is called."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.data.meeting_days import meeting_files
from dashboard.editions.content import Edition, EditionDamaged
from dashboard.editions.written import Editions
from dashboard.meetings.file import load_meeting
from dashboard.meetings.material import Material
from dashboard.views.ways import by_word
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Indicator, Level
from loaders.ground.errors import UsageError
from loaders.ground.people.areas import NamedAreas
from loaders.ground.vocabulary import DIMENSIONS


class Sort(StrEnum):
    """What sort of thing was found, as it is headed."""

    MEASURE = "mått"
    PLACE = "plats"
    MEETING = "möte"
    PAGE = "sida"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to find. ``key`` is an indicator's id, a place's code, a meeting's date or a page's address.

    ``names`` are what it is called, the best first, ``synonyms`` what it is called besides, ``beside`` what has to do
    with it: that finds it last. ``order`` decides between equals, lowest first.
    """

    sort: Sort
    key: str
    title: str
    names: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    about: str = ""
    order: int = 0


def measures() -> tuple[Entry, ...]:
    """Every measure with its titles and declared synonyms; its tables, ways of showing and splits find it last."""
    found = []
    for order, one in enumerate(catalogue.shown()):
        values = [
            value.label_sv
            for name in one.dimensions
            for value in DIMENSIONS[name].values
            if value.code != one.default_slice[name]
        ]
        found.append(
            Entry(
                sort=Sort.MEASURE,
                key=one.id,
                title=one.short_title_sv,
                names=(one.short_title_sv, one.title_sv, one.slug.replace("-", " ")),
                synonyms=one.synonyms,
                beside=(one.topic, one.publisher_sv, *(query.table for query in one.queries), *_ways(one), *values),
                about=one.title_sv,
                order=order + (1_000 if one.secondary else 0),
            )
        )
    return tuple(found)


def _ways(indicator: Indicator) -> Iterator[str]:
    """The ways a measure is shown in, as the menu has them: *karta*, *rangordning*."""
    return (way.name(indicator) for way in by_word().values() if not way.why_not(indicator))


def all_of_sweden(home: str) -> tuple[Entry, ...]:
    """Riket, every county and municipality, those of the home county first. Gotland is told once."""
    found = []
    for order, place in enumerate(places.all_places().values()):
        if place.level is Level.MUNICIPALITY and places.is_alone(place.code):
            continue
        is_county = place.level is Level.COUNTY
        short = place.full_name.removesuffix(" län").removesuffix(" kommun")
        about = (
            "hela landet" if place.level is Level.NATION else "län" if is_county else places.place(place.county).name
        )
        other = {places.NATION: ("Sverige", "hela landet", "nationen")}.get(place.code, ())
        if is_county and len(places.municipalities(place.code)) == 1:
            alone = places.municipalities(place.code)[0]
            other, about = (alone.full_name, alone.code, alone.name), "län och kommun"
        found.append(
            Entry(
                sort=Sort.PLACE,
                key=place.code,
                title=place.full_name[0].upper() + place.full_name[1:],
                names=(
                    place.name,
                    place.full_name,
                    place.code,
                    short,
                    *((short.removesuffix("s"),) if is_county else ()),
                ),
                synonyms=(*other, *((places.COUNTY_NUTS[place.code],) if is_county else ())),
                beside=() if is_county or not place.county else (places.place(place.county).name,),
                about=about,
                order=order + (0 if place.county == home else 1_000) + (500 if is_county else 0),
            )
        )
    return tuple(found)


def named(areas: NamedAreas) -> tuple[Entry, ...]:
    """The areas that the region has names for, before all other places."""
    return tuple(
        Entry(
            sort=Sort.PLACE,
            key=one.place.code,
            title=one.place.name,
            names=(one.place.name,),
            synonyms=one.synonyms,
            about=f"område: {swedish.places_list([places.place(code) for code in one.place.parts])}",
            order=order - len(areas.areas),
        )
        for order, one in enumerate(areas.areas)
    )


def meetings(material: Material) -> tuple[Entry, ...]:
    """Every meeting that is shown, newest first: by its date, its title, its headlines, and what was said there.

    What was published of it; its file itself where drafts are shown. What cannot be read is told by the list of them.
    """
    found = _drafts(material) if material.data.shows_drafts else _published(material.editions)
    return tuple(
        Entry(
            sort=Sort.MEETING,
            key=one.day.isoformat(),
            title=f"{swedish.date_text(one.day)}: {one.title}",
            names=(one.title, *_said(one.day), *one.headlines),
            beside=(one.place, "möte", "möten", "bilder", *one.measures, *one.said),
            about=one.headlines[0] if one.headlines else one.place,
            order=order,
        )
        for order, one in enumerate(found)
    )


@dataclass(frozen=True, slots=True)
class _Meeting:
    """What a meeting is found by. said: sentences, the analyst's words, questions and answers."""

    day: date
    title: str
    place: str
    headlines: tuple[str, ...]
    measures: tuple[str, ...]
    said: tuple[str, ...] = ()


def _published(editions: Editions) -> Iterator[_Meeting]:
    for day in editions.days():
        try:
            one = editions.edition(editions.newest(day))
        except (EditionDamaged, UsageError):
            continue
        headlines = tuple(dict.fromkeys((one.summary_headline, *(slide.headline for slide in one.slides))))
        measures = dict.fromkeys(used.title for _, used in one.used)
        said = tuple(_said_at(one))
        yield _Meeting(day, one.head.title, one.head.place, tuple(filter(None, headlines)), tuple(measures), said)


def _said_at(edition: Edition) -> Iterator[str]:
    for slide in edition.slides:
        yield from filter(None, (slide.sentence, *slide.words))
        for statement in slide.lines:
            yield from (statement.heading, *statement.told)
    for question in edition.questions:
        yield from (question.text, question.answer)


def _drafts(material: Material) -> Iterator[_Meeting]:
    for path in meeting_files(material.folder):
        try:
            one = load_meeting(path)
        except UsageError:
            continue
        headlines = tuple(view.headline for view in one.views if view.headline)
        shown = dict.fromkeys(chosen.indicator for view in one.views for chosen in view.selections if chosen.indicator)
        titles = tuple(catalogue.indicator(id_).short_title_sv for id_ in shown)
        yield _Meeting(one.date, one.title, one.place, headlines, titles)


def _said(day: date) -> tuple[str, ...]:
    return swedish.date_text(day), day.isoformat(), f"{day:%Y%m%d}", f"{day:%Y-%m}"


def pages(called: Iterable[tuple[str, str, Sequence[str]]]) -> tuple[Entry, ...]:
    """Pages by address, their words in the menu and further ones."""
    return tuple(
        Entry(sort=Sort.PAGE, key=address, title=name, names=(name,), synonyms=tuple(words), about="sida", order=order)
        for order, (address, name, words) in enumerate(called)
    )
