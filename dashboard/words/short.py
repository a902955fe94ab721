"""The word of a claim by itself, for a table's cell: *något lägre*, *ungefär lika många*, *inom det vanliga*."""

from dashboard.words import ordinary
from dashboard.words.claims import Branch, Claim, Word

_WITHOUT = {
    Branch.NOT_AT_LEVEL: "finns inte för platsen",
    Branch.NOT_PUBLISHED: "inte publicerad än",
    Branch.SUPPRESSED: "visas inte (sekretess)",
    Branch.MISSING: "saknas",
    Branch.INCOMPLETE: "inte komplett, jämförs inte",
    Branch.INCOMPARABLE: "jämförs inte med i fjol",
}


def short(claim: Claim) -> str:
    """The word alone; empty where the number stands without one."""
    if claim.branch in _WITHOUT:
        return _WITHOUT[claim.branch]
    if _is_lumps(claim):
        position = None if claim.tally is None else claim.tally.position
        if position is None:
            return ""
        place = {1: "ovanligt många", -1: "ovanligt få", 0: "inom det vanliga"}[position]
        return f"{place} på tolv månader"
    if claim.branch is Branch.RARE:
        return _rare(claim)
    if claim.word is Word.UNCERTAIN:
        return "ingen säkerställd förändring"
    if claim.word is Word.SIMILAR:
        return "ungefär lika många"
    if claim.word is Word.WITHIN:
        return ordinary.WITHIN
    if claim.word in (Word.EQUAL, Word.UNCHANGED):
        return ordinary.unchanged(claim)
    return ordinary.change(claim) if claim.word.is_change else ""


def _is_lumps(claim: Claim) -> bool:
    """Whether the word is on twelve months' place in the row of years, whatever the month of last year was."""
    return claim.branch is Branch.LUMPS or (claim.branch is Branch.ZERO_BASE and claim.tally is not None)


_LONG = " på tolv månader"


def phrase(claim: Claim) -> str:
    """A change with its noun: *något lägre arbetslöshet*, *fler konkurser på tolv månader*; else empty."""
    outside = _is_lumps(claim) and claim.tally is not None and bool(claim.tally.position)
    told = short(claim) if claim.word.is_change or outside else ""
    if not told:
        return ""
    indicator = claim.facts.indicator
    wording = indicator.wording
    noun = (wording and (wording.noun_sv or wording.things_sv)) or indicator.short_title_sv.lower()
    return f"{told.removesuffix(_LONG)} {noun}{_LONG if told.endswith(_LONG) else ''}"


def verdict(claim: Claim) -> str:
    """The word where one was judged; empty for an absence or a number without a word."""
    return "" if claim.branch in _WITHOUT else short(claim)


def is_usual(claim: Claim) -> bool:
    """Whether the figure is said to be much as the year before, or within the usual."""
    if _is_lumps(claim):
        return claim.tally is not None and claim.tally.position == 0
    return is_alike(claim) or claim.word in (Word.UNCERTAIN, Word.WITHIN)


def is_alike(claim: Claim) -> bool:
    """Whether the figure is said to be much as the year before; less than being usual, which may be far from it."""
    return not _is_lumps(claim) and claim.word in (Word.EQUAL, Word.UNCHANGED, Word.SIMILAR)


def _rare(claim: Claim) -> str:
    found = claim.tally
    if found is None or found.twelve_months is None or claim.word is Word.NONE:
        return ""
    if not claim.word.is_change:
        return "ungefär lika många på tolv månader"
    size = {Word.SLIGHT: "något ", Word.CLEAR: "klart "}.get(claim.word, "")
    return f"{size}{'fler' if found.twelve_months > found.twelve_before else 'färre'} på tolv månader"
