"""The help at /hjalp: every document, its links, pictures and commands, what is made of the catalogue, and axe."""

import re
import shlex

import pytest
import typer.main

from dashboard.commands.main import app
from dashboard.forms import manual
from dashboard.forms.manual.markdown_html import ids
from dashboard.pages import all_pages
from dashboard.pages.help import contents
from dashboard.web.app import create_app
from dashboard.words.rules import rules
from loaders import catalogue
from loaders.settings import Settings
from tests.dashboard.addresses import made_site
from tests.dashboard.axe import wrong_for_some
from tests.dashboard.browsing import browser, served, settle
from tests.dashboard.markup import plain
from tests.shared import REPOSITORY

MADE = ("/hjalp/matten", "/hjalp/ord-och-regler")
SWEDISH = tuple(one.address for one in manual.documents().values() if one.is_swedish)
ALL = ("/hjalp", *MADE, *(one.address for one in manual.documents().values()))
FILES = sorted((REPOSITORY / "docs" / "hjalp").glob("*.md"))
LARGEST_PICTURES_BYTES = 1_000_000
SHOWN_FOR = {"INDIKATOR": "unemployment_rate", "FIL": "fil.csv", "MAPP": "mapp"}
"""What stands for anything of its kind in a command."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return made_site(tmp_path_factory.mktemp("helped"))


@pytest.fixture(scope="module")
def client(settings):
    return create_app(settings, shows_drafts=True).server.test_client()


def main_of(text):
    return re.search(r"<main.*?</main>", text, re.DOTALL)[0]


def test_every_document_of_the_clone_is_a_page_and_can_be_reached_from_the_first(client):
    files = {path.stem.lower() for path in (*REPOSITORY.glob("docs/*.md"), *FILES)}
    assert files <= set(manual.documents()) and {"readme", "contributing", "security"} <= set(manual.documents())
    listed = set(re.findall(r'href="(/hjalp/[^"?#]+)', main_of(client.get("/hjalp").text)))
    assert listed == set(ALL) - {"/hjalp"}
    assert set(contents.ABOUT) == {path.stem for path in FILES}


@pytest.mark.parametrize("address", ALL)
def test_a_help_page_has_no_style_or_script_of_its_own_and_every_link_leads_somewhere(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    body = main_of(answer.text)
    assert " style=" not in body and "<script" not in body
    for path, place in set(re.findall(r'href="([^"#]*)#?([^"]*)"', body)):
        assert path == "" or path.startswith("/"), path
        if path and not path.startswith("/hjalp/"):
            assert client.get(path).status_code == 200, path
        elif path:
            document = manual.documents().get(path.partition("?")[0].removeprefix("/hjalp/"))
            assert path.partition("?")[0] in ALL and (not place or place in ids(document)), f"{path}#{place}"
        else:
            assert f'id="{place}"' in body, place


def test_what_is_english_says_so_and_what_is_not_there_is_told(client):
    assert '<article class="text hjalp" lang="en">' in client.get("/hjalp/architecture").text
    assert 'lang="en"' not in main_of(client.get("/hjalp/deltagare").text)
    gone = client.get("/hjalp/finns-inte")
    assert gone.status_code == 404 and "Det finns ingen sådan hjälp." in gone.text


def test_pictures_are_few_described_kept_by_browsers_and_have_their_size(client):
    body = main_of(client.get("/hjalp/deltagare").text)
    shown = re.findall(r"<img [^>]+>", body)
    assert len(shown) == 5
    for one in shown:
        assert len(re.search(r'alt="([^"]*)"', one)[1]) > 20 and "DEMODATA" in one
        assert re.search(r'width="\d+" height="\d+"', one)
        answer = client.get(re.search(r'src="([^"]+)"', one)[1])
        assert answer.mimetype == "image/png" and answer.cache_control.immutable
    assert sum(picture.file.stat().st_size for picture in manual.pictures().values()) <= LARGEST_PICTURES_BYTES


def test_every_page_of_the_menu_has_its_help():
    headings = re.findall(
        r"^## (.+)$", (REPOSITORY / "docs/hjalp/sidorna.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert headings == [kind.menu_sv for kind in all_pages() if kind.menu_sv]


def test_every_measure_says_what_it_is_its_source_when_it_comes_and_from_where_a_word_is_used(client):
    body = plain(main_of(client.get("/hjalp/matten?region=2321").text)).replace("\u00a0", " ")
    named = re.findall(r'<h3 id="([^"]+)"><a href="/indikator/([^"?]+)\?region=2321"', body)
    assert [first for first, _ in named] == [second for _, second in named]
    assert {first for first, _ in named} == {one.slug for one in catalogue.shown()}
    part = re.search(r'<h3 id="arbetsloshet">.*?</dl>', body, re.DOTALL)[0]
    assert "<dd>SCB, TAB6260</dd>" in part and "<dd>procent av arbetskraften</dd>" in part
    assert "<dd>Oftast inom nio veckor efter månadens slut.</dd>" in part  # 60 days
    assert (
        "<dd>Något från 0,2 procentenheter, utan förstärkning från 0,5 procentenheter, klart eller tydligt från "
        "1,0 procentenheter. Skillnaden ska vara minst 20 personer.</dd>"
    ) in part


def test_the_rules_are_those_the_code_uses(client):
    body = plain(main_of(client.get("/hjalp/ord-och-regler").text))
    assert re.findall(r'<h2 id="[^"]+">([^<]+)</h2>', body)[1:-1] == [group.heading for group in rules()]
    assert body.count("<li>") >= sum(len(group.rules) for group in rules())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_command_of_the_swedish_help_is_understood(path):
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    said = [line for block in blocks for line in block.splitlines()]
    said += re.findall(r"`(lanspuls [^`]+)`", text)
    for line in said:
        words = [SHOWN_FOR.get(word, word) for word in shlex.split(line)][1:]
        if words == ["read"] or line.startswith("lanspuls.read"):
            continue
        found = typer.main.get_command(app)
        while hasattr(found, "commands"):
            found = found.commands[words.pop(0)]
        assert found.make_context(found.name, words, resilient_parsing=False).command is found, line


@pytest.mark.parametrize(
    ("query", "address"),
    [("skärmläsare", "/hjalp/deltagare"), ("felsökning", "/hjalp/nar-nagot-ar-fel"), ("hjälp", "/hjalp")],
)
def test_the_search_finds_the_help(client, query, address):
    assert f'href="{address}"' in main_of(client.get("/sok", query_string={"q": query}).text)


def test_below_a_prefix_links_and_pictures_have_it(settings, tmp_path):
    below = create_app(Settings(data=settings.data, prefix="/lanspuls")).server.test_client()
    body = main_of(below.get("/lanspuls/hjalp/deltagare").text)
    picture = re.search(r'<img [^>]*src="([^"]+)"', body)[1]
    assert picture.startswith("/lanspuls/_fil/") and below.get(picture).status_code == 200
    assert all(link.startswith(("/lanspuls/", "#")) for link in re.findall(r'href="([^"]+)"', body))


@pytest.mark.browser
def test_axe_finds_nothing_on_the_swedish_help_and_nothing_scrolls_sideways(settings):
    with served(settings) as site, browser() as started:
        page, asked = started.new_context(ahead=False).new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        for n, address in enumerate(("/hjalp", *MADE, *SWEDISH, "/hjalp/operating")):
            page.goto(site + address)
            for width in (390, 1440):
                page.set_viewport_size({"width": width, "height": 900})
                settle(page)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} at {width}"
                if (width == 390) == n % 2:  # by turns: they are documents of one kind, in one sheet
                    assert wrong_for_some(page) == [], f"{address} at {width}"
        assert all(url.startswith((site, "data:")) for url in asked)
