"""Tillväxtanalys' faults, on the bankruptcies per county and month since 1996."""

from tests.loaders.faults.fault_table import FaultTable, Row, switched
from tests.loaders.faults.px_rows import px_rows

ID = "tillvaxtanalys"
FILE = "11_konkurser_manad_lan.px"
FAULT = r"konkurser-manad-lan: FEL\. .*Detalj: "
FOLDER = "Konkurser och offentliga ackord"

TABLE = FaultTable(
    source=ID,
    asked=("bankruptcies",),
    rows=(
        *px_rows(
            ID,
            table="konkurser-manad-lan",
            file=FILE,
            variable="Län",
            folder=FOLDER,
            new_folder="Konkurser och ackord",
            latin=f"/{ID}/",
        ),
        Row(
            fault="file renamed",
            provoke=switched(ID, file_names={FILE: "konkurser_ny.px"}),
            told=rf"{FAULT}Tillväxtanalys' folder '.*{FOLDER}': no names match .*There is: .*konkurser_ny\.px",
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
    ),
)
