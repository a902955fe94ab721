"""The meeting in short: a row for each measure of the summary, and a page for each municipality with what to say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.editions.content import InShort, Municipality, Slide
from dashboard.meetings.material import NOTHING_TO_SHOW
from dashboard.meetings.slides import Setting
from dashboard.meetings.slides.summary import Row, position_before, rows_of
from dashboard.meetings.speaking.questions import persons
from dashboard.model import Size
from dashboard.views.overview.choosing import STANDING
from dashboard.views.selection import Selection, link
from dashboard.views.view import View
from dashboard.words import Absent, Claim, Compared, Rare, distances, nouns, overall, sentence, swedish
from dashboard.words.judging.gates import PERSONS
from dashboard.words.judging.thresholds import limits_of
from dashboard.words.kinds import absences
from loaders.ground import places
from loaders.ground.places import Place

MOST_SAID = 3
_SUMMARY = "summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The summary: its headline, the measures it is of, and their rows."""

    headline: str
    selections: tuple[Selection, ...]
    rows: tuple[InShort, ...]
    views: tuple[View, ...]


def summary(setting: Setting, slides: Sequence[Slide]) -> Summary:
    """The rows of the meeting's summary slide; of the five standing measures where it has none."""
    meeting = setting.meeting
    asked = next((view for view in meeting.views if view.kind == _SUMMARY), None)
    selections = asked.selections if asked else _standing(setting)
    rows = list(_shown(selections, setting))
    claims = [claim for row in rows if (claim := row.view.claim) is not None]
    numbered: dict[tuple[str, str], int] = {}
    for slide, view in zip(slides, meeting.views, strict=True):
        if view.kind != _SUMMARY:
            for selection in view.selections:  # a slide of a municipality does not show the county's figure
                numbered.setdefault((selection.indicator, selection.region), slide.number)
    return Summary(
        headline=overall.overall(claims, len(rows)),
        selections=tuple(row.chosen for row in rows),
        rows=tuple(_in_short(row, numbered.get((row.chosen.indicator, row.chosen.region), 0), setting) for row in rows),
        views=tuple(row.view for row in rows),
    )


def _shown(selections: Sequence[Selection], setting: Setting) -> Iterator[Row]:
    """The rows of those that had anything published by the meeting's day."""
    for chosen in selections:
        try:
            yield from rows_of((chosen,), setting)
        except NOTHING_TO_SHOW:
            continue


def _standing(setting: Setting) -> tuple[Selection, ...]:
    county, as_of = setting.meeting.county, setting.meeting.as_of
    found = []
    for id_ in STANDING:
        chosen = Selection(indicator=id_, region=county, as_of=as_of)
        try:
            setting.material.view(chosen, Size.PHONE)
        except NOTHING_TO_SHOW:
            continue
        found.append(chosen)
    return tuple(found)


def _in_short(row: Row, slide: int, setting: Setting, county_value: str = "") -> InShort:
    """A row; its link leads to the page as it was known on the edition's day."""
    known_by = setting.meeting.as_of or setting.material.today()
    pinned = row.chosen.but(as_of=row.chosen.as_of or known_by)
    view, shown = row.view, row.shown
    claim = view.claim
    return InShort(
        title=shown.title,
        period_sv=shown.period,
        value=shown.value,
        than=shown.than,
        word=shown.word,
        is_change=claim is not None and claim.word.is_change,
        change=_change(view),
        persons=_persons(view),
        mark=shown.mark,
        place_sv=view.places.own.full_name,
        county_value=county_value,
        sentence=view.sentence if claim is None else sentence(claim),
        source=view.origin.name,
        link=link(pinned, home=setting.material.data.county),
        slide=slide,
        synthetic=view.synthetic,
        line=shown.history,
        line_then=position_before(view, len(shown.history)),
    )


def _change(view: View) -> str:
    """The difference from what the number is compared with, as a number with its sign."""
    claim = view.claim
    if not isinstance(claim, Compared):
        return ""
    return swedish.signed(claim.difference, claim.facts.indicator.decimals)


def _persons(view: View) -> str:
    """What a difference of shares is in persons: ``−25``, ``knappt −20``. Empty where it is not asked."""
    claim = view.claim
    if not isinstance(claim, Compared) or claim.persons is None or not view.declared.is_share:
        return ""
    return swedish.about_signed(claim.persons * claim.direction, limits_of(claim.facts.indicator).least_persons)


