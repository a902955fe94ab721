"""What the municipalities' joint representative says in ninety seconds, from the municipalities' own pages."""

from collections.abc import Iterator

from dashboard.editions.content import Edition, Municipality
from dashboard.words import swedish
from dashboard.words.nouns import in_sentence

NAME_SV = "Kommunerna gemensamt"
MOST_SAID = 3


def joint(edition: Edition) -> Municipality:
    """A page with no code and no rows of its own, of two municipalities or more.

    The three sentences are the first of the municipalities in which most has changed, those first that have it; what
    differs is the first measure that has changed in some municipalities and not in others.
    """
    by_changes = sorted(edition.municipalities, key=lambda one: -sum(row.is_change for row in one.rows))
    said = tuple(one.said[0] for one in by_changes if one.said)[:MOST_SAID]
    differs, question = next(_differing(edition), _alike(edition))
    return Municipality(
        code="", name=NAME_SV, rows=(), not_shown=(), said=said, differs=differs, question=question
    )  # fmt: skip


def _differing(edition: Edition) -> Iterator[tuple[str, str]]:
    for title in dict.fromkeys(row.title for one in edition.municipalities for row in one.rows):
        having = [one for one in edition.municipalities if any(row.title == title for row in one.rows)]
        changed = [one for one in having if any(row.title == title and row.is_change for row in one.rows)]
        if changed and len(changed) < len(having):
            names = swedish.listing(one.name for one in changed)
            count = f"{swedish.small_number(len(changed))} av {swedish.small_number(len(having))} kommuner"
            measure = in_sentence(title)
            why = f"Vad ligger bakom ändringen i {measure} i {names}, och varför syns den inte i de andra?"
            yield f"En ändring i {measure} i {count}, {names}.", why


def _alike(edition: Edition) -> tuple[str, str]:
    which = f"De {swedish.small_number(len(edition.municipalities))} kommunerna"
    return (
        f"{which} har ändrats på samma sätt i de mått som finns för kommuner.",
        "Stämmer det med bilden i era kommuner?",
    )
