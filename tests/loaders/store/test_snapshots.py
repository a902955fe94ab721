"""Answers kept as they came, without the publisher's staff, and no longer than asked."""

import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.ground.errors import StoreError
from loaders.store.snapshots import Snapshot, Snapshots, without_contact
from tests.loaders.store.publishing import moment
from tests.shared import shared_file

URL = "https://statistikdatabasen.scb.se/api/v2/tables/TAB6260/data"


def keep(snapshots: Snapshots, day: str, *bodies: bytes, metadata: bytes = b"{}", table: str = "TAB6260") -> None:
    """One publication of a table, fetched on its day."""
    at = moment(day)
    with snapshots.keeping("scb", table, url=URL, query_hash="q", fetched=at, updated=at) as keeper:
        keeper.add_metadata(metadata)
        for body in bodies:
            keeper.add(body)


def kept_files(snapshots: Snapshots) -> list[str]:
    return sorted(path.name for path in snapshots.root.glob("*/*/*.zst"))


def test_answers_come_back_byte_for_byte_in_order(tmp_path):
    snapshots = Snapshots(tmp_path / "raw")
    bodies = b'{"value": [1.0, 2e3 ]}\r\n', "{ }å".encode()
    keep(snapshots, "2026-07-01", *bodies, metadata=b'{"label": "Arbetsmarknad"}')
    (snapshot,) = snapshots.snapshots()
    assert tuple(snapshots.read(snapshot)) == bodies
    assert tuple(snapshots.read_metadata(snapshot)) == (b'{"label": "Arbetsmarknad"}',)
    assert (snapshot.source, snapshot.table, snapshot.url, snapshot.updated) == (
        "scb",
        "TAB6260",
        URL,
        moment("2026-07-01"),
    )


def test_the_lock_file_is_sorted_and_the_same_for_the_same_answers(tmp_path):
    first, second = Snapshots(tmp_path / "a"), Snapshots(tmp_path / "b")
    for table in ("TAB1", "TAB2"):
        keep(first, "2026-07-01", b"[1]", table=table)
    for table in ("TAB2", "TAB1"):
        keep(second, "2026-07-01", b"[1]", table=table)
    assert (first.root / "lock.json").read_bytes() == (second.root / "lock.json").read_bytes()
    assert [s["table"] for s in orjson.loads((first.root / "lock.json").read_bytes())["snapshots"]] == ["TAB1", "TAB2"]
    for name in kept_files(first):
        here, there = (next(s.root.rglob(name)).read_bytes() for s in (first, second))
        assert here == there


def test_the_newest_publications_stay_and_shared_answers_with_them(tmp_path):
    snapshots = Snapshots(tmp_path / "raw", kept=2)
    for month, body in ((5, b"[5]"), (6, b"[6]"), (7, b"[7]")):
        keep(snapshots, f"2026-{month:02}-01", body, metadata=b'{"same": true}')
    keep(snapshots, "2026-01-01", b"[0]", table="TAB698")
    of_table = snapshots.snapshots("scb", "TAB6260")
    assert [list(snapshots.read(s)) for s in of_table] == [[b"[6]"], [b"[7]"]]
    assert [list(snapshots.read_metadata(s)) for s in of_table] == [[b'{"same": true}']] * 2
    assert len(kept_files(snapshots)) == 3 + 2


def test_the_same_publication_fetched_again_changes_nothing(tmp_path):
    snapshots = Snapshots(tmp_path / "raw")
    keep(snapshots, "2026-07-01", b"[1]")
    before = (snapshots.root / "lock.json").read_bytes()
    with snapshots.keeping(
        "scb", "TAB6260", url=URL, query_hash="q", fetched=moment("2026-07-02"), updated=moment("2026-07-01")
    ) as keeper:
        keeper.add_metadata(b"{}")
        keeper.add(b"[1]")
    assert (snapshots.root / "lock.json").read_bytes() == before


def test_a_fetch_that_fails_midway_leaves_no_snapshot_and_its_files_go_next_time(tmp_path):
    snapshots = Snapshots(tmp_path / "raw")

    def fail() -> None:
        at = moment("2026-07-01")
        with snapshots.keeping("scb", "TAB6260", url=URL, query_hash="q", fetched=at, updated=at) as keeper:
            keeper.add(b"[1]")
            raise StoreError("the connection broke")

    with pytest.raises(StoreError, match="the connection broke"):
        fail()
    assert snapshots.snapshots() == ()
    assert len(kept_files(snapshots)) == 1
    keep(snapshots, "2026-07-02", b"[2]", metadata=b"{}")
    assert len(kept_files(snapshots)) == 2


def test_a_damaged_or_absent_answer_is_named(tmp_path):
    snapshots = Snapshots(tmp_path / "raw")
    keep(snapshots, "2026-07-01", b"[1]", b"[2]")
    (snapshot,) = snapshots.snapshots()
    folder = snapshots.root / "scb" / "TAB6260"
    first, second = (folder / f"{name}.json.zst" for name in snapshot.data)
    first.write_bytes(second.read_bytes())
    with pytest.raises(StoreError, match=f"raw/scb/TAB6260/{first.name} is damaged"):
        next(snapshots.read(snapshot))
    first.unlink()
    with pytest.raises(StoreError, match=f"raw/scb/TAB6260/{snapshot.data[0]}.* is missing"):
        next(snapshots.read(snapshot))
    (snapshots.root / "lock.json").write_text("{")
    assert snapshots.snapshots() == (snapshot,)  # its copy says the same
    (snapshots.root / "lock.1.json").write_text("{")
    with pytest.raises(StoreError, match=r"raw/lock\.json cannot be read"):
        snapshots.snapshots()


