"""The questions that come every time, with what a slide answers. Shown to the speaker only."""

from dashboard import words
from dashboard.meetings.material import NOTHING_TO_SHOW, Material
from dashboard.meetings.meeting import Meeting, MeetingView
from dashboard.meetings.turning import at, can_turn, has_municipalities, has_neighbours
from dashboard.model import Size
from dashboard.views import ways
from dashboard.views.selection import Selection
from dashboard.views.slide_view import SlideView
from dashboard.views.view import View
from dashboard.words import Compared, Number, swedish
from dashboard.words.nouns import in_sentence
from dashboard.words.one_word import word_alone
from dashboard.words.published import THREE_UNEMPLOYMENTS
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Comparison, Grain, Kind
from loaders.ground.periods import Period

_UNEMPLOYMENT = ("unemployment_rate", "af_unemployed", "af_unemployed_share", "lfs_unemployment", "unemployed")
_PERSONS = "personer"


def questions(meeting: Meeting, asked: MeetingView, slide: SlideView, material: Material) -> list[tuple[str, str]]:
    """Question and answer, those first that the slide's own figures answer; none of a slide that shows no measure, of
    which the tool knows nothing."""
    if not asked.selections:
        return []
    found = []
    view = slide.view
    if view is not None and view.indicator in _UNEMPLOYMENT:
        found.append(
            (
                "Varför skiljer det sig från Arbetsförmedlingens siffra?",
                f"Arbetslöshet mäts på tre sätt. {THREE_UNEMPLOYMENTS}",
            )
        )
    if can_turn(asked) and (told := persons(asked.selections, view, material)):
        found.append(("Hur många personer är det?", told))
    if view is not None and view.claim is not None and Period(view.period).grain is not Grain.YEAR:
        found.append(("Är det säsong?", "Jämför med samma månad i fjol, med det grå fältet eller med tolv månader."))
    if slide.captions_of_bands:
        found.append(("Vad är normalt?", " ".join(slide.captions_of_bands)))
    if can_turn(asked):
        turns = has_municipalities(meeting, asked)
        key = (
            "Tangenten m byter plats; 1–9 väljer en kommun, 0 är länet." if turns else "Bilden finns inte för kommuner."
        )
        found.append(("Hur är det i min kommun?", key))
    if has_neighbours(meeting, asked):
        found.append(("Hur ser det ut i grannlänen?", beside(meeting, asked, material)))
    if slide.definition:
        found.append(("Vad mäter den?", slide.definition))
    if slide.caveat:
        found.append(("Vad säger den inte?", slide.caveat))
    found.append(("Vilka företag?", "Det svarar verktyget aldrig på."))
    return found


def to_say(meeting: Meeting, asked: MeetingView, slide: SlideView, material: Material) -> list[str]:
    """What the figures add to the notes, and the slide's own sentence does not say.

    The year so far; what employment did beside unemployment; where municipalities are compared, the persons behind the
    highest and each one's change in persons.
    """
    view = slide.view
    if view is None:
        return []
    told = (
        _so_far(asked, view),
        _employment(asked.selections, view, material),
        _highest(meeting, asked.selections, material),
        _changes(view) if len(asked.selections) == 1 else "",
    )
    return [text for text in told if text and text not in slide.sentence]


def _so_far(asked: MeetingView, view: View) -> str:
    """The year so far, for measures that are added up over the year; else empty."""
    if len(asked.selections) != 1 or view.claim is None:
        return ""
    summed = Comparison.YEAR_TO_DATE in view.declared.comparisons
    return words.year_to_date(view.claim) if summed else ""


def _employment(selections: tuple[Selection, ...], view: View, material: Material) -> str:
    """``Samtidigt: …`` with the employment rate of the same month, beside unemployment of the whole group."""
    if view.indicator != "unemployment_rate" or len(selections) != 1 or selections[0].slice or _is_dots(selections):
        return ""
    chosen = selections[0]
    same = Selection(indicator="employment_rate", region=chosen.region, as_of=chosen.as_of, until=view.period)
    try:
        found = material.view(same, Size.PHONE)
    except NOTHING_TO_SHOW:
        return ""
    claim = found.claim if found.period == view.period else None
    return f"Samtidigt: {words.sentence(claim)}" if claim is not None else ""


