"""What is the same at every PxWeb of px files: faults of the wire, of a JSON answer, of a variable and a folder."""

from tests.loaders.faults.fault_table import After, Row, on_wire, switched, wire


def px_rows(
    source: str, *, table: str, file: str, variable: str, folder: str, new_folder: str, latin: str
) -> tuple[Row, ...]:
    """The rows of a source's one table.

    table: our name of it. file, latin: parts of the addresses whose answers are cut off, and are not UTF-8. variable:
    the one that gets another code. folder: its name, which becomes ``new_folder``.
    """
    fault = rf"{table}: FEL\. .*Detalj: "
    return (
        Row(
            fault="field missing",
            here="a variable has another code",
            provoke=switched(source, drop_variable=variable),
            told=rf"{fault}.*there is no variable '{variable}'",
            full=True,
        ),
        Row(
            fault="HTML instead of xlsx",
            here="HTML instead of JSON",
            provoke=on_wire("html", f"/{source}/"),
            told=rf"{fault}GET .*/{source}/.*the answer was HTML instead of JSON",
        ),
        Row(
            fault="truncated zip",
            here="JSON cut off",
            provoke=on_wire("broken", file),
            told=rf"{fault}GET .*{file}.*the answer was cut off or not JSON",
            full=True,
        ),
        *wire(f"/{source}/"),
        Row(
            fault="wrong encoding",
            provoke=on_wire("latin", latin),
            told=rf"{fault}GET .*/{source}/.*the answer was not UTF-8 text \(byte 0xe[45]",
            full=True,
        ),
        Row(
            fault="revised history",
            provoke=switched(source, revise=0.05),
            told=rf"{table}: [\d\s]+celler reviderade",
            code=0,
            after=After.APPENDED,
            full=True,
        ),
        Row(
            fault="moved page",
            here="the folder has another name",
            provoke=switched(source, folder=new_folder),
            told=rf"{fault}.*there is no folder '{folder}'",
        ),
    )
