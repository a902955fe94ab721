"""Words in an address that are not ours: those that others hang on to follow a visitor, and those nobody knows.

An address is passed on by mail, chat and newsletters, which add words of their own. It must go on working.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import parse_qsl, urlencode

_TRACKING = re.compile(
    r"(utm|mc|mtm|matomo|piwik|pk|hsa|sfmc|oly|vero|ns|at|wt|trk|ga|gad|elq)_\w+|_hs\w+|__hs\w+|_g[al]|_ke"
    r"|(fb|g|d|y|tw|tt|ms|sc|ir|ko|epi|rdt_|wick|s_kw)cl(ic)?k?id|g[bc]l?raid|[gw]braid|gclsrc|fbclid|msclkid|igshid|igsh"
    r"|li_fat_id|mkt_tok|hsctatracking|trk|trkid|cmpid|cmp|cid|s_cid|icid|ncid|spm|ref|ref_src|ref_url|referrer|source|yclid",
    re.IGNORECASE,
)
_FREE = ("namn", "q")
"""Words whose values people write as they like."""
MOST_NAMED = 3
LONGEST_NAMED = 30
"""Characters of a foreign word that are shown."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an address: ours as a query, each once or as often as it stood, and those that mean nothing here."""

    search: str
    unknown: tuple[str, ...] = ()

    @property
    def said(self) -> dict[str, str]:
        """Word and value; of a word that stands twice the first."""
        found: dict[str, str] = {}
        for word, value in parse_qsl(self.search):
            found.setdefault(word, value.strip())
        return found


def is_tracking(word: str) -> bool:
    """Whether a word is one of those by which senders count visitors: utm_source, fbclid, gclid, mc_cid."""
    return _TRACKING.fullmatch(word) is not None


def sort_words(search: str, known: Iterable[str]) -> Words:
    """The words of a query that are known, as a query; those without a value say nothing, as those of an empty field.

    A word that is said twice alike is said once, and the end of a sentence behind the last one is not ours.
    Words that follow visitors are left out and not spoken of.
    """
    ours = frozenset(known)
    kept: dict[tuple[str, str], None] = {}
    unknown: dict[str, None] = {}
    pairs = parse_qsl(search.removeprefix("?"), keep_blank_values=True, errors="replace")
    for n, (written, said) in enumerate(pairs):
        word = written.removeprefix("amp;")  # copied out of HTML, where & is written &amp;
        value = _without_end(said) if n == len(pairs) - 1 and word not in _FREE else said
        if word in ours:
            if value.strip():
                kept[word, value.strip()] = None
        elif word and not is_tracking(word):
            unknown[word] = None
    return Words(urlencode(list(kept), safe=","), tuple(unknown))


def _without_end(value: str) -> str:
    """A value without the signs that ended the sentence an address was copied out of; a name of an area keeps its."""
    return value if "~" in value else value.rstrip(" .,;:!?")


def told_sv(unknown: Sequence[str], known: Sequence[str]) -> str:
    """A quiet sentence on words that were left out; empty where there are none."""
    if not unknown:
        return ""
    named = [f"”{word[:LONGEST_NAMED]}{'…' if len(word) > LONGEST_NAMED else ''}”" for word in unknown[:MOST_NAMED]]
    if len(unknown) > MOST_NAMED:
        named.append("några till")
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} och {named[-1]}"
    near = get_close_matches(unknown[0].lower(), known, n=1, cutoff=0.6) if len(unknown) == 1 else []
    hint = f" Menade du ”{near[0]}”?" if near else ""
    many = len(unknown) > 1
    return f"{'Orden' if many else 'Ordet'} {listed} i länken betyder inget här och påverkar inte sidan.{hint}"
