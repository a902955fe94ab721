"""What a correction is: each number that is another than in the edition before, and what else a slide now says."""

from collections.abc import Iterator
from dataclasses import replace

from dashboard.editions.content import Corrected, Edition, Kind, Slide
from dashboard.editions.told import time_and_place_sv
from dashboard.model import Table
from dashboard.publishing.same_slides import same_slides
from dashboard.publishing.since import changed_cells, once
from loaders.ground.clock import STOCKHOLM

NONE = "–"


def corrections(before: Edition, after: Edition) -> Iterator[Corrected]:
    """Every number that one edition shows otherwise than the one before, of the same measure, place and period.

    Then what else is another: the meeting's place, time and next day; the headline of a slide without such a number,
    the cells of its own table, its text or picture; slides that are gone, and further ones. One row at least, so that
    the note of a correction is among those of later editions.
    """
    rows = list(_numbers(before, after))
    with_numbers = {row.slide for row in rows}
    rows += _of_head(before, after)
    by_number = {slide.number: slide for slide in before.slides}
    same = same_slides(after.slides, before.slides)
    for slide in after.slides:
        if slide.number not in same:
            rows.append(_row(slide.number, "Bild", NONE, "tillagd"))
        elif slide.number not in with_numbers:
            rows += _of_slide(by_number[same[slide.number]], slide)
    gone = sorted(by_number.keys() - set(same.values()))
    rows += [_row(0, f"Bild {n}", _headline(by_number[n]), "borttagen") for n in gone]
    yield from rows or [_row(0, "Annat än siffror", NONE, NONE)]


def corrected_before(before: Edition, after: Edition) -> Iterator[Corrected]:
    """What the edition before corrected, itself or those before it, each with the slide that shows it in ``after``."""
    links = {slide.number: {used.link for used in slide.used} for slide in before.slides}
    by_now = {old: new for new, old in same_slides(after.slides, before.slides).items()}
    plain = {slide.number for slide in after.slides if not slide.used}
    is_its_own = before.kind is Kind.CORRECTION
    for one in before.corrected:
        shown = links.get(one.slide, set())
        number = next((slide.number for slide in after.slides for used in slide.used if used.link in shown), 0)
        if not shown and by_now.get(one.slide) in plain:
            number = by_now[one.slide]
        own_day = before.moment.astimezone(STOCKHOLM).date() if is_its_own else None
        why = one.why_sv or (before.note if is_its_own else "")
        yield replace(one, slide=number, why_sv=why, day=one.day or own_day)


def _numbers(before: Edition, after: Edition) -> Iterator[Corrected]:
    now = {used.link: (slide, used) for slide, used in after.used}
    told = set()
    for used, _ in once(before):
        slide, again = now.get(used.link, (None, None))
        if again is None or slide is None:
            continue
        for row in changed_cells(used, again, (slide.number,)):
            if row.what_sv not in told:
                told.add(row.what_sv)
                yield Corrected(
                    slide=slide.number,
                    what_sv=row.what_sv,
                    measure_sv=row.measure_sv,
                    place_sv=row.place_sv,
                    wrong=row.before,
                    right=row.now,
                )


def _of_head(before: Edition, after: Edition) -> Iterator[Corrected]:
    """What is another of the meeting itself."""
    was, now = _head_of(before), _head_of(after)
    for what in was:
        if was[what] != now[what]:
            yield _row(0, what, was[what] or NONE, now[what] or NONE)


def _head_of(edition: Edition) -> dict[str, str]:
    head = edition.head
    return {
        "Mötets namn": head.title,
        "Tid och plats": time_and_place_sv(edition),
        "Fördjupning": head.deep_dive,
        "Nästa möte": head.next_sv,
    }


def _headline(slide: Slide) -> str:
    return ". ".join(filter(None, (slide.headline, slide.headline_below))) or slide.title


def _of_slide(before: Slide, after: Slide) -> Iterator[Corrected]:
    """What a slide says otherwise in words, in its own table or by its picture."""
    n = after.number
    if before.headline != after.headline:
        yield _row(n, "Rubrik", before.headline, after.headline)
    if before.shows_table or after.shows_table:
        yield from _of_table(n, before.table, after.table)
    if not after.has_figure and before.sentence != after.sentence:
        yield _row(n, "Text", NONE, "ändrad")
    if before.words != after.words:
        yield _row(n, "Analytikerns ord", NONE, "ändrade")
    if before.picture != after.picture:
        yield _row(n, "Bild", NONE, "utbytt")


def _of_table(n: int, before: Table, after: Table) -> Iterator[Corrected]:
    """The cells of an own table that are others; of one with other rows or columns that it is another."""
    same = [column.title for column in before.columns] == [column.title for column in after.columns]
    if not same or [row[0] for row in before.rows] != [row[0] for row in after.rows]:
        if before != after:
            yield _row(n, "Tabell", NONE, "utbytt")
        return
    for old, new in zip(before.rows, after.rows, strict=True):
        for column, was, now in zip(after.columns, old, new, strict=True):
            if was != now:
                yield _row(n, f"{new[0]}, {column.title}", was, now)


def _row(slide: int, what: str, wrong: str, right: str) -> Corrected:
    return Corrected(slide=slide, what_sv=what, measure_sv=what, wrong=wrong, right=right)
