"""Files that are attached where the meeting is prepared: they lie beside its file, under names that people know."""

import base64

import pytest

from dashboard.editing.attachments import keep
from loaders.ground.errors import UsageError

DAY = "2026-11-30"


def sent(content: bytes) -> str:
    return base64.b64encode(content).decode()


def test_a_file_has_the_day_and_its_own_name_and_another_of_that_name_one_of_its_own(tmp_path):
    kept = [keep(name, sent(content), DAY, tmp_path) for name, content in (
        ("Gästens bilder (2).PDF", b"%PDF-1"), ("gästens-bilder 2.pdf", b"%PDF-1"), ("Gästens bilder 2.pdf", b"%PDF-2"),
        ("../../etc/.pdf.txt", b"x"), ("C:\\hem\\ÅÄÖ.csv", b"a"), ("日本.png", b"\x89PNG\r\n\x1a\n"),
        ("x" * 200 + ".txt", b"y"),
    )]  # fmt: skip
    first, same, other, *rest = kept
    assert first == same == f"{DAY}-gastens-bilder-2.pdf" and (tmp_path / first).read_bytes() == b"%PDF-1"
    assert other.startswith(f"{DAY}-gastens-bilder-2-") and (tmp_path / other).read_bytes() == b"%PDF-2"
    assert rest == [f"{DAY}-pdf.txt", f"{DAY}-aao.csv", f"{DAY}-bilaga.png", f"{DAY}-{'x' * 60}.txt"]
    assert {path.name for path in tmp_path.iterdir()} == set(kept)


@pytest.mark.parametrize(
    ("name", "encoded", "told"),
    [
        ("a.exe", sent(b"MZ"), "”.exe” kan inte bifogas. Det går med .pdf,"),
        ("utan", sent(b"x"), "kan inte bifogas"),
        ("a.pdf", sent(b"MZ"), "Filen heter .pdf men är något annat."),
        ("a.docx", sent(b"%PDF-"), "Filen heter .docx men är något annat."),
        ("a.pdf", sent(b""), "Filen är tom."),
        ("a.pdf", "inte base64!", "Filen kom inte fram hel."),
        ("a.txt", sent(bytes(20_000_001)), "Filen är 20 MB, högst 20 MB får plats."),
    ],
)
def test_what_is_no_attachment_is_refused_in_a_sentence_and_not_written(tmp_path, name, encoded, told):
    with pytest.raises(UsageError) as refused:
        keep(name, encoded, DAY, tmp_path)
    assert told in refused.value.message_sv and list(tmp_path.iterdir()) == []
