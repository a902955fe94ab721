"""The demo's meeting: seven slides and a free one, marked DEMODATA. The sixth follows the year (docs/meeting.md)."""

from datetime import date

from dashboard.data.meeting_days import last_monday
from dashboard.meetings.slides import DEFAULT, all_kinds
from dashboard.meetings.wheel import built_in
from dashboard.views.overview.choosing import STANDING
from loaders import catalogue
from loaders.ground import places

TOWNS = {
    "01": "Stockholm", "03": "Uppsala", "04": "Nyköping", "05": "Linköping", "06": "Jönköping", "07": "Växjö",
    "08": "Kalmar", "09": "Visby", "10": "Karlskrona", "12": "Malmö", "13": "Halmstad", "14": "Göteborg",
    "17": "Karlstad", "18": "Örebro", "19": "Västerås", "20": "Falun", "21": "Gävle", "22": "Härnösand",
    "23": "Östersund", "24": "Umeå", "25": "Luleå",
}  # fmt: skip
"""The county towns, where a meeting is held that says nothing else."""


def _asked(day: date) -> str:
    """The slides of the month's question, as text of a meeting file."""
    return "\n".join(
        f'''[[view]]
{one.shown}
short = false
words = "DEMODATA. Månadens fråga. {one.asked}"
notes = """
Ett resultat, en sak som det inte visar, och en fråga till forumet.
{one.asked}
"""
'''
        for one in built_in(day)
    )


def demo_meeting_toml(today: date, county: str = "23") -> str:
    """A county's made-up meeting on the last Monday of this month, marked DEMODATA, as the text of a meeting file.

    It has a slide of every kind: those the segment does not need are shown by their own example, after the others.
    """
    segment = _segment(today, county)
    more = [kind for kind in all_kinds().values() if f'kind = "{kind.word}"' not in segment and kind.word != DEFAULT]
    return segment + "".join(f'\n[[view]]\nkind = "{kind.word}"\n{kind.examples[0]}\n' for kind in more)


def _standing() -> str:
    """The five measures that every place's overview shows too, as lines of a list of links."""
    return "\n".join(f'  "/indikator/{catalogue.indicator(id_).slug}",' for id_ in STANDING)


def _beside(county: str) -> str:
    """The slide of the county's municipalities beside each other; none where one is all of it."""
    return _BESIDE if places.inside(county) else ""


_BESIDE = '''[[view]]
link = "/indikator/arbetsloshet?matt=kommuner"
words = "DEMODATA. I små kommuner kan några få personer flytta andelen mycket."
notes = """
Säg hur många personer skillnaden motsvarar.
De grå ska ni inte läsa något i.
"""

'''


def _segment(today: date, county: str) -> str:
    return f'''# DEMODATA: ett påhittat möte som visar hur en mötesfil skrivs.
schema = 1
date = {last_monday(today).isoformat()}
title = "Regional näringslivsdialog"
place = "{TOWNS[county]}"
county = "{county}"

[[view]]
kind = "summary"
links = [
{_standing()}
]
notes = """
Tre saker i dag. Säg vilka siffror som är nya sedan sist och vilka som är reviderade.
Är det något ni undrar över så parkerar vi det.
"""

[[view]]
link = "/indikator/nya-lediga-jobb"
words = "DEMODATA. En annons kan gälla många jobb, och alla jobb annonseras inte."
notes = """
Så här brukar året se ut. Ligger vi inom det grå fältet är det vanligt för årstiden.
Säg siffran för hittills i år.
"""

[[view]]
link = "/indikator/arbetsloshet?jamfor=00"
box = "/indikator/inskrivna-arbetslosa"
short = false
words = "DEMODATA. Länet jämförs med riket: samma mått, samma månad, samma åldrar."
notes = """
SCB:s siffra är äldre. Arbetsförmedlingens i rutan är färskare men mäts annorlunda.
Säg vad sysselsättningen gjorde samtidigt.
"""

{_beside(county)}[[view]]
links = ["/indikator/konkurser", "/indikator/varsel"]
words = "DEMODATA. En enskild månad säger lite; läs summan av tolv månader."
notes = """
Få en månad låter lite och många låter mycket. Inom det grå fältet är båda vanliga.
Risken vi talade om förra gången: så här blev det.
"""

{_asked(last_monday(today))}
[[view]]
kind = "free"
short = false
headline = "DEMODATA: så kan en fri bild se ut"
text = """
Varje månad har något som inte finns i databasen. Här står det med egna ord, med källa.
"""
table = [
  ["Vad", "Vem", "När"],
  ["Påhittad etablering, 40 tjänster", "Påhittad kommun", "våren {today.year + 1}"],
  ["Påhittad utbildning, 25 platser", "Påhittat lärosäte", "hösten {today.year + 1}"],
]
source = "påhittad uppgift från en deltagare, inte avstämd mot officiell statistik. DEMODATA."
notes = "Uppgifter från deltagare visas för sig och blir aldrig en stapel."

[[view]]
kind = "outlook"
notes = """
Säg en gång till vad som är viktigast i dag.
Säg vilken siffra som kommer härnäst. Länken ligger i chatten.
"""
'''
