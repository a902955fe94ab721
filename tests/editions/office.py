"""Office files opened by LibreOffice, as readers without Microsoft's programs do."""

import shutil
import subprocess
from pathlib import Path

import pypdfium2

from tests.shared import lacking
from tests.waiting import HANG_SECONDS


def pages_of(content: bytes, name: str, folder: Path) -> list[str]:
    """The text of each page that LibreOffice makes of a file of this name; skips where it is not installed."""
    soffice = shutil.which("soffice")
    if soffice is None:
        lacking("LibreOffice (soffice) is not installed")
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=HANG_SECONDS, check=False)
    made = (folder / name).with_suffix(".pdf")
    assert made.exists(), f"LibreOffice made no PDF of {name}: {done.stdout} {done.stderr}"
    document = pypdfium2.PdfDocument(made)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()
