"""``check_headline``: everything a headline says, held against the claims of the slide it stands over."""

from collections.abc import Iterable, Iterator, Sequence

from dashboard.words import headlines
from dashboard.words.checking import judged_changes, judged_numbers, judged_times
from dashboard.words.checking.findings import Fault, Finding
from dashboard.words.checking.judged_changes import Judging
from dashboard.words.checking.measures import Measures
from dashboard.words.checking.named_places import Named, named_places
from dashboard.words.checking.quantities import quantities
from dashboard.words.checking.statements import Clauses, statements
from dashboard.words.checking.times import times
from dashboard.words.checking.told_sv import both_numbers
from dashboard.words.judging.claims import Absent, Claim
from loaders.ground.places import Place

_NO_BREAK = str.maketrans("\u00a0\u2009\u202f", "   ")


def check_headline(
    text: str,
    claims: Sequence[Claim],
    *,
    figures: Iterable[float] = (),
    earlier: Iterable[float] = (),
    places: Sequence[Place] = (),
    allowed: str = "",
) -> tuple[Finding, ...]:
    """What a headline says that its figures do not, in the order it is said; nothing where there are no claims.

    claims: those of the slide, the own place's first; others of the same measure are of places it is compared with.
    figures: further numbers that the slide shows, in the measure's unit; earlier: those of periods before the newest,
    which are no news without a word of comparison. places: further places that it shows. allowed:
    the headline the rules made; that of the first claim where none is given.
    """
    if not claims or not text.strip():
        return ()
    said = text.translate(_NO_BREAK)
    measures = Measures.of(said, claims)
    moments, dates = times(said, claims[0].facts.today, measures)
    judging = Judging(
        text=said,
        claims=tuple(claims),
        clauses=Clauses.of(said),
        measures=measures,
        times=moments,
        places=named_places(said),
        allowed=allowed or headlines.headline(claims[0]),
    )
    passed = [*measures.titles, *dates, *((one.start, one.end) for one in moments)]
    numbers = quantities(said, passed, measures.nouns)
    found = [
        *judged_changes.changes(judging, statements(said, judging.clauses, measures.names)),
        *judged_changes.extremes(judging),
        *judged_times.times_of(judging),
        *_places(judging, places),
        *judged_numbers.numbers(judging, numbers, tuple(figures), tuple(earlier)),
    ]
    first = {(one.fault, one.start): one for one in reversed(found)}
    return tuple(sorted(first.values(), key=lambda one: (one.start, one.fault)))


def _places(judging: Judging, further: Sequence[Place]) -> Iterator[Finding]:
    is_absent = isinstance(judging.claims[0], Absent)  # *finns bara för riket och län*
    shown = [*(claim.facts.place for claim in judging.claims), *further]
    for one in judging.places:
        if (
            one.is_group
            or (is_absent and one.level)
            or any(one.is_place(place) for place in shown)
            or _is_beside(one, shown)
        ):
            continue
        said = f"Rubriken säger {one.words}, siffrorna gäller {judging.claims[0].facts.place.full_name}."
        numbers = both_numbers(judging.claims[0])
        yield judging.finding(Fault.PLACE, (one.start, one.end), said, numbers=numbers)


def _is_beside(one: Named, shown: Sequence[Place]) -> bool:
    """Whether it is *länet* or *riket* that is compared with, of which the slide has no figure to hold it against."""
    return one.level is not None and one.is_compared and all(place.level is not one.level for place in shown)
