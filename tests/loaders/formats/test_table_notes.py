"""Notes are shown as plain text, whatever a publisher wrote."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.formats.table_notes import Note, plain_text


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("Ett.\r\n \r\n  \r\nTvå.", "Ett.\nTvå."),
        ("Se [CKM](https://www.scb.se/FAQ-CKM) nu", "Se CKM (https://www.scb.se/FAQ-CKM) nu"),
        ("[A__B](https://x.se/A__B__C/)", "A__B (https://x.se/A__B__C/)"),
        ("[klicka](javascript:alert(1))", "klicka"),
        ("[https://scb.se](https://scb.se)", "https://scb.se"),
        ("**Viktigt** <b>här</b><script>", "Viktigt här"),
        ("färre än 5 < 10 och 3 > 2", "färre än 5 < 10 och 3 > 2"),
        ("# Rubrik\ntext", "Rubrik\ntext"),
        ("a\x00b\u200fc\u00a0d", "a b c d"),
        ("** = reviderad, * = preliminär", "** = reviderad, * = preliminär"),
    ],
)
def test_plain_text(raw, plain):
    assert plain_text(raw) == plain


def test_a_note_is_its_text_and_survives_pickling():
    note = Note("text", mandatory=True, dimension="Region", code="23")
    again = pickle.loads(pickle.dumps(note))
    assert again == "text"
    assert (again.mandatory, again.dimension, again.code) == (True, "Region", "23")


@given(st.text(max_size=80))
def test_no_control_characters_remain(text):
    assert not any(ord(c) < 32 and c != "\n" for c in plain_text(text))
