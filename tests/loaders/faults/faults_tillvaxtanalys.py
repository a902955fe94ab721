"""Tillväxtanalys' faults, on the bankruptcies per county and month since 1996."""

from tests.loaders.faults.fault_table import After, FaultTable, Row, on_wire, switched, wire

ID = "tillvaxtanalys"
FILE = "11_konkurser_manad_lan.px"
FAULT = r"konkurser-manad-lan: FEL\. .*Detalj: "
FOLDER = "Konkurser och offentliga ackord"

TABLE = FaultTable(
    source=ID,
    asked=("bankruptcies",),
    rows=(
        Row(
            fault="file renamed",
            provoke=switched(ID, file_names={FILE: "konkurser_ny.px"}),
            told=rf"{FAULT}Tillväxtanalys' folder '.*{FOLDER}': no names match .*There is: .*konkurser_ny\.px",
        ),
        Row(
            fault="field missing",
            here="a variable has another code",
            provoke=switched(ID, drop_variable="Län"),
            told=rf"{FAULT}.*there is no variable 'Län'",
            full=True,
        ),
        Row(
            fault="HTML instead of xlsx",
            here="HTML instead of JSON",
            provoke=on_wire("html", f"/{ID}/"),
            told=rf"{FAULT}GET .*/{ID}/.*the answer was HTML instead of JSON",
        ),
        Row(
            fault="truncated zip",
            here="JSON cut off",
            provoke=on_wire("broken", FILE),
            told=rf"{FAULT}GET .*{FILE}.*the answer was cut off or not JSON",
            full=True,
        ),
        *wire(f"/{ID}/"),
        Row(
            fault="wrong encoding",
            provoke=on_wire("latin", f"/{ID}/"),
            told=rf"{FAULT}GET .*/{ID}/.*the answer was not UTF-8 text \(byte 0xe[45]",
        ),
        Row(
            fault="period gap",
            here="two years; a hole of up to 5 % is stored as missing, reported, and ends with 0",
            provoke=switched(ID, drop_month=("2019", "2020")),
            told=rf"{FAULT}bankruptcies: table konkurser-manad-lan lacks 504 of 7770 cells .*period 2019-01, 2019-02",
            full=True,
        ),
        Row(
            fault="duplicate key",
            provoke=switched(ID, region_texts={"22 Västernorrlands län": "23 Jämtlands län"}),
            told=rf"{FAULT}.*23 twice",
            full=True,
        ),
        Row(
            fault="new region",
            provoke=switched(ID, new_region="26 Bergslagens län"),
            told=rf"{FAULT}.*26 Bergslagens län",
            full=True,
        ),
        Row(
            fault="revised history",
            provoke=switched(ID, revise=0.05),
            told=r"konkurser-manad-lan: [\d\s]+celler reviderade",
            code=0,
            after=After.APPENDED,
            full=True,
        ),
        Row(
            fault="moved page",
            here="the folder has another name",
            provoke=switched(ID, folder="Konkurser och ackord"),
            told=rf"{FAULT}.*there is no folder '{FOLDER}'",
        ),
    ),
)
