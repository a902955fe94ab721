"""Addresses of every page, from the pages' own declarations: a new page is tested by existing."""

from pathlib import Path

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
FAULTY_ADDRESSES = ("/finns/inte", "/indikator/arbetsloshet?regon=2321", "/mote/2026-11-29")
"""Addresses that are answered with what is wrong."""

_MEETING = f"""schema = 1
date = {MEETING_DAY}
title = "Regional näringslivsdialog"
place = "Östersund"
county = "{COUNTY}"

[[view]]
link = "/indikator/arbetsloshet"
words = "Det som ska sägas."

[[view]]
link = "/indikator/folkmangd?region=2321"
"""


def made_site(folder: Path) -> Settings:
    """The settings of a folder with the made-up store and one meeting."""
    made_store(folder / "store")
    settings = Settings(data=folder)
    settings.meetings_dir.mkdir(parents=True)
    (settings.meetings_dir / f"{MEETING_DAY}.toml").write_text(_MEETING, encoding="utf-8")
    return settings
