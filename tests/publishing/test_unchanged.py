"""Whether a draft is what was published: by what an edition has of it, not by the file's time or comments."""

from dashboard.publishing.unchanged import Fingerprint

DRAFT = """schema = 1
date = 2026-11-30
title = "Prov"
mailbox = "n@example.se"

[[view]]
link = "/indikator/folkmangd"
headline = "Fler i länet"
notes = "Säg långsamt."
"""
QUESTION = '\n[[fraga]]\ntext = "Hur många?"\napproved = {}\n'


def test_only_what_is_published_makes_a_draft_another():
    before = Fingerprint.of(DRAFT)
    same = DRAFT.replace("Säg långsamt.", "Säg fort.").replace("n@", "m@").replace("[[view]]", "# en vy\n[[view]]")
    assert Fingerprint.of(same + QUESTION.format("false")) == before
    asked = Fingerprint.of(DRAFT + QUESTION.format("true"))
    assert asked.slides == before.slides and asked.added != before.added
    headed = Fingerprint.of(DRAFT.replace("Fler", "Färre"))
    assert headed.slides != before.slides and headed.added == before.added
