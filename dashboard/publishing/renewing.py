"""``next_meeting_text``: the draft of the next meeting from that of the one before, with its comments and its order."""

from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

import tomlkit
from tomlkit.items import AoT, Comment, Table, Whitespace

from dashboard.meetings.toml_file import parsed
from dashboard.meetings.wheel import Question, Wheel, built_in
from dashboard.views.overview.choosing import STANDING
from dashboard.words import swedish
from loaders import catalogue
from loaders.ground import places
from loaders.ground.clock import day_written
from loaders.ground.declarations import Grain
from loaders.ground.errors import UsageError
from loaders.ground.periods import Period

_PUBLISHED_BY = "`lanspuls meeting publish {}`"
_OF_ITS_DAY = ("as_of", "next", "next_start", "next_place", "lank", "bilaga", "fraga")
"""Keys of a meeting that the next one does not inherit."""
_OF_ITS_MONTH = ("headline", "kept", "words")
"""Keys of a slide of figures that were written of last time's figures."""
OURS = Wheel()
"""The year's wheel of a region that has written none."""
_FREE, _OUTLOOK = "free", "outlook"
_OF_PERIODS, _OF_A_DAY = ("fran", "till"), "per"
"""Words of a link that name periods, and the one that names a day (dashboard/views/selection.py)."""


def next_meeting_text(
    day: date, before: str | None, *, county: str, place: str, title: str, wheel: Wheel = OURS
) -> str:
    """The text of a meeting file for a day. ``before``: that of the last meeting; the standing segment without one.

    Links that name periods are moved on by as many months as there are between the two days; words and headlines that
    were written of last time's figures are left out, notes stay; the question of the month is that of the year's wheel,
    and what an earlier wheel asked goes too.
    UsageError where the text before is not understood.
    """
    if before is None:
        return standing_segment(day, county=county, place=place, title=title, wheel=wheel)
    parsed(before, "mötet före")
    document = tomlkit.parse(before)
    held = _day(document)
    document["date"] = day
    for key in _OF_ITS_DAY:
        if key in document:
            document.remove(key)
    views = document.get("view")
    if not isinstance(views, AoT):
        raise UsageError("the meeting before has no [[view]]", "Mötet före har inga bilder ([[view]]).")
    old = [_links(tomlkit.parse(one.shown)) for one in (*wheel.questions(held), *built_in(held))]
    above = _comments_above(views)
    kept = [(view, notes) for view, notes in zip(views, above, strict=True) if str(view.get("kind", "")) != _FREE]
    at = next((n for n, (view, _) in enumerate(kept) if _links(view) in old), None)
    asked = [(_question_table(one), _NO_COMMENTS) for one in wheel.questions(day)]
    renewed: list[tuple[Table, list[Comment | Whitespace]]] = []
    for n, (view, notes) in enumerate(kept):
        if _links(view) in old:
            if n == at:
                renewed += [(asked[0][0], notes), *asked[1:]]
            continue
        if at is None and str(view.get("kind", "")) == _OUTLOOK:
            at = n
            renewed += asked
        renewed.append((_moved(view, held, day), notes))
    document["view"] = _with_comments(renewed if at is not None else [*renewed, *asked])
    return tomlkit.dumps(document).replace(_PUBLISHED_BY.format(held), _PUBLISHED_BY.format(day))


def left_behind_sv(before: str) -> str:
    """What the next meeting does not inherit of this one's text, counted and named: ``egna rubriker på 2 bilder, …``.

    Empty where all of it goes along. UsageError where the text is not understood.
    """
    _, document = parsed(before, "mötet före")
    views = list(document.get("view", ()))
    free = [str(view.get("headline", "")) for view in views if view.get("kind") == _FREE]
    figures = [view for view in views if view.get("kind") != _FREE]
    told = [
        *(_counted(sum(key in view for view in figures), sort) for key, sort in _LEFT_OF_A_SLIDE.items()),
        *(f"den fria bilden ”{headline}”" for headline in free),
        *(_counted(len(document.get(key, ())), sort) for key, sort in _LEFT_OF_A_MEETING.items()),
    ]
    return swedish.listing(filter(None, told))


_LEFT_OF_A_SLIDE = {
    "headline": ("egen rubrik på 1 bild", "egna rubriker på {} bilder"),
    "words": ("egna ord på 1 bild", "egna ord på {} bilder"),
}
_LEFT_OF_A_MEETING = {
    "fraga": ("1 fråga", "{} frågor"),
    "lank": ("1 länk", "{} länkar"),
    "bilaga": ("1 bilaga", "{} bilagor"),
}
"""What is counted of what is left behind: what one is called, and several."""


def _counted(count: int, sort: tuple[str, str]) -> str:
    return "" if not count else sort[0] if count == 1 else sort[1].format(count)


