"""Whatever people write ends as a value or as a fault with the file's name: the bombs of the findings, any bytes."""

import os
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data import meeting_days
from dashboard.meetings.file import load_meeting, parse_meeting
from dashboard.meetings.outlooks import parse_outlooks, read_outlooks
from dashboard.meetings.problems import problems_of_files
from loaders.ground.errors import UsageError
from loaders.ground.people import toml_text
from loaders.ground.people.files import address_parts, faults_named, read_regular
from loaders.ground.raw import Raw
from loaders.own import read_file
from loaders.own.history import OwnHistory
from loaders.own.watching import watch
from loaders.settings import load_settings
from tests.loaders.own.bombs import MEETING, QUOTED, STATED, packed, projection_bombs, text_bombs, workbook_bombs
from tests.shared import REPOSITORY, lacking
from tests.waiting import wait_until

NOW = datetime(2026, 11, 27, tzinfo=UTC)
DAY = "2026-12-07"
MEETING_HERE = MEETING.format(day=DAY)
LIMITED = """
import resource, sys, pathlib
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
sys.path.insert(0, sys.argv[2])
from loaders.own import opened, read_file
from loaders.ground.errors import UsageError
for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    for path in folder.iterdir():
        try:
            read_file(opened(path))
            print(folder.name, "was read")
        except UsageError as error:
            print(folder.name, " ".join(error.message_sv.split()))
"""
"""Reads each file of a folder of folders; the system ends it beyond a minute of work or 1.5 GB."""


@pytest.mark.skipif(os.name != "posix", reason="the system must be able to limit a process")
def test_every_bomb_among_own_files_is_told_within_a_minute_of_work_for_all_of_them(tmp_path):
    bombs = dict(enumerate((*text_bombs(STATED, "egna.toml"), *workbook_bombs(), *projection_bombs()), 100))
    for n, bomb in bombs.items():
        (tmp_path / str(n)).mkdir()
        (tmp_path / str(n) / bomb.name).write_bytes(bomb.body)
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path), str(REPOSITORY)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2_000:]
    told = dict(line.split(" ", 1) for line in ran.stdout.splitlines())
    unlike = {bomb.told: told[str(n)][:300] for n, bomb in bombs.items() if bomb.told not in told[str(n)]}
    assert unlike == {}
    assert all(told[str(n)].startswith(bomb.name) for n, bomb in bombs.items())
    assert "nobody foresaw" not in ran.stderr


@pytest.mark.parametrize("bomb", text_bombs(MEETING_HERE, f"{DAY}.toml"), ids=lambda bomb: bomb.told)
def test_a_meeting_file_with_a_bomb_is_a_problem_beside_the_good_one(tmp_path, bomb):
    (tmp_path / bomb.name).write_bytes(bomb.body[:49_000])
    (tmp_path / "2026-11-30.toml").write_text(MEETING.format(day="2026-11-30"), encoding="utf-8")
    (told,) = problems_of_files(tmp_path, tmp_path, "23")
    assert bomb.told in told.message_sv and bomb.name in told.message_sv
    assert load_meeting(meeting_days.meeting_files(tmp_path)[1]).slug == "2026-11-30"


@pytest.mark.parametrize("bomb", text_bombs(QUOTED, "utsikter.toml"), ids=lambda bomb: bomb.told)
def test_a_file_of_quotations_with_a_bomb_is_a_problem(bomb):
    with pytest.raises(UsageError) if bomb.told == "UTF-8" else faults_named(bomb.name):
        read = parse_outlooks(toml_text.decoded(bomb.body, bomb.name), bomb.name)
        assert bomb.told in read.problems[0].message_sv


@pytest.mark.parametrize("bomb", text_bombs("", "lanspuls.toml"), ids=lambda bomb: bomb.told)
def test_settings_with_a_bomb_are_refused_by_name(tmp_path, bomb):
    (tmp_path / bomb.name).write_bytes(bomb.body)
    with pytest.raises(UsageError) as found:
        load_settings(tmp_path, {})
    assert found.value.message_sv.startswith("lanspuls.toml")


