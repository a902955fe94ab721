"""Addresses of every page, from the pages' own declarations: a new page is tested by existing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboard.meetings.slides import SlideKind, all_kinds
from dashboard.pages import AnyKind, PageKind, all_pages
from loaders.settings import Settings
from tests.dashboard.made import made_store

COUNTY = "23"
MEETING_DAY = "2026-11-30"
EXAMPLES: tuple[tuple[AnyKind, str], ...] = tuple(
    (kind, address) for kind in all_pages() for address in kind.example_addresses(COUNTY, (MEETING_DAY,))
)
ADDRESSES = tuple(address for _, address in EXAMPLES)
LIVE_ADDRESSES = tuple(address for kind, address in EXAMPLES if isinstance(kind, PageKind))
"""Those of pages made of components, which travel as JSON too."""
FAULTY_ADDRESSES = ("/finns/inte", "/indikator/arbetsloshet?region=23210", "/mote/2026-11-29")
"""Addresses that are answered with what is wrong."""

_MEETING = f"""schema = 1
date = {MEETING_DAY}
title = "Regional näringslivsdialog"
place = "Östersund"
county = "{COUNTY}"
"""
SLIDES: tuple[tuple[SlideKind[Any], str], ...] = tuple(
    (kind, example) for kind in all_kinds().values() for example in kind.examples
)
"""Every example of every kind of slide."""


def meeting_of(slides: Sequence[tuple[SlideKind[Any], str]]) -> str:
    """The text of a meeting file with these slides."""
    return _MEETING + "".join(f'\n[[view]]\nkind = "{kind.word}"\n{example}\n' for kind, example in slides)


def made_site(folder: Path) -> Settings:
    """The settings of a folder with the made-up store and a meeting of every kind of slide."""
    made_store(folder / "store")
    settings = Settings(data=folder)
    settings.meetings_dir.mkdir(parents=True)
    (settings.meetings_dir / f"{MEETING_DAY}.toml").write_text(meeting_of(SLIDES), encoding="utf-8")
    return settings