def municipalities(setting: Setting, whole: Summary) -> tuple[Municipality, ...]:
    """A page for each of the county's municipalities."""
    return tuple(_municipality(place, setting, whole) for place in places.municipalities(setting.meeting.county))


def _municipality(place: Place, setting: Setting, whole: Summary) -> Municipality:
    rows: list[InShort] = []
    own: list[tuple[Selection, View, View]] = []
    not_shown = []
    for chosen, county, in_county in zip(whole.selections, whole.rows, whole.views, strict=True):
        turned = chosen.but(region=place.code)
        try:
            (row,) = rows_of((turned,), setting)
        except NOTHING_TO_SHOW:
            not_shown.append(f"{chosen.declared.short_title_sv}: inga siffror för {place.full_name}.")
            continue
        if row.view.places.is_elsewhere:
            levels = absences.levels_text(chosen.declared)
            not_shown.append(f"{chosen.declared.short_title_sv} finns bara för {levels}. {_of_county(county)}")
            continue
        if row.is_absent:
            told = row.view.sentence if row.view.claim is None else sentence(row.view.claim)
            not_shown.append(f"{told} {_of_county(county)}" if county.value else told)
            continue
        rows.append(_in_short(row, county.slide, setting, county.value))
        own.append((turned, row.view, in_county))
    return Municipality(
        code=place.code,
        name=place.full_name,
        rows=tuple(rows),
        not_shown=tuple(not_shown),
        said=_said(own, setting),
        differs=_differs(own, place),
        question=_question(own, place),
        address=setting.material.data.public.address(f"/?region={place.code}"),
        headline=overall.overall([view.claim for _, view, _ in own if view.claim is not None], len(own)),
    )


def _of_county(county: InShort) -> str:
    return f"Länets siffra: {f'bild {county.slide}' if county.slide else 'sammanfattningen'}."


def _said(own: Sequence[tuple[Selection, View, View]], setting: Setting) -> tuple[str, ...]:
    """Three sentences, those of a change first, with the number of persons where there are persons behind."""
    told = [one for one in own if one[1].claim is not None and not isinstance(one[1].claim, Absent)]
    by_change = sorted(told, key=lambda one: not (one[1].claim is not None and one[1].claim.word.is_change))
    said = []
    for chosen, view, _ in by_change[:MOST_SAID]:
        if view.claim is None:
            continue
        with_change = not _says_persons(view)
        behind = persons((chosen,), view, setting.material, with_change=with_change) if chosen.declared.is_share else ""
        said.append(" ".join(filter(None, (sentence(view.claim), behind))))
    return tuple(said)


def _says_persons(view: View) -> bool:
    """Whether the sentence tells how many persons a change of a share is: another number beside it would mislead."""
    gate = view.claim.gate if isinstance(view.claim, Compared) else None
    return gate is not None and gate.name == PERSONS and not gate.passed


def _differs(own: Sequence[tuple[Selection, View, View]], place: Place) -> str:
    """One thing that differs from the county: a share at a distance, else a conclusion that is another."""
    if not places.inside(place.code[:2]):
        return "Inget: kommunen är hela länet."
    both = [
        (view.claim, county.claim) for _, view, county in own if view.claim is not None and county.claim is not None
    ]
    for claim, county in both:
        if claim.facts.indicator.is_share and distances.is_apart(claim, county):
            return f"{distances.against(claim, county)}."
    for claim, county in both:
        if _direction(claim) != _direction(county):
            return f"{sentence(claim)} I länet: {sentence(county)}"
    return f"Inget av måtten skiljer {place.full_name} från länet så att det går att säga säkert."


def _direction(claim: Claim) -> int:
    """1 for a rise that is said, −1 for a fall, 0 for what is as usual or has no word."""
    if not claim.word.is_change:
        return 0
    if isinstance(claim, Rare) and claim.year is not None:
        return 1 if claim.year.now > claim.year.before else -1
    return claim.direction if isinstance(claim, Compared) else 1


def _question(own: Sequence[tuple[Selection, View, View]], place: Place) -> str:
    """One question to ask there, about the first measure that has changed."""
    changed = next((view for _, view, _ in own if view.claim is not None and view.claim.word.is_change), None)
    if changed is None:
        return f"Stämmer det med er bild att läget i {place.full_name} är ungefär som för ett år sedan?"
    return f"Vad ligger bakom ändringen i {nouns.in_sentence(changed.declared.short_title_sv)} i {place.full_name}?"
