"""docs/features.md: what is there is shown by a test that exists; nothing of exploring and taking away is missing."""

import re

from tests.shared import REPOSITORY

ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in (REPOSITORY / "docs" / "features.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d+ \| ", line)
]
OF_THE_MEETING_AND_OPERATION = {48}
"""What has no answer yet; everything else is exploring, comparing, exporting, sharing and provenance, or is there."""


def test_every_feature_has_its_row():
    assert [int(row[0]) for row in ROWS] == list(range(1, 73))
    assert {row[2].split()[0].rstrip(":") for row in ROWS} <= {"have", "partly", "no"}


def test_what_is_there_is_shown_by_a_test():
    for number, feature, answer, proof in ROWS:
        if answer.startswith("no"):
            continue
        for one in proof.split(", "):
            found = re.fullmatch(r"\[(test_\w+)\]\(\.\./(tests/\S+\.py)\)", one)
            assert found, f"{number} {feature}: {one}"
            assert f"def {found[1]}(" in (REPOSITORY / found[2]).read_text(encoding="utf-8"), one


def test_nothing_of_exploring_and_taking_away_is_missing():
    assert {int(row[0]) for row in ROWS if row[2].startswith("no")} <= OF_THE_MEETING_AND_OPERATION
