"""The faults of the notices of redundancy, on the one workbook of counties and months since 1992."""

from tests.loaders.faults.fault_table import After, FaultTable, Row, on_wire, switched, together, wire

ID = "varsel"
DOWNLOAD = f"/{ID}/download/"
FILE = r"web-varsel-lan-199201-2026-10\.xlsx"
REPLACED = switched(ID, revised=1.1)
"""Another upload, so that the file is asked for."""
FAULT = r"varsel-lan: FEL\. .*Detalj: "

TABLE = FaultTable(
    source=ID,
    asked=("redundancy_notices",),
    rows=(
        Row(
            fault="file renamed",
            provoke=switched(ID, prefix="varslade-personer"),
            told=rf"{FAULT}.*no page links to a file that matches .*Files on them: .*varslade-personer-2026-10\.xlsx",
        ),
        Row(
            fault="field missing",
            provoke=switched(ID, layout="long", rename={"Antal varslade": "Summa"}),
            told=rf"{FAULT}{FILE}, sheet Total: .*no that match .*Its columns: PERIOD, LÄN, Summa",
        ),
        Row(
            fault="HTML instead of xlsx",
            provoke=together(REPLACED, on_wire("html", DOWNLOAD)),
            told=rf"{FAULT}GET .*{DOWNLOAD}.*{FILE}: .*the answer was HTML instead of a workbook",
        ),
        Row(
            fault="truncated zip",
            provoke=together(REPLACED, on_wire("broken", DOWNLOAD)),
            told=rf"{FAULT}GET .*{DOWNLOAD}.*{FILE}: .*the workbook was cut off \(\d+ bytes\)",
        ),
        *wire(f"/{ID}/"),
        Row(
            fault="wrong encoding",
            here="a name in the workbook written in another encoding",
            provoke=switched(ID, strange_county="Stockholms lÃ¤n"),
            told=rf"{FAULT}{FILE}, sheet 1992, .*'Stockholms lÃ¤n' is 'Stockholms län' in another encoding",
        ),
        Row(
            fault="period gap",
            here="the file begins in 2005; a hole of up to 30 % is stored as missing, reported, and ends with 0",
            provoke=switched(ID, drop_month=tuple(str(year) for year in range(1992, 2005))),
            told=rf"{FAULT}redundancy_notices: table varsel-lan lacks \d+ of \d+ cells .*period 1992-01, 1992-02",
        ),
        Row(
            fault="duplicate key",
            provoke=switched(ID, double_month="2003"),
            told=rf"{FAULT}.*twice",
        ),
        Row(
            fault="new region",
            provoke=switched(ID, strange_county="Bergslagens län"),
            told=rf"{FAULT}{FILE}, sheet 1992, .*no Swedish county is called 'Bergslagens län'",
        ),
        Row(
            fault="revised history",
            provoke=REPLACED,
            told=r"varsel-lan: [\d\s]+celler reviderade",
            code=0,
            after=After.APPENDED,
        ),
        Row(
            fault="moved page",
            provoke=switched(ID, pages="gone"),
            told=rf"{FAULT}.*tidigare-statistik-tidsserier \(404\), .*If the page has moved, fetch the file by hand",
        ),
    ),
)
