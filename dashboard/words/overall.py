"""Several measures in one headline: which have changed, each with its own month, and that the rest is as usual."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.words import swedish as sv
from dashboard.words.in_row import span_of
from dashboard.words.judging.claims import Claim, Compared, Number, Projected
from dashboard.words.nouns import MAX_HEADLINE, in_sentence
from dashboard.words.one_word import ON_TWELVE_MONTHS, change_with_noun, is_usual


@dataclass(frozen=True, slots=True)
class _Change:
    """``något lägre arbetslöshet``, ``i augusti``, ``än i fjol``; of twelve months ``till oktober`` and nothing."""

    what: str
    when: str
    than: str


def overall(claims: Sequence[Claim], measures: int) -> str:
    """At most 90 characters: ``Något lägre arbetslöshet i augusti än i fjol, i övrigt vanliga nivåer``.

    Every change is named, with its month; where they do not fit, shorter and last without the word. measures: how many
    there are, with those of which nothing was judged.
    """
    candidates = _candidates(claims, measures)
    return next((text for text in candidates if len(text) <= MAX_HEADLINE), candidates[-1])


def told(claims: Sequence[Claim], measures: int) -> str:
    """The same at any length."""
    return _candidates(claims, measures)[0]


def _candidates(claims: Sequence[Claim], measures: int) -> list[str]:
    """From the fullest to the shortest."""
    claims = [claim for claim in claims if not isinstance(claim, Projected)]  # its word is on no change since a year
    periods = [claim.facts.now.period for claim in claims if isinstance(claim, Number)]
    changed = [(claim, change) for claim in claims if (change := _change(claim)) is not None]
    usual, span = sum(map(is_usual, claims)), span_of(periods)
    if not changed:
        return [_nothing_changed(usual, measures, span)]
    rest = ""
    if usual and usual + len(changed) == measures:
        rest = ", i övrigt vanliga nivåer"
    elif usual:
        rest = f", {_counted(usual)} mått på vanliga nivåer"
    full, bare = _listed([change for _, change in changed]), _merged([change for _, change in changed], span)
    short = _by_direction([claim for claim, _ in changed], span)
    return [*(f"{text}{tail}" for text in (full, bare) for tail in (rest, "")), *short]


def _change(claim: Claim) -> _Change | None:
    """The change of a claim; None where it is none."""
    what = change_with_noun(claim)
    if not what:
        return None
    period, today = claim.facts.now.period, claim.facts.today
    if what.endswith(ON_TWELVE_MONTHS):
        return _Change(what, f"till {sv.period_today(period, today)}", "")
    than = f"än {sv.last_year(period, today)}"
    if isinstance(claim, Compared) and not sv.is_a_year_before(claim.then_period, period):
        than = f"än {sv.in_compared_period(claim.then_period, period, today)}"
    return _Change(what, sv.in_period(period, today), than)


def _listed(changes: Sequence[_Change]) -> str:
    """Each with its month; those compared with the same share what they are compared with."""
    parts = []
    for than in dict.fromkeys(change.than for change in changes):
        alike = [change for change in changes if change.than == than]
        months = dict.fromkeys(change.when for change in alike)
        said = [f"{sv.listing(one.what for one in alike if one.when == when)} {when}" for when in months]
        parts.append(f"{sv.listing(said)} {than}".strip())
    return sv.capital(", ".join(parts))


def _merged(changes: Sequence[_Change], span: str) -> str:
    """All, and the months of all of them once."""
    what = sv.listing(change.what.removesuffix(ON_TWELVE_MONTHS) for change in changes)
    return f"{sv.capital(what)}, {span}"


def _by_direction(claims: Sequence[Claim], span: str) -> list[str]:
    """The names alone: ``Ändrat på ett år: arbetslöshet och varsel, augusti–oktober 2026``; last their number."""
    names = [_name(claim) for claim in claims]
    return [
        f"Ändrat på ett år: {sv.listing(names)}, {span}",
        f"Ändrat på ett år: {sv.listing(names)}",
        f"{sv.capital(_counted(len(names)))} mått har ändrats på ett år, {span}",
    ]


def _name(claim: Claim) -> str:
    return in_sentence(claim.facts.indicator.short_title_sv)


def _nothing_changed(usual: int, measures: int, span: str) -> str:
    when = f", {span}" if span else ""
    if not usual:
        return f"Inget av måtten kan jämföras{when}"
    said = "Vanlig nivå" if usual == 1 else "Vanliga nivåer"
    if usual == measures:
        return f"{said} i {'måttet' if measures == 1 else f'alla {_counted(measures)} mått'}{when}"
    return f"{said} i {_counted(usual)} av {_counted(measures)} mått{when}"


def _counted(number: int) -> str:
    return "ett" if number == 1 else sv.small_number(number)
