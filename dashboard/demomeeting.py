"""The demo's meeting: seven slides and a free one, marked DEMODATA. The sixth follows the year (docs/meeting.md)."""

from datetime import date

from dashboard.meeting import last_monday

_QUESTIONS = {
    1: ('link = "/indikator/varsel?matt=tolv"', "Varselåret: summan av tolv månader sedan 1992."),
    2: ('link = "/indikator/folkokning"', "Födda, inrikes och utrikes: vilket bar förändringen?"),
    3: ('link = "/indikator/nystartade-foretag"', "Nystartade företag mot de fem åren före."),
    4: ('link = "/indikator/gastnatter"', "Vintersäsongen så långt. Mars och april läses ihop: påsken flyttar sig."),
    5: ('link = "/indikator/gastnatter"', "Vintern, december till april, med påsken i."),
    6: ('link = "/indikator/framskrivning"', "Årets framskrivning mot de förra och mot utfallet."),
    7: ('link = "/indikator/folkmangd"', "Folkmängden mitt i sommaren."),
    8: ('link = "/indikator/inskrivna-arbetslosa?alder=18-24"', "Unga 18–24 år: åldersbrottet 2026 rör dem inte."),
    9: ('link = "/indikator/cirkulara-branscher"', "Vilka branscher räknas som cirkulära, och vad säger det inte?"),
    10: ('link = "/indikator/gastnatter"', "Sommarsäsongen, juni till augusti."),
    11: (
        'link = "/indikator/brp?jamfor=00&fran=2015&matt=index"',
        "BRP i löpande priser, länet mot riket. Priserna är med i ökningen.",
    ),
    12: ('link = "/indikator/arbetsloshet?jamfor=00&matt=tolv"', "Året på en sida: tolv månader i medeltal."),
}


def demo_meeting_toml(today: date) -> str:
    """A made-up meeting on the last Monday of this month, marked DEMODATA, as the text of a meeting file."""
    link, question = _QUESTIONS[last_monday(today).month]
    return f'''# DEMODATA: ett påhittat möte som visar hur en mötesfil skrivs.
schema = 1
date = {last_monday(today).isoformat()}
title = "Regional näringslivsdialog"
place = "Östersund"
county = "23"

[[view]]
kind = "summary"
links = [
  "/indikator/nya-lediga-jobb",
  "/indikator/arbetsloshet",
  "/indikator/konkurser",
  "/indikator/varsel",
  "/indikator/gastnatter",
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

[[view]]
link = "/indikator/arbetsloshet?matt=kommuner"
words = "DEMODATA. I små kommuner kan några få personer flytta andelen mycket."
notes = """
Säg hur många personer skillnaden motsvarar.
De grå ska ni inte läsa något i.
"""

[[view]]
links = ["/indikator/konkurser", "/indikator/varsel"]
words = "DEMODATA. En enskild månad säger lite; läs summan av tolv månader."
notes = """
Få en månad låter lite och många låter mycket. Inom det grå fältet är båda vanliga.
Risken vi talade om förra gången: så här blev det.
"""

[[view]]
{link}
short = false
words = "DEMODATA. Månadens fråga. {question}"
notes = """
Ett resultat, en sak som det inte visar, och en fråga till forumet.
{question}
"""

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
source = "Källa: påhittad uppgift från en deltagare, inte avstämd mot officiell statistik. DEMODATA."
notes = "Uppgifter från deltagare visas för sig och blir aldrig en stapel."

[[view]]
kind = "outlook"
notes = """
Säg en gång till vad som är viktigast i dag.
Säg vilken siffra som kommer härnäst. Länken ligger i chatten.
"""
'''
