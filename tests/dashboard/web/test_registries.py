"""The folders of pages and kinds of slides: a file that declares nothing, or what another has, stops the start."""

import sys

import pytest

from dashboard import pages
from dashboard.meetings import slides
from loaders.ground.errors import UsageError

PAGE = "from dashboard.pages import PageKind\nPAGE = PageKind(of_a_place=False, make=print, {})\n"
KIND = """
from dashboard.meetings.slides import Content, SlideKind
KIND = SlideKind(read=print, view=print, {})
"""


@pytest.fixture
def folder_of(tmp_path, monkeypatch):
    """Makes a package find its files in a folder of the test instead."""

    def make(package, find, **files):
        for name, text in files.items():
            (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
            monkeypatch.delitem(sys.modules, f"{package.__name__}.{name}", raising=False)
        monkeypatch.setattr(package, "__path__", [str(tmp_path)])
        find.cache_clear()

    yield make
    for name in [
        name for name in sys.modules if name.startswith((f"{pages.__name__}.made_", f"{slides.__name__}.made_"))
    ]:
        del sys.modules[name]
    pages.all_pages.cache_clear()
    slides.all_kinds.cache_clear()


def page(**fields):
    return PAGE.format(", ".join(f"{name}={value!r}" for name, value in fields.items()))


def kind(**fields):
    return KIND.format(", ".join(f"{name}={value!r}" for name, value in fields.items()))


@pytest.mark.parametrize(
    ("files", "error", "says"),
    [
        ({"made_a": "PAGE = None\n"}, UsageError, r"made_a\.py declares no page"),
        (
            {"made_a": page(address="/a", menu_sv="A"), "made_b": page(address="/a", menu_sv="B")},
            UsageError,
            "two files .* declare the address /a",
        ),
        ({"made_a": page(address="/a", under="/b")}, UsageError, "/a stands under /b, which is not in the menu"),
        ({"made_a": page(address="/a/<word>", menu_sv="A")}, ValueError, "/a/<word> needs examples"),
        ({"made_a": page(address="/a")}, ValueError, "in the menu .* or under a page that does"),
        ({"made_a": page(address="a", menu_sv="A")}, ValueError, "begins with a slash, unlike 'a'"),
    ],
)
def test_a_page_that_cannot_be_found_or_tested_stops_the_start(folder_of, files, error, says):
    folder_of(pages, pages.all_pages, **files)
    with pytest.raises(error, match=says):
        pages.all_pages()


@pytest.mark.parametrize(
    ("declared", "error", "says"),
    [
        ("KIND = None\n", UsageError, r"made_a\.py declares no kind of slide"),
        (kind(word="b", keys=(), examples=("",)), UsageError, r"made_a\.py declares the word 'b'; name them alike"),
        (kind(word="made_a", keys=("words", "x"), examples=("",)), UsageError, "keys that every slide has: words"),
        (kind(word="made_a", keys=(), examples=()), ValueError, "'made_a' has no example"),
    ],
)
def test_a_kind_of_slide_that_cannot_be_read_or_tested_stops_the_start(folder_of, declared, error, says):
    folder_of(slides, slides.all_kinds, made_a=declared)
    with pytest.raises(error, match=says):
        slides.all_kinds()


def test_a_fixed_address_goes_before_one_with_an_open_word(folder_of):
    folder_of(
        pages,
        pages.all_pages,
        made_open=page(address="/a/<word>", menu_sv="A", examples=("/a/b",)),
        made_fixed=page(address="/a/b", under="/a/<word>"),
    )
    assert pages.page_at("/a/b").address == "/a/b"
    assert pages.page_at("/a/c").address == "/a/<word>" and pages.page_at("/a/c").word("/a/c") == "c"
    assert pages.page_at("/b") is None