_NO_COMMENTS: list[Comment | Whitespace] = []


def _comments_above(views: AoT) -> list[list[Comment | Whitespace]]:
    """What stands above each slide, taken from the end of the one before, which tomlkit counts it to.

    What stands above the first is not the slides' and stays; what follows the last goes with what it was written of.
    """
    above: list[list[Comment | Whitespace]] = [[]]
    for view in views:
        body = view.value.body
        notes: list[Comment | Whitespace] = []
        while body and body[-1][0] is None:
            notes.insert(0, body.pop()[1])
        above.append(notes)
    return above[:-1]


def _with_comments(slides: list[tuple[Table, list[Comment | Whitespace]]]) -> AoT:
    """Slides with what stands above each."""
    for n, (slide, _) in enumerate(slides):
        following = slides[n + 1][1] if n + 1 < len(slides) else []
        for note in following or [tomlkit.nl()]:
            slide.add(note)
    return AoT([slide for slide, _ in slides], name="view", parsed=True)  # without blank lines of its own


def _day(document: Any) -> date:
    value = document.get("date")
    day = day_written(value if isinstance(value, date) else str(value))
    if day is None:
        raise UsageError("the meeting before has no date", "Mötet före har inget datum.")
    return day


def _moved(view: Table, held: date, day: date) -> Table:
    """The slide without what was written of last time's figures, and with its links moved on."""
    for key in _OF_ITS_MONTH:
        if key in view:
            view.remove(key)
    for key in ("link", "box"):
        if key in view:
            view[key] = moved_link(str(view[key]), held, day)
    if "links" in view:
        moved = [moved_link(str(one), held, day) for one in view["links"]]
        for n, one in enumerate(moved):
            view["links"][n] = one
    return view


def moved_link(link: str, held: date, day: date) -> str:
    """A link whose own periods are as much later as one meeting is than the other, and without a day of its own.

    A month moves by months, a quarter by quarters, a year by years: ``fran=2014`` stays until the year is another.
    """
    path, sign, query = link.partition("?")
    if not sign:
        return link
    pairs = []
    for word, value in parse_qsl(query, keep_blank_values=True):
        if word != _OF_A_DAY:
            pairs.append((word, _later(value, held, day) if word in _OF_PERIODS else value))
    return path + (f"?{urlencode(pairs, safe=',+')}" if pairs else "")


def _later(value: str, held: date, day: date) -> str:
    try:
        period = Period(value)
    except (UsageError, ValueError):
        return value
    months = (day.year - held.year) * 12 + day.month - held.month
    quarters = (day.year - held.year) * 4 + (day.month - 1) // 3 - (held.month - 1) // 3
    steps = {Grain.MONTH: months, Grain.QUARTER: quarters, Grain.YEAR: day.year - held.year}
    return str(period.shift(steps[period.grain]))


def _links(view: Any) -> frozenset[str]:
    found = [str(view["link"])] if "link" in view else [str(one) for one in view.get("links", ())]
    return frozenset(found)


def _question_table(one: Question) -> Table:
    table = tomlkit.table()
    for key, value in tomlkit.parse(one.shown).items():
        if key not in _OF_ITS_MONTH:  # the demo's own words, which are of made-up figures
            table.add(key, value)
    table.add("short", False)
    notes = f"Ett resultat, en sak som det inte visar, och en fråga till forumet.\n{one.asked}\n"
    table.add("notes", tomlkit.string(notes, multiline=True))
    return table


def standing_segment(day: date, *, county: str, place: str, title: str, wheel: Wheel = OURS) -> str:
    """The segment as it stands each month (docs/meeting.md), with the year's question, without a word of anybody's.

    A county that is one municipality has no slide of its municipalities beside each other.
    """
    standing = "\n".join(f'  "/indikator/{catalogue.indicator(id_).slug}",' for id_ in STANDING)
    asked = "\n".join(f"[[view]]\n{_question_table(one).as_string()}" for one in wheel.questions(day))
    beside = '[[view]]\nlink = "/indikator/arbetsloshet?matt=kommuner"\n\n' if places.inside(county) else ""
    return f"""# Ett utkast: det syns bara på den här datorn tills det publiceras med {_PUBLISHED_BY.format(day)}.
schema = 1
date = {day.isoformat()}
title = {tomlkit.item(title).as_string()}
place = {tomlkit.item(place).as_string()}
county = "{county}"

[[view]]
kind = "summary"
links = [
{standing}
]

[[view]]
link = "/indikator/nya-lediga-jobb"

[[view]]
link = "/indikator/arbetsloshet?jamfor=00"
box = "/indikator/inskrivna-arbetslosa"
short = false

{beside}[[view]]
links = ["/indikator/konkurser", "/indikator/varsel"]

{asked}
[[view]]
kind = "outlook"
"""
