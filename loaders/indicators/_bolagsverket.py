"""Bolagsverket's file of registrations and deregistrations per month and municipality of seat (measure card M10).

Fields named by their code were read by third parties in the file (ftgstat_oppna.csv); the layout people export by hand
has the legal forms' whole names instead. Event 1 is registered, 2 all there are, 3 deregistered.
Housing associations and shelf companies are not firms that start, so four legal forms are counted.
"""

from loaders.ground.declarations import Code, FileQuery, Fixed, Label, Level, Measure

LAG_DAYS = 15
FORMS = {
    "AB": Label(r"^(AB|Aktiebolag)$"),
    "HB": Label(r"^(HB|Handelsbolag)$"),
    "KB": Label(r"^(KB|Kommanditbolag)$"),
    "E": Label(r"^(E|Enskild(a)? näringsidkare)$"),
}
CAVEAT_SV = (
    "Enskilda näringsidkare behöver inte registrera sig hos Bolagsverket. Små företag inom till exempel jord- och "
    "skogsbruk, rennäring och besöksnäring syns därför dåligt."
)


def event_query(event: str, since: str) -> FileQuery:
    """What is taken of one kind of event: each of the four legal forms, and their sum."""
    each = tuple(Measure(field, {"legal_form": form}) for form, field in FORMS.items())
    total = tuple(Measure(field, {"legal_form": "total"}) for field in FORMS.values())
    return FileQuery(
        source="bolagsverket",
        table="registreringar",
        called_sv="nedladdningsbara filer med företagsstatistik",
        measures=(*total, *each),
        select=(Fixed("handelse", Code(event)),),
        place=(Label(r"^(SATELAN|Län)$"), Label(r"^SATEKOMMUN$")),
        period=(Label(r"^(ar|år)$"), Label(r"^m[aå]nad$")),
        match=r"^ftgstat_oppna.*\.csv$|^lan\d{2}_.*\.csv$",
        levels=(Level.NATION, Level.COUNTY, Level.MUNICIPALITY),
        since=since,
    )
