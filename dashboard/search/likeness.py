"""How like a written word is to a known one: alike, begun, inflected, a part of a compound, or misspelt."""

from collections.abc import Mapping, Sequence

from jellyfish import damerau_levenshtein_distance

from loaders.ground.names import fold

LONGEST_QUERY = 80
MOST_WORDS = 8
LONGEST_WORD = 40
LEAST_LIKE = 0.5
INSIDE = 0.68
"""How sure a word is that stands somewhere within a longer one, as *unga* in Örkelljunga: no place is named so."""
_SAYS_NOTHING = (
    "i pa for av och med om ar det de den en ett hur vad vilka vilken som till fran per mot antal antalet visa kommun "
    "kommuner kommunen kommuns kommunens kommunernas lan lans lanet lanets lanen stad stads region regionen regionens "
    "statistik siffror siffra jamfort utveckling senaste manga "
    "fler farre flest mest mycket hog hogt hogst lag lagt lagst "
    "finns nar var vilket nu idag just fjol"
)
_STOP = frozenset(_SAYS_NOTHING.split())
"""Folded words that say nothing of what is meant, unless nothing else is said."""
_LEAST_HEAD = 7
"""Letters of a word that may be the end of a compound: of *ungdomsarbetslöshet* it is arbetslöshet that is meant."""
_OF_COMPOUND = 0.62
"""How sure such a word is where it begins a longer one: *arbetslöshetssiffror*."""
_NO_EDITS_BELOW, _ONE_EDIT_BELOW, _TWO_EDITS_BELOW = 4, 6, 11
"""Letters of a word below which so many are never wrong, one may be, or two; three in longer ones."""


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query as they are looked up: folded, without those that say nothing."""
    words = [word[:LONGEST_WORD] for word in fold(query[:LONGEST_QUERY]).split()[:MOST_WORDS]]
    return tuple(word for word in words if word not in _STOP and len(word) > 1) or tuple(words[:1])


def edits_allowed(word: str) -> int:
    """How many letters of a word may be wrong, missing, too many or swapped."""
    if len(word) < _NO_EDITS_BELOW or any(sign.isdigit() for sign in word):
        return 0
    return 1 if len(word) < _ONE_EDIT_BELOW else 2 if len(word) < _TWO_EDITS_BELOW else 3


def likeness(word: str, vocabulary: Sequence[str]) -> Mapping[str, float]:
    """The known words that a written one may mean, each with how surely: 1 for the same one, at least 0.5."""
    found: dict[str, float] = {}
    for known in [known for known in vocabulary if word in known or known in word]:
        sure = _formed(word, known)
        if sure:
            found[known] = sure
    allowed = edits_allowed(word)
    if allowed:
        for known in vocabulary:
            if abs(len(known) - len(word)) > allowed or len(known) < _NO_EDITS_BELOW - 1:
                continue
            edits = damerau_levenshtein_distance(word, known)
            if 0 < edits <= allowed:
                found[known] = max(found.get(known, 0), 0.9 - 0.4 * edits / (len(word) - 2))
    return {known: sure for known, sure in found.items() if sure >= LEAST_LIKE}


def _formed(word: str, known: str) -> float:
    """How surely one word is a form, the beginning or a part of the other; 0 where it is none."""
    if word == known:
        return 1
    shorter, longer = sorted((word, known), key=len)
    if any(sign.isdigit() for sign in shorter):
        return 0.8 if longer.startswith(shorter) and word == shorter else 0
    if longer.startswith(shorter):
        if word == shorter:  # begun
            return 0.88 if len(shorter) > 1 else 0
        of_compound = _OF_COMPOUND if len(shorter) >= _LEAST_HEAD else 0
        return max(0.94 - 0.05 * (len(longer) - len(shorter)), of_compound) if len(shorter) > 3 else 0  # inflected
    if word == longer and len(shorter) >= _LEAST_HEAD and word.endswith(shorter):
        return 0.72
    if word == shorter and len(word) > 3 and word in longer:
        return INSIDE
    return 0
