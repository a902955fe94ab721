"""A service of several regions: county 23 has figures, and everything that people write there holds a marker."""

from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.commands.fetch_command import keep_runs
from dashboard.data import public
from dashboard.data.series import Data
from dashboard.editions.followed import FOLDER, Followed, Shown
from dashboard.meetings.file import load_meeting
from dashboard.meetings.material import Material
from dashboard.publishing.publish import publish
from loaders import catalogue
from loaders.fetching.refresh import refresh
from loaders.own.history import OwnHistory
from loaders.settings import Settings, load_settings
from loaders.settings.regions import region_settings
from loaders.store import Store
from tests.dashboard.made import made_store

MARKER = "Qvornbäck"
SLUG = "qvornback"
DAY, DRAFT, TODAY = "2026-11-30", "2026-12-14", date(2026, 11, 27)
WORD = "qvorn-mote"
_MEETING = """schema = 1
date = {day}
title = "Dialog {marker}"
place = "Östersund"
county = "23"

[[view]]
link = "/indikator/arbetsloshet?jamfor=00"
headline = "{marker} om arbetslösheten"
words = "DEMODATA {marker}."
notes = "{marker} bara för talaren"

[[view]]
kind = "free"
headline = "{marker} fri bild"
text = "Text av {marker}."
source = "Källa: {marker}."

[[fraga]]
text = "Parkerad fråga av {marker}?"
slide = 1
"""
_FILES = {
    "lanspuls.toml": f"""organisation = "Region {MARKER}"
accessibility_contact = "{SLUG}@example.se"
meeting_days = [2027-01-25]
logo = "logga.svg"
colour = "#8A1538"
""",
    "logga.svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><title>{MARKER}</title></svg>',
    "own/uppgifter.toml": f"""[[uppgift]]
indicator = "Export {MARKER}"
place = "23"
period = "2026"
value = "500"
base = 1000
unit = "mnkr"
who = "Handelskammaren"
when = 2026-05-12
grade = "uppgift"
note = "Sagt av {MARKER}"
""",
    "utsikter.toml": f"""schema = 1
[[utsikt]]
issuer = "Arbetsförmedlingen"
title = "Rapport {MARKER}"
date = 2026-06-10
link = "https://example.se/{SLUG}"
quote = "Citat {MARKER} om tiden framåt."
place = "23"
about = "2027"
""",
    "hallbarhet.toml": f"""schema = 1
[[omrade]]
namn = "Område {MARKER}"
text = "Mål {MARKER}."
nyckeltal = ["N1"]
vill = "öka"
""",
    f"indicators/{SLUG}.toml": f"""title = "Cykelresor {MARKER}"
short_title = "Cykelresor {MARKER}"
subject = "cykelresorna {MARKER}"
unit = "{SLUG}-enheter"
kind = "antal"
definition = "Räknade av {MARKER}."
caveat = "Förbehåll {MARKER}."
publisher = "Cykelbyrån {MARKER}"
synonyms = ["hojar {MARKER}"]

[file]
place = "Kommun"
period = "År"
value = "Antal {MARKER}"
levels = ["kommun"]
""",
    f"indicators/{SLUG}.csv": f"Kommun;År;Antal {MARKER}\nÅre;2023;813713\nÅre;2024;817917\nBerg;2024;819919\n",
    f"indicators/borta-{SLUG}.toml": f"""title = "Borta {MARKER}"
short_title = "Borta {MARKER}"
unit = "antal"
kind = "antal"
definition = "Filen finns inte."
publisher = "{MARKER}"

[file]
name = "borta-{SLUG}.csv"
place = "Kommun"
period = "År"
value = "Antal"
""",
    "omraden.toml": f"""[[area]]
name = "Området {MARKER}"
municipalities = ["Åre", "Berg"]
synonyms = ["{SLUG}"]
""",
    "arshjul.toml": f"""[[question]]
months = ["{MARKER}"]
question = "Fråga {MARKER}?"
link = "/indikator/folkmangd"
""",
    f"sni/{SLUG}.toml": f"""titel = "Lista {MARKER}"
roll = "Regionens analytiker"
datum = 2026-11-27
version = "2"
skal = "Skäl {MARKER}."
indelning = "SNI2007"

[[grupp]]
titel = "Avfall"
koder = ["38.11"]
""",
    f"meetings/{DAY}.toml": _MEETING.format(day=DAY, marker=MARKER),
    f"meetings/{DRAFT}.toml": _MEETING.format(day=DRAFT, marker=f"{MARKER} utkast"),
}


def made_service(folder: Path, counties: tuple[str, ...], *, settings: str = "") -> Settings:
    """The settings of a service with these counties beside 23, whose files all hold the marker."""
    made_store(folder / "data" / "store")
    for code in counties:
        (folder / "data" / "lan" / code).mkdir(parents=True)
    (folder / "lanspuls.toml").write_text(settings, encoding="utf-8")
    marked = folder / "data" / "lan" / "23"
    for name, text in _FILES.items():
        (marked / name).parent.mkdir(parents=True, exist_ok=True)
        (marked / name).write_text(text, encoding="utf-8")
    service = load_settings(folder, {"LANSPULS_SCB_URL": "http://127.0.0.1:9/api/v2"})  # its figures are made up too
    own = region_settings(service, "23")
    OwnHistory(own.own_history_dir, own.own_dir).keep()
    _fetch_own(service, own)
    _publish(own)
    followed = Followed(own.data / FOLDER)
    followed.show(WORD, Shown(day=date.fromisoformat(DAY), number=1, slide=2))
    followed.ask(WORD, f"Fråga {MARKER}?", (f"Ja {MARKER}", "Nej"))
    return service


def _fetch_own(service: Settings, own: Settings) -> None:
    """Fetch what the region declares; one of its files is not there, which is told as a fault."""
    catalogue.read_own(service.data, others=((own.data, own.region),))
    try:
        declared = [id_ for id_ in catalogue.CATALOGUE if catalogue.is_own(id_)]
        keep_runs(service, refresh(service, declared, today=TODAY))
    finally:
        catalogue.read_own(service.data / "nothing")


def _publish(own: Settings) -> None:
    data = Data(
        Store(own.store_dir),
        own.county,
        today=lambda: TODAY,
        own=OwnHistory(own.own_history_dir, own.own_dir),
        meetings=own.meetings_dir,
        organisation=own.organisation,
        public=public.of(own),
        editions=own.editions_dir,
        folder=own.data,
    )
    meeting = load_meeting(own.meetings_dir / f"{DAY}.toml", TODAY)
    publish(meeting, Material(data), own.editions_dir, datetime(2026, 11, 27, 12, tzinfo=UTC))