@pytest.mark.parametrize("content", [None, b"", b"[]", b'{"schema": 1}'])
def test_answers_whose_list_is_lost_are_not_removed_and_fetching_goes_on(tmp_path, content):
    snapshots = Snapshots(tmp_path / "raw")
    keep(snapshots, "2026-07-01", b"[1]", b"[2]")
    before = {path.name for path in snapshots.root.rglob("*.zst")}
    for name in ("lock.json", "lock.1.json"):
        (snapshots.root / name).unlink() if content is None else (snapshots.root / name).write_bytes(content)
    with pytest.raises(StoreError, match=r"raw/lock\.json"):
        snapshots.snapshots()
    keep(snapshots, "2026-07-02", b"[3]")
    assert [s.fetched.day for s in snapshots.snapshots()] == [2]
    assert before < {path.name for path in snapshots.root.rglob("*.zst")}


def test_a_moment_without_time_zone_is_refused(tmp_path):
    at = moment("2026-07-01").replace(tzinfo=None)
    with pytest.raises(ValueError, match="has no time zone"):
        Snapshots(tmp_path).keeping("scb", "T", url=URL, query_hash="q", fetched=at, updated=at).__enter__()


@pytest.mark.parametrize("name", ["TAB6471_metadata.json", "TAB6471_data.json"])
def test_real_answers_lose_their_contacts_and_nothing_else(name):
    body = shared_file(f"recorded/scb-v2/{name}").read_bytes()
    kept = without_contact(body)
    before, after = orjson.loads(body), orjson.loads(kept)
    assert before["extension"]["contact"][0]["organization"] == "SCB"
    assert after["extension"]["contact"] == []
    del before["extension"]["contact"], after["extension"]["contact"]
    assert after == before
    at = kept.index(b'"contact":[]') + len(b'"contact":[')
    assert body.startswith(kept[:at])
    assert body.endswith(kept[at:])


def test_only_the_contacts_of_the_extension_are_cut():
    body = b'{"note": ["his \\"contact\\": 070"], "contact": [1], "extension": {"contact" : ["\xc3\x85sa"], "px": 1}}'
    assert without_contact(body) == body.replace(b'["\xc3\x85sa"]', b"[]")
    for untouched in (
        b'{"extension": null, "contact": 1}',
        b'<html>"contact": 1</html>',
        b'{"extension":{"contact":[]}}',
    ):
        assert without_contact(untouched) == untouched


PERSON = st.fixed_dictionaries({"name": st.text(), "phone": st.text(), "raw": st.text()})


@given(st.lists(PERSON), st.dictionaries(st.sampled_from(["contact", "note", "px"]), st.text()), st.booleans())
def test_whatever_the_contacts_hold_they_go(people, around, is_ascii):
    answer = {**around, "extension": {"px": around, "contact": people}, "value": [1, None, 2.5]}
    body = json.dumps(answer, ensure_ascii=is_ascii, indent=2).encode("utf-8", "surrogatepass")
    kept = json.loads(without_contact(body))
    assert kept == {**answer, "extension": {"px": around, "contact": []}}


def test_a_snapshot_is_found_by_source_and_table(tmp_path):
    snapshots = Snapshots(tmp_path)
    assert snapshots.snapshots() == ()
    keep(snapshots, "2026-07-01", b"[1]", table="TAB1")
    keep(snapshots, "2026-07-01", b"[1]", table="TAB2")
    assert [type(s) for s in snapshots.snapshots("scb")] == [Snapshot, Snapshot]
    assert [s.table for s in snapshots.snapshots("scb", "TAB2")] == ["TAB2"]
    assert snapshots.snapshots("af") == ()


def test_what_is_no_json_is_kept_byte_for_byte_under_its_own_ending(tmp_path):
    snapshots, at = Snapshots(tmp_path), moment("2026-05-01")
    bodies = (b"PK\x03\x04 a workbook", b"<html></html>", "År;Antal".encode("latin-1"), b"\xef\xbb\xbf[1]")
    for _ in range(2):
        with snapshots.keeping("af", "t", url=URL, query_hash="q", fetched=at, updated=at, kept=1) as keeper:
            for body in bodies:
                keeper.add(body)
    (snapshot,) = snapshots.snapshots("af", "t")
    assert tuple(snapshots.read(snapshot)) == bodies
    names = sorted(path.name.partition(".")[2] for path in (tmp_path / "af" / "t").iterdir() if path.name != ".lock")
    assert names == ["json.zst", "zst", "zst", "zst"]


def test_of_large_files_fewer_publications_are_kept(tmp_path):
    snapshots = Snapshots(tmp_path, kept=5)
    for day in ("2026-05-01", "2026-06-01", "2026-07-01"):
        at = moment(day)
        with snapshots.keeping("af", "t", url=URL, query_hash="q", fetched=at, updated=at, kept=2) as keeper:
            keeper.add(day.encode())
    assert [snapshot.fetched for snapshot in snapshots.snapshots("af", "t")] == [
        moment("2026-06-01"),
        moment("2026-07-01"),
    ]
    assert len([path for path in (tmp_path / "af" / "t").iterdir() if path.name != ".lock"]) == 2
