"""Addresses that once worked never die: the list is only added to, and each leads to its page."""

from pathlib import Path

from dashboard.pages import PageKind, page_at
from dashboard.views.links import foreign
from dashboard.views.selection import link, parse
from loaders.ground.errors import UsageError

WORKED = (Path(__file__).parent / "addresses_that_worked.txt").read_text(encoding="utf-8").split("\n")[:-1]
"""From the documents, examples and tests since the first commit, those that were never meant to fail."""


def test_every_address_that_once_worked_leads_to_a_page_that_understands_it():
    dead = []
    for address in WORKED:
        path, _, search = address.partition("?")
        kind = page_at(path)
        if kind is None:
            dead.append(f"{address}: no page")
        elif isinstance(kind, PageKind):
            words = foreign.sort_words(search, kind.known_words)
            try:
                kind.selection(path, words.search, "23")
            except UsageError as error:
                dead.append(f"{address}: {error}")
            if words.unknown:
                dead.append(f"{address}: {words.unknown} mean nothing any more")
    assert dead == [] and len(WORKED) >= 160


def test_what_an_old_address_chooses_is_still_what_a_new_one_of_it_chooses():
    for address in WORKED:
        path, _, search = address.partition("?")
        if path.startswith("/indikator/"):
            chosen = parse(path, search)
            path, _, search = link(chosen).partition("?")
            assert parse(path, search) == chosen, address
