"""Sets one document and ends: a program of its own, started by typesetting.py, which can therefore end it.

    python typesetter.py TEMPLATE FONT_FOLDER PROCESSOR_SECONDS MEGABYTES < content.json > document.pdf

Exit code 3 and a sentence on stderr where Typst refuses the document. Imports nothing of ours: it starts in a moment.
"""

import sys
from pathlib import Path

import typst

REFUSED = 3


def set_document(template: Path, font_folder: str, content: str) -> bytes:
    """The document as PDF/UA-1 bytes; TypstError."""
    return typst.compile(
        template.read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder]),
        ignore_system_fonts=True,
        sys_inputs={"content": content},
        pdf_standards=["ua-1"],
        format="pdf",
    )


def limit(seconds: int, megabytes: int) -> None:
    """Let the system end this process at so much processor time of all its threads, or so much memory.

    Windows has no such limits; there only the starter's clock holds.
    """
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, megabytes * 1_000_000)):
        hard = resource.getrlimit(what)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, hard))


def main(template: str, font_folder: str, seconds: str, megabytes: str) -> int:
    """Set what stands on stdin."""
    limit(int(seconds), int(megabytes))
    try:
        made = set_document(Path(template), font_folder, sys.stdin.buffer.read().decode())
    except typst.TypstError as error:
        sys.stderr.buffer.write(error.message.encode())
        return REFUSED
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
