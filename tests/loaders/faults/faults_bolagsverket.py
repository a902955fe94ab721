"""Bolagsverket's faults, on its one text file of registrations and deregistrations."""

from dataclasses import replace

from tests.loaders.faults.fault_table import After, FaultTable, Row, on_wire, switched, together, wire

ID = "bolagsverket"
FILE = f"/{ID}/ftgstat_oppna\\.csv"
FAULT = r"registreringar: FEL\. .*Detalj: "
QUOTA = " API calls quota exceeded"
"""What a 429 says, but not to the call for the head of the file, which has no body."""
REVISED = switched(ID, revise=True)
"""Another stamp, so that the file is asked for."""


def body_spoilt(kind: str):
    """A new file, whose head (one call) is as it should be and whose body is not."""
    return together(REVISED, on_wire(kind, f"/{ID}/", skip=1))


TABLE = FaultTable(
    source=ID,
    asked=("deregistrations",),
    path=f"/{ID}/",
    start=switched(ID, since=2024),
    rows=(
        Row(
            fault="file renamed",
            provoke=on_wire("status", f"/{ID}/", status=404),
            told=rf"{FAULT}HEAD .*{FILE} was refused: HTTP 404",
            now=r"set LANSPULS_BOLAGSVERKET_URL",
        ),
        Row(
            fault="field missing",
            provoke=switched(ID, rename_field="AKTIE"),
            told=rf"{FAULT}ftgstat_oppna\.csv: no fields fit /\^\(AB\|Aktiebolag\)\$/.* It has: armanad, .*AKTIE",
        ),
        Row(
            fault="HTML instead of xlsx",
            here="HTML instead of CSV",
            provoke=body_spoilt("html"),
            told=rf"{FAULT}GET .*{FILE}: .*the answer was HTML instead of CSV \('Underhåll'\)",
        ),
        Row(
            fault="truncated zip",
            here="CSV cut off in the middle of a line",
            provoke=switched(ID, truncate=True),
            told=rf"{FAULT}ftgstat_oppna\.csv: line \d+ has \d+ fields and the header 37, so the text is cut off",
        ),
        *(replace(row, told=row.told.removesuffix(QUOTA)) for row in wire(f"/{ID}/")),
        Row(
            fault="wrong encoding",
            here="UTF-16; Latin-1, UTF-8 and UTF-8 encoded twice are read",
            provoke=switched(ID, encoding="utf-16"),
            told=rf"{FAULT}ftgstat_oppna\.csv is UTF-16",
        ),
        Row(
            fault="period gap",
            provoke=switched(ID, drop_month="202405"),
            told=rf"{FAULT}ftgstat_oppna\.csv ends with 2026-10 but lacks 2024-05 of event 3",
        ),
        Row(
            fault="duplicate key",
            provoke=switched(ID, twice=True),
            told=rf"{FAULT}ftgstat_oppna\.csv: line \d+ repeats 3 2 0 0 Uppgift saknas 2026-10",
        ),
        Row(
            fault="new region",
            provoke=switched(ID, new_seat=True),
            told=rf"{FAULT}ftgstat_oppna\.csv: no Swedish county has code '66'",
        ),
        Row(
            fault="revised history",
            provoke=REVISED,
            told=r"registreringar: [\d\s]+celler reviderade",
            code=0,
            after=After.APPENDED,
        ),
        Row(
            fault="moved page",
            provoke=on_wire("moved", f"/{ID}/"),
            told=rf"{FAULT}HEAD .*{FILE} has moved to https://ny-adress\.example",
            now=r"set LANSPULS_BOLAGSVERKET_URL",
        ),
    ),
)