def _highest(meeting: Meeting, selections: tuple[Selection, ...], material: Material) -> str:
    """The municipality with the highest share beside the county, with the persons behind the distance."""
    if not _is_dots(selections):
        return ""
    plain = selections[0].but(way="", compare=())
    try:
        county, *inside = (
            material.view(plain.but(region=place.code), Size.PHONE).claim
            for place in (places.place(meeting.county), *places.municipalities(meeting.county))
        )
        held = [claim for claim in inside if isinstance(claim, Number)]
        if not held or county is None:
            return ""
        return words.gap_in_persons(max(held, key=lambda claim: claim.now), county)
    except NOTHING_TO_SHOW:
        return ""


def _is_dots(selections: tuple[Selection, ...]) -> bool:
    return len(selections) == 1 and ways.of(selections[0]).compares_municipalities


def persons(
    selections: tuple[Selection, ...], view: View | None, material: Material, *, with_change: bool = True
) -> str:
    """How many persons the figures are, and how many more or fewer than the year before; else what is counted.

    with_change: whether the difference from the year before is told.
    """
    shown = view if len(selections) == 1 else None
    told = [_persons(chosen, shown, material, with_change=with_change) for chosen in selections]
    return " ".join(filter(None, told))


def _persons(chosen: Selection, view: View | None, material: Material, *, with_change: bool) -> str:
    indicator = chosen.declared
    if indicator.kind is Kind.RATE and len(indicator.numerator) == 1:
        counted = catalogue.indicator(indicator.numerator[0])
        slice_ = tuple((name, code) for name, code in chosen.slice if name in counted.default_slice)
        until = view.period if view is not None else ""
        return _number(
            Selection(indicator=counted.id, region=chosen.region, slice=slice_, as_of=chosen.as_of, until=until),
            material,
            with_change=with_change,
        )
    if indicator.unit_sv == _PERSONS:
        return _number(chosen, material, with_change=with_change)
    wording = indicator.wording
    return f"Siffran räknar {wording.things_sv}, inte personer." if wording and wording.things_sv else ""


def _number(chosen: Selection, material: Material, *, with_change: bool) -> str:
    """``Jämtlands län: 2 812 arbetslösa i augusti 2026, 131 färre än ett år tidigare.``"""
    try:
        view = material.view(chosen, Size.PHONE)
    except NOTHING_TO_SHOW:
        return ""
    claim, number = view.claim, view.number
    if claim is None or not number:
        return ""
    wording = chosen.declared.wording
    things = (wording and wording.things_sv) or _PERSONS
    told = f"{swedish.capital(claim.facts.place.full_name)}: {number} {things} i {swedish.period_name(view.period)}"
    if with_change and isinstance(claim, Compared) and claim.difference:
        more = f"{swedish.number(abs(claim.difference))} {'fler' if claim.difference > 0 else 'färre'}"
        told += f", {more} än ett år tidigare"
    return f"{told}."


def _changes(view: View) -> str:
    """The change in persons of each municipality, where a slide compares them."""
    told = [f"{name} {change}" for name, change in view.tables.changes_in_persons]
    return f"Ändringen på ett år motsvarar, i personer: {', '.join(told)}." if told else ""


def beside(meeting: Meeting, asked: MeetingView, material: Material) -> str:
    """The neighbours' numbers in a sentence each, and the key that shows the slide for them."""
    told = []
    for place in map(places.place, meeting.neighbours):
        several = len(asked.selections) > 1
        parts = [_short(chosen, material, named=several) for chosen in at(asked.selections, place)]
        told.append(f"{swedish.capital(place.full_name)} {' och '.join(filter(None, parts)) or 'saknas'}")
    return f"{'; '.join(told)}. Tangenten g visar bilden för dem."


def _short(chosen: Selection, material: Material, *, named: bool) -> str:
    try:
        view = material.view(chosen, Size.PHONE)
    except NOTHING_TO_SHOW:
        return ""
    number, word = view.number, "" if view.claim is None else word_alone(view.claim)
    name = f"{in_sentence(chosen.declared.short_title_sv)} " if named else ""
    return f"{name}{number}{f' ({word})' if word else ''}" if number else ""