@pytest.mark.parametrize("name", ["2026-13-45", "2026-02-30", "0001-01-01", "9999-12-31", "2026-1-5", "20261207"])
def test_a_day_that_does_not_exist_is_a_problem_of_its_file_only(tmp_path, name):
    for stem in (name, "2026-11-30"):
        (tmp_path / f"{stem}.toml").write_text(MEETING.format(day="2026-11-30"), encoding="utf-8")
    assert [path.stem for path in meeting_days.meeting_files(tmp_path)] == ["2026-11-30"]
    assert meeting_days.next_meeting(tmp_path, date(2026, 11, 1)).day == date(2026, 11, 30)
    assert meeting_days.meeting_before(tmp_path, date(2027, 1, 1)).stem == "2026-11-30"
    (told,) = problems_of_files(tmp_path, tmp_path, "23")
    assert told.message_sv.startswith(f"{name}.toml: ") and "Döp om filen" in told.message_sv


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices are files on POSIX only")
@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "nowhere"])
def test_what_is_no_regular_file_is_told_and_never_waited_for(tmp_path, kind):
    own, meetings = tmp_path / "own", tmp_path / "meetings"
    for path in (own / "egna.toml", meetings / f"{DAY}.toml", tmp_path / "utsikter.toml"):
        path.parent.mkdir(exist_ok=True)
        {
            "folder": lambda path: path.mkdir(),
            "pipe": os.mkfifo,
            "device": lambda path: path.symlink_to("/dev/zero"),
            "nowhere": lambda path: path.symlink_to("nosuch"),
        }[kind](path)
    (own / "goda.toml").write_text(STATED, encoding="utf-8")
    (meetings / "2026-11-30.toml").write_text(MEETING.format(day="2026-11-30"), encoding="utf-8")
    assert len(list(problems_of_files(meetings, tmp_path, "23"))) == 2
    assert len(read_outlooks(tmp_path / "utsikter.toml").problems) == 1
    history = OwnHistory(tmp_path / "history", own)
    kept = history.keep(settled=0.001)
    assert [problem.file for problem in kept.problems] == ["egna.toml"]
    assert history.keep().new + kept.new == ("goda.toml",)
    assert [one.indicator for one in history.read().figures] == ["Rådgivningar"]


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX only")
def test_a_name_that_is_no_utf8_is_told_and_the_others_are_read(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    try:
        (own / os.fsdecode(b"x\xff.toml")).write_text(STATED, encoding="utf-8")
    except OSError:
        lacking("this file system takes only names that are UTF-8")
    (own / "goda.toml").write_text(STATED, encoding="utf-8")
    history = OwnHistory(tmp_path / "history", own)
    kept = history.keep()
    assert (kept.new, [problem.file for problem in kept.problems]) == (("goda.toml",), ["x\ufffd.toml"])
    assert "filnamnet är inte UTF-8" in history.read().problems[0].error.message_sv


def test_a_file_that_grows_while_it_is_read_is_bounded_all_the_same(tmp_path):
    path = tmp_path / "x.toml"
    path.write_bytes(b"x" * 1_001)
    assert len(read_regular(path, 1_001)) == 1_001
    with pytest.raises(UsageError, match="larger than 1 kB"):
        read_regular(path, 1_000)


class Stumbling(OwnHistory):
    """A history that fails in a way nobody foresaw the first time."""

    times = 0

    def keep(self, **options):
        self.times += 1
        if self.times == 1:
            raise RecursionError("once")
        return super().keep(**options)


def test_the_watcher_survives_anything_and_reads_a_good_file_added_later(tmp_path):
    history = Stumbling(tmp_path / "history", tmp_path / "own")
    history.folder.mkdir()
    for bomb in (*text_bombs(STATED, "bomb.toml")[:3], *workbook_bombs()[:2]):
        (history.folder / f"{len(list(history.folder.iterdir()))}-{bomb.name}").write_bytes(bomb.body)
    stop = watch(history, every=0.01, settled=0)
    try:
        wait_until(lambda: history.times > 1, "a further look after a failure")
        (history.folder / "goda.toml").write_text(STATED, encoding="utf-8")
        wait_until(lambda: len(history.versions()) == 1, "the good file is read in")
    finally:
        stop.set()


def test_what_nobody_foresaw_is_a_fault_of_the_file_and_stands_in_the_log(caplog):
    with pytest.raises(UsageError, match=r"egna\.toml cannot be read \(KeyError\)"), faults_named("egna.toml"):
        {}["nosuch"]
    assert "egna.toml: reading raised KeyError" in caplog.text and "test_bombs.py" in caplog.text


@pytest.mark.parametrize("link", ["https://[x", "https://x:99999999/", "//[", "https://["])
def test_an_address_that_can_be_none_is_told_on_its_line(link):
    assert address_parts(link) is None
    (fault,) = parse_outlooks(QUOTED.replace("https://example.org/", link), "utsikter.toml").problems
    assert "rad 7" in fault.message_sv and "är ingen adress" in fault.message_sv
    with pytest.raises(UsageError, match=r"line 8: .* is not the address of a page"):
        parse_meeting(MEETING_HERE.replace("/indikator/arbetsloshet", link), "m.toml")


def test_a_fault_is_on_its_line_however_keys_are_written():
    text = """# först

a.b = 1
[[c]]
"d e" = [
 1,
]
[c.f]
g = '''
x = 1
'''
[[c]]
d = {h = 1}
[[c.i]]
[[c.i]]
k = 1
"""
    fault = toml_text.parsed(text, "x.toml").fault
    paths = [("a", "b"), ("c",), ("c", 0, "d e"), ("c", 0, "f", "g"), ("c", 1), ("c", 1, "d", "h")]
    assert fault.line(("c", 1, "i", 1, "k")) == 16
    assert [fault.line(path) for path in paths] == [3, 4, 5, 9, 12, 13]
    assert (fault.line(("nosuch",)), fault.line(())) == (1, 1)


def test_the_line_of_a_fault_is_found_in_one_pass():
    """30 000 statements, and a meeting of 1 000 views with an unknown last key: once minutes, now within the suite."""
    lines = "".join(f"[[view]]\nlink = {n}\n" for n in range(20_000))
    assert toml_text.parsed(lines, "x.toml").fault.line(("view", 19_999, "link")) == 40_000
    many = MEETING_HERE + "[[view]]\nlink='/indikator/arbetsloshet'\n" * 1_000 + "x = 1\n"
    with pytest.raises(UsageError, match=f"line {many.count(chr(10))}: unknown key 'x'"):
        parse_meeting(many, "m.toml")
    with pytest.raises(UsageError, match="line 30001: schema is 2"):
        parse_meeting("\n" * 30_000 + MEETING_HERE.replace("schema = 1", "schema = 2"), "m.toml")


# Any bytes.

ODD = ("nan", "inf", DAY, "''", "1e9")
SHAPES = st.recursive(
    st.one_of(st.integers(), st.booleans(), st.text(max_size=8).map(repr), st.sampled_from(ODD)).map(str),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(inner, max_size=3).map(
            lambda items: "{" + ", ".join(f"k{n} = {one}" for n, one in enumerate(items)) + "}"
        ),
    ),
    max_leaves=12,
)
KEYS = st.sampled_from(
    ("schema", "date", "view", "link", "uppgift", "value", "when", "utsikt", "said", '"("', "a.b", "''")
)
LINES = st.one_of(
    st.builds("{} = {}".format, KEYS, SHAPES),
    st.builds("[{}]".format, KEYS),
    st.builds("[[{}]]".format, KEYS),
    st.text(max_size=12),
)
ANY_TOML = st.lists(LINES, max_size=12).map("\n".join)


