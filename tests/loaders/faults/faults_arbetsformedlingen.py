"""Arbetsförmedlingen's faults, on the workbook of vacancies from May 2026 on."""

from tests.loaders.faults.fault_table import After, FaultTable, Row, on_wire, switched, together, wire

AF = "arbetsformedlingen"
DOWNLOAD = f"/{AF}/download/"
FILE = r"web-platser-2026-10\.xlsx"

REPLACED = switched(AF, revised=1.1)
"""Another upload, so that the file is asked for."""

TABLE = FaultTable(
    source=AF,
    asked=("new_vacancies",),
    start=switched(AF, since="2026-05", seed=0),
    rows=(
        Row(
            fault="file renamed",
            provoke=switched(AF, files={"web-platser": "lediga-jobb"}),
            told=r"platser: FEL\. .*Detalj: .*no page links to a file .*Files on them: .*lediga-jobb-2026-10\.xlsx",
        ),
        Row(
            fault="field missing",
            provoke=switched(AF, rename={"PERIOD": "TIDPUNKT"}),
            told=rf"platser: FEL\. .*Detalj: {FILE}.*none for /\^PERIOD",
        ),
        Row(
            fault="HTML instead of xlsx",
            provoke=together(REPLACED, on_wire("html", DOWNLOAD)),
            told=rf"platser: FEL\. .*Detalj: GET .*{DOWNLOAD}.*{FILE}: .*the answer was HTML instead of a workbook",
        ),
        Row(
            fault="truncated zip",
            provoke=together(REPLACED, on_wire("broken", DOWNLOAD)),
            told=rf"platser: FEL\. .*Detalj: GET .*{DOWNLOAD}.*{FILE}: .*the workbook was cut off \(\d+ bytes\)",
        ),
        *wire(f"/{AF}/"),
        Row(
            fault="wrong encoding",
            here="a name in the workbook written in another encoding",
            provoke=switched(AF, strange_place="Ã–stersund"),
            told=r"platser: FEL\. .*Detalj: .*'Ã–stersund' is 'Östersund' in another encoding",
        ),
        Row(
            fault="period gap",
            provoke=switched(AF, drop_month="2026-07"),
            told=r"platser: FEL\. .*Detalj: .*without 2026-07",
        ),
        Row(
            fault="duplicate key",
            provoke=switched(AF, double_key=True),
            told=r"platser: FEL\. .*Detalj: .*keys occur twice",
        ),
        Row(
            fault="new region",
            provoke=switched(AF, strange_place="Nya Åre"),
            told=r"platser: FEL\. .*Detalj: .*no Swedish municipality is called 'Nya Åre'",
        ),
        Row(
            fault="revised history",
            provoke=REPLACED,
            told=r"platser: [\d\s]+celler reviderade",
            code=0,
            after=After.APPENDED,
        ),
        Row(
            fault="moved page",
            provoke=switched(AF, pages="gone"),
            told=r"platser: FEL\. .*Detalj: .*tidigare-statistik-tidsserier \(404\), .*tidigare-statistik \(404\)\. .*"
            r"If the page has moved, fetch the file by hand",
        ),
    ),
)
