"""JobTech's faults, on counts of ads a month: a small JSON answer for each place and month."""

from dataclasses import replace

from tests.loaders.faults.fault_table import After, FaultTable, Row, on_wire, switched, wire

ID = "jobtech"
SEARCH = f"/{ID}/search"
FAULT = r"annonser-manad: FEL\. .*Detalj: "

ROWS = (
    Row(
        fault="file renamed",
        here="the address of the search is another",
        provoke=switched(ID, moved=True),
        told=rf"{FAULT}GET .*{SEARCH}\?.* was refused: HTTP 404",
        now=r"set LANSPULS_JOBTECH_URL or LANSPULS_JOBTECH_JOBSEARCH_URL",
    ),
    Row(
        fault="field missing",
        provoke=switched(ID, rename_total="totalt"),
        told=rf"{FAULT}jobtech: annonser-manad 00 2024-11: the answer has no whole number in total\.value\. "
        r"It has: .*totalt; see the API's /swagger\.json",
    ),
    Row(
        fault="HTML instead of xlsx",
        here="HTML instead of JSON",
        provoke=on_wire("html", SEARCH),
        told=rf"{FAULT}GET .*{SEARCH}: .*the answer was HTML instead of JSON \('Underhåll'\)",
    ),
    Row(
        fault="truncated zip",
        here="JSON cut off",
        provoke=on_wire("broken", SEARCH),
        told=rf"{FAULT}GET .*{SEARCH}: .*the answer was cut off or not JSON",
    ),
    *wire(SEARCH),
    Row(
        fault="wrong encoding",
        here="UTF-16; a count has no letters that Latin-1 would spoil",
        provoke=switched(ID, encoding="utf-16"),
        told=rf"{FAULT}GET .*{SEARCH}: .*the answer was not UTF-8 text \(byte 0xff at 0\)",
    ),
    Row(
        fault="period gap",
        here="a month that has not been loaded has no ads anywhere",
        provoke=switched(ID, gap="2026-03"),
        told=rf"{FAULT}jobtech: 2026-03: not one ad in Riket",
    ),
    Row(
        fault="duplicate key",
        here="the place asked for is not obeyed: the same ads come for every place",
        provoke=switched(ID, ignore_place=True),
        told=rf"{FAULT}jobtech: 2024-11: Riket has \d+ ads and so has Jämtlands län: the place asked for",
    ),
    Row(
        fault="new region",
        here="a place has another concept id, and the API finds nothing by the old one",
        provoke=switched(ID, lost_place="2321"),
        told=rf"{FAULT}jobtech: Åre has not one ad in 2024-11 to 2026-10, and had \d+ in an ordinary month",
    ),
    Row(
        fault="revised history",
        provoke=switched(ID, revised=True),
        told=r"annonser-manad: [\d\s]+celler reviderade",
        code=0,
        after=After.APPENDED,
    ),
    Row(
        fault="moved page",
        provoke=on_wire("moved", SEARCH),
        told=rf"{FAULT}GET .*{SEARCH} has moved to https://ny-adress\.example",
        now=r"set LANSPULS_JOBTECH_URL or LANSPULS_JOBTECH_JOBSEARCH_URL",
    ),
)

TABLE = FaultTable(
    source=ID,
    asked=("platsbanken_ads",),
    path=f"/{ID}/",
    rows=tuple(replace(row, full=True) for row in ROWS),  # what was counted this month is not asked for again
)