@st.composite
def mutated(draw, good):
    """A good file with some of its bytes replaced, cut away or doubled."""
    body = bytearray(good)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(body)))
        end = min(len(body), at + draw(st.integers(0, 6)))
        body[at:end] = draw(st.one_of(st.binary(max_size=4), st.just(bytes(body[at:end]) * 2)))
    return bytes(body)


def ends(read):
    """Reads, and takes any fault that has its file's name and was foreseen."""
    try:
        read()
    except UsageError as error:
        assert error.message_sv and "ovanligt" not in error.message_sv


@given(st.one_of(ANY_TOML, st.text(), mutated(MEETING_HERE.encode()).map(lambda body: body.decode(errors="replace"))))
def test_any_text_as_a_meeting_file_is_read_or_told(text):
    ends(lambda: parse_meeting(text, "m.toml"))


@given(st.one_of(ANY_TOML, mutated(QUOTED.encode()).map(lambda body: body.decode(errors="replace"))))
def test_any_text_as_quotations_is_read_or_told(text):
    assert all("ovanligt" not in error.message_sv for error in parse_outlooks(text, "utsikter.toml").problems)


@given(
    st.sampled_from(["egna.toml", "egna.xlsx", "prognos.csv"]),
    st.one_of(
        st.binary(),
        ANY_TOML.map(str.encode),
        mutated(STATED.encode()),
        mutated("årgång;kommun;år;invånare\n2025;2321;2026;12700\n".encode()),
        mutated(
            b'CHARSET="ANSI";\nSTUB="place";HEADING="year";VALUES("place")="2321";VALUES("year")="2026";\nDATA=1;\n'
        ),
    ),
)
def test_any_bytes_as_an_own_file_are_read_or_told(name, body):
    ends(lambda: read_file(Raw(name=name, body=body, fetched=NOW)))


SMALL = packed()


@settings(max_examples=40)
@given(mutated(SMALL))
def test_a_workbook_with_any_bytes_changed_is_read_or_told(body):
    ends(lambda: read_file(Raw(name="egna.xlsx", body=body, fetched=NOW)))


@given(ANY_TOML)
def test_what_the_scan_lets_through_is_what_tomllib_reads(text):
    """Within the bounds nothing else is refused, and every top-level key has the line where it stands first."""
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        with pytest.raises(UsageError):
            toml_text.parsed(text, "x.toml")
        return
    fault = toml_text.parsed(text, "x.toml").fault
    for key in stated:
        line = fault.line((key,))
        before = "\n".join(text.split("\n")[: line - 1])
        assert key not in tomllib.loads(before)
