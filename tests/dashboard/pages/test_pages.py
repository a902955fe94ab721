"""The pages over a real server's client: what is said, in which language, and what is never asked for."""

import json
import re

import pytest

from dashboard.pages import all_pages, page_at
from dashboard.pages._parts import FOR_KEEPER, unbroken
from dashboard.pages.provenance.accessibility import SUPERVISOR
from dashboard.views.cards import card_title
from dashboard.web.app import create_app
from dashboard.words.line_breaks import bound
from loaders import catalogue
from loaders.publishers import CALLED
from loaders.settings import Settings
from tests.dashboard.addresses import ADDRESSES, EXAMPLES, LIVE_ADDRESSES, made_site
from tests.dashboard.charts_read import drawn_and_unread
from tests.dashboard.made import made_store
from tests.dashboard.markup import plain, untied


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(made_site(tmp_path_factory.mktemp("served")), shows_drafts=True).server.test_client()


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return create_app(Settings(data=tmp_path_factory.mktemp("empty"))).server.test_client()


def main_of(text: str) -> str:
    """The content of main, its phrases that are kept on one line as plain text."""
    return plain(re.search(r"<main.*?</main>", text, re.DOTALL)[0])


@pytest.mark.parametrize(("kind", "address"), EXAMPLES, ids=ADDRESSES)
def test_every_page_is_swedish_whole_marked_and_in_the_menu(client, kind, address):
    assert page_at(address.partition("?")[0]) is kind
    answer = client.get(address)
    assert answer.status_code == 200
    assert '<html lang="sv">' in answer.text
    document = answer.text.split('<script type="application/json"')[0]
    assert document.count("<h1") == 1 and document.count("<main") == 1
    assert 'class="hoppa"' in document and "DEMODATA</strong>" in document
    assert re.search(r"<title>\S.+ – Länspuls</title>", answer.text)
    links = re.findall(r"<a [^>]+>", re.search(r'<nav aria-label="Huvudmeny">.*?</nav>', document, re.DOTALL)[0])
    (current,) = [one for one in links if 'aria-current="page"' in one]
    assert re.search(r'href="([^"?]+)', current)[1] == kind.nav
    assert len(links) == sum(bool(one.menu_sv) for one in all_pages())
    if kind.nav not in ("/hjalp", "/om"):  # which tell of files and commands
        for_readers = re.sub(r'<p class="meta skotare">.*?</p>', "", document, flags=re.DOTALL)
        assert not re.search(r"lanspuls (fetch|import|demo|meeting|init)|\.toml\b", for_readers), "not for readers"


@pytest.mark.parametrize("address", [*ADDRESSES, "/inbadda/arbetsloshet?region=2326"])
def test_every_chart_is_read_by_keys_or_told_beside_it(client, address):
    document = client.get(address).text
    read, unread = drawn_and_unread(document)
    assert unread == []
    if re.match("/(indikator|inbadda|mote)/", address):
        assert read, "a page whose figure was not found"


OUTWARD = {
    "/kallor": {info.page_url for info in CALLED.values()},
    "/tillganglighet": {SUPERVISOR},
}
"""Pages that are about others link to them, and fetch nothing of theirs."""
PRODUCT = re.compile(r"https://www\.scb\.se/[a-z]{2}\d{4}")


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_names_another_machine(client, address):
    text = client.get(address).text
    named = set(re.findall(r"""(?:src|href)=["']((?:https?:)?//[^"']+)""", text))
    links = set(re.findall(r'<a href="(https://[^"]+)"', text)) if address in OUTWARD else set()
    assert named == links
    assert all(link in OUTWARD[address] or PRODUCT.fullmatch(link) for link in links)
    assert "'self'" in client.get(address).headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", LIVE_ADDRESSES)
def test_the_page_as_json_is_what_the_document_holds(client, address):
    answer = client.get("/_sida", query_string={"adress": address})
    assert answer.json["v"] == 1 and address in answer.json["pages"]
    first = client.get(address).text.split('id="forsta-sidan">')[1].split("</script>")[0]
    assert json.loads(first) == answer.json
    again = client.get("/_sida", query_string={"adress": address}, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_menu_keeps_the_chosen_place_on_every_page_of_a_place(client):
    for address in ("/?region=2321", "/om?region=2321", "/utsikter?region=2321"):
        menu = re.search(r'<nav aria-label="Huvudmeny">.*?</nav>', client.get(address).text, re.DOTALL)[0]
        assert re.findall(r'href="([^"]+)"', menu) == [
            "/?region=2321",
            "/indikatorer?region=2321",
            "/jamfor?region=2321",
            "/indikator/framskrivning?region=2321",
            "/utsikter?region=2321",
            "/uppgifter?region=2321",
            "/moten",
            "/kalender?region=2321",
            "/om?region=2321",
            "/hjalp?region=2321",
        ]


def test_the_overview_leads_with_claims_about_the_place(client):
    text = main_of(client.get("/?region=2321").text)
    assert '<h1 tabindex="-1">Läget i Åre kommun</h1>' in text
    lead = re.search(r'<p class="ingress">(.*?)</p>', text)[1]
    assert lead.startswith("Arbetslösheten var 2,1 procent i augusti")
    assert "Åre kommun hade 12 700 invånare i augusti." in lead.replace("\u00a0", " ")
    headings = re.findall(r"<h2 id=[^>]+>(.*?)</h2>", text)
    assert [heading.split(" den ")[0] for heading in headings] == [
        "Mått i korthet",
        "Nytt sedan",
        "Nästa siffror",
        f"Alla {len(catalogue.shown())} mått",
    ]


def test_the_overview_shows_at_most_six_measures_and_the_way_to_all_others_by_topic(client):
    text = main_of(client.get("/?region=2321").text)
    assert 1 <= text.count("<article") <= 6
    links = re.findall(r'<a href="(/amne/[^"]+)"[^>]*>([^<]+)</a>', text)
    assert [address for address, _ in links] == [
        "/amne/jobb-och-arbetsloshet?region=2321",
        "/amne/foretag?region=2321",
        "/amne/befolkning?region=2321",
        "/amne/besok-ekonomi-och-hallbarhet?region=2321",
    ]
    assert (
        re.search(r"jämförelser i Åre kommun|av de \w+ andra som jämförs i Åre kommun", text) and "av en slump" in text
    )
    named = set()
    for address, shown in links:
        page = main_of(client.get(address).text)
        topic, _, count = shown.rpartition(" ")
        assert f'<h1 tabindex="-1">{topic} i Åre kommun</h1>' in page
        found = set(re.findall(r'href="/indikator/([a-z0-9-]+)\?region=2321"', page))
        assert len(found) == int(count)
        named |= found
    assert named == {shown.slug for shown in catalogue.shown()}


def test_an_unknown_topic_is_not_there(client):
    answer = client.get("/amne/nosuch")
    assert answer.status_code == 404 and "Det finns inget sådant ämne" in answer.text


def test_a_card_has_measure_period_number_picture_claim_and_source(client):
    text = main_of(client.get("/?region=2321").text)
    card = next(a for a in re.findall(r"<article.*?</article>", text, re.DOTALL) if ">Arbetslöshet, 20–64 år<" in a)
    assert 'href="/indikator/arbetsloshet?region=2321"' in card
    assert ">prel.<" in card and "augusti 2026" in card and "2,1\u00a0%" in card
    assert 'src="data:image/svg+xml' in card and 'alt="Utveckling från' in card
    assert "2,3 procent i augusti i fjol" in card
    assert "SCB TAB6260, publicerad 29 oktober 2026, preliminär" in card


def test_places_are_county_first_then_the_alphabet_then_riket(client):
    row = re.search(r'<nav class="platser".*?</nav>', client.get("/?region=2321").text, re.DOTALL)[0]
    assert re.findall(r">([^<>]+)</a>", row) == [
        "Jämtlands län", "Berg", "Bräcke", "Härjedalen", "Krokom", "Ragunda", "Strömsund", "Åre", "Östersund", "Riket",
    ]  # fmt: skip
    assert re.findall(r'aria-current="true"[^>]*>([^<]+)<', row) == ["Åre"]


def test_controls_are_one_row_of_menus_without_what_makes_no_sense(client):
    text = main_of(client.get("/indikator/arbetsloshet?region=2321&senaste=24").text)
    row = re.search(r'<div class="kontroller">.*?</div><figure', text, re.DOTALL)[0]
    shown = re.findall(r"<summary>(.*?)</summary>", row.replace('<span class="meny-namn">', "").replace("</span>", ""))
    assert shown == ["Visa som: Nivå", "Kön", "Jämför", "Period: 2 år"]
    assert "matt=fjol" in row and "matt=index" not in row


def test_a_way_is_offered_where_it_has_something_to_show_and_an_address_with_it_still_says_why(client):
    whole, short, typed = (
        main_of(client.get(f"/indikator/sysselsatta{words}").text)
        for words in ("", "?fran=2026-02", "?fran=2026-02&matt=index")
    )
    assert "matt=index" in whole and "matt=fjol" in whole
    assert "matt=index" not in short  # an index needs a whole calendar year
    assert "helt kalenderår" in typed and 'aria-current="true">Index<' in re.sub(r' href="[^"]*"', "", typed)


def test_controls_keep_the_rest_of_the_choice(client):
    text = client.get("/indikator/arbetsloshet?region=2321&kon=kvinnor&fran=2024-01").text
    assert 'href="/indikator/arbetsloshet?fran=2024-01&amp;kon=kvinnor"' in text
    assert 'href="/indikator/arbetsloshet?region=2321&amp;fran=2024-01&amp;kon=kvinnor&amp;matt=fjol"' in text
    assert 'href="/indikator/arbetsloshet?region=2321&amp;fran=2024-01"' in text


def test_a_word_nobody_knows_is_told_quietly_and_one_that_follows_visitors_not_at_all(client):
    plain = client.get("/indikator/arbetsloshet").text
    told = client.get("/indikator/arbetsloshet?regon=2321").text
    note = "Ordet ”regon” i länken betyder inget här och påverkar inte sidan. Menade du ”region”?"
    assert note in told and note not in plain and 'role="alert"' not in main_of(told)
    assert "betyder inget här" not in client.get("/indikator/arbetsloshet?utm_source=mejl&fbclid=1").text
    assert "Ordet ”fran”" in client.get("/?fran=2022-01").text


def test_a_short_address_leads_to_its_page_and_a_wrong_one_to_a_sentence(client):
    answer = client.get("/k/sysselsatta-bransch-are.k9ASGznAl")
    assert (answer.status_code, answer.location) == (302, "/indikator/sysselsatta-bransch?region=2321&bransch=hotell")
    wrong = client.get("/k/sysselsatta-bransch-are.k9ASGznAm")
    assert wrong.status_code == 404 and "Det finns ingen sida med den adressen." in wrong.text


@pytest.mark.parametrize("address", ["/kalender", "/hjalp", "/indikatorer", "/mote/2026-11-30"])
def test_a_slash_too_many_leads_to_the_page_that_was_meant(client, address):
    for slashes in ("/", "//"):
        answer = client.get(f"{address}{slashes}?region=2321")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{address}?region=2321")
    assert client.get("/finns-inte/").status_code == 404


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/indikator/Arbetslöshet?region=2321", "/indikator/arbetsloshet?region=2321"),
        (
            "/indikator/varsel?region=åre&jamfor=Krokoms kommun,23",
            "/indikator/varsel?region=2321&jamfor=2309,23",
        ),
        ("/?region=Stockholm", "/?region=0180"),
        ("/?region=stockholms län", "/?region=01"),
        ("/indikator/", "/indikatorer"),
        ("/mote/", "/moten"),
        ("/amne/Befolkning", "/amne/befolkning"),
    ],
)
def test_an_address_that_says_what_is_meant_otherwise_leads_there(client, address, meant):
    answer = client.get(address)
    assert (answer.status_code, answer.location) == (302, meant)


def test_a_link_that_is_not_understood_offers_the_page_without_it(client):
    assert 'href="/indikator/arbetsloshet"' in client.get("/indikator/arbetsloshet?matt=qqq").text
    assert 'href="/indikatorer" data-lank="">Till Indikatorer' in client.get("/indikator/qqq").text
    nothing = client.get("/sni?av=zzz").text
    assert '<h1 tabindex="-1">SNI-verkstaden</h1>' in nothing and "Ingen kod i listan börjar med ”zzz”." in nothing


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/indikator/arbetslshet", 404, "Menade du ”arbetsloshet”?"),
        ("/finns/inte", 404, "Det finns ingen sida med adressen /finns/inte."),
        ("/?region=9999", 200, "Det finns ingen plats med koden ”9999”."),
        (
            "/indikator/arbetsloshet?fran=2031-01",
            200,
            "Siffrorna från januari 2031 är ännu inte publicerade. Serien går från januari 2020 till augusti 2026.",
        ),
        ("/indikator/arbetsloshet?per=2026-01-01", 200, "Den första kända publiceringen är från"),
        ("/indikator/arbetsloshet?matt=qqq", 200, "Sättet att visa ”qqq” finns inte."),
        ("/indikator/<script>", 404, "finns inte"),
        ("/indikator/*FIRST*", 404, "finns inte"),
        ("/finns/*FIRST*/", 404, "Det finns ingen sida med adressen /finns/*FIRST*/."),
    ],
)
def test_a_link_that_is_not_understood_gets_an_answer(client, address, status, said):
    answer = client.get(address)
    assert answer.status_code == status
    document = answer.text.split('<script type="application/json"')[0]
    assert bound(said) in document and 'role="alert"' in document
    assert "<script>" not in document and "Traceback" not in answer.text


def test_before_anything_is_fetched_the_page_says_what_to_do(empty):
    text = main_of(empty.get("/").text)
    assert "Inga data är hämtade än" in text and "lanspuls fetch" in text
    assert "DEMODATA" not in empty.get("/").text


def test_an_indicator_that_was_never_fetched_says_so(client):
    text = main_of(client.get("/indikator/varsel").text)
    assert "Inga siffror är hämtade än för varsel." in text
    assert f'<p class="meta skotare">{FOR_KEEPER}kör lanspuls fetch redundancy_notices.</p>' in text


def test_real_figures_are_not_called_demodata(tmp_path):
    made_store(tmp_path / "store", synthetic=False)
    client = create_app(Settings(data=tmp_path)).server.test_client()
    for address in LIVE_ADDRESSES:
        named = "DEMODATA</strong>" if address.startswith("/hjalp/") else "DEMODATA"  # the help speaks of the mark
        assert named not in client.get(address).text


def test_health(client, empty):
    assert client.get("/halsa").status_code == 200 and "damaged" not in client.get("/halsa").json
    assert client.get("/halsa").json["synthetic"] is True
    assert empty.get("/halsa").json["empty"] is True


def test_another_county_is_at_home_in_its_own(tmp_path):
    made_store(tmp_path / "store")
    client = create_app(Settings(data=tmp_path, county="22")).server.test_client()
    text = client.get("/").text
    assert "Läget i Västernorrlands län" in text
    assert 'href="/?region=2281"' in text and 'href="/?region=22"' not in text


def test_how_words_are_chosen_is_printed_from_the_rule_itself(client):
    text = main_of(client.get("/om").text).replace("\u00a0", " ")
    row = re.search(r"<th[^>]*>Andelar</th>(.*?)</tr>", text)[1]
    assert re.findall(r"<td[^>]*>([^<]+)</td>", row) == [
        "0,2 procentenheter",
        "0,5 procentenheter",
        "1,0 procentenheter",
        "20 personer",
    ]
    assert "Från 25 procent ger vi båda talen och skriver ”inom vanlig variation”." in text
    assert "fler från och med" in text


def rows_of(text, caption):
    """The cells of a table as text, row by row."""
    found = re.search(rf"<caption[^>]*>{caption}</caption>(.*?)</table>", text, re.DOTALL)[1]
    return [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in found.split("<tr")[2:]]


def test_every_source_has_its_terms_of_use_and_what_it_has_promised(client):
    rows = rows_of(main_of(client.get("/om").text), "Källor, villkor och löften")
    assert len(rows) == len(CALLED)
    told = {(name, terms, "utan löfte" in promise) for name, _, terms, promise in rows}
    assert told == {(one.publisher_sv, one.terms_sv, one.unofficial) for one in CALLED.values()}
    assert all(measures for _, measures, _, _ in rows)
    assert rows[0][0] == "SCB" and rows[0][2:] == ["CC0. Källa: SCB", "Öppet gränssnitt."]
    (growth,) = [row for row in rows if row[0] == "Tillväxtanalys"]
    assert growth[2] == "Villkor ej angivna."


def test_the_tables_say_which_statistics_are_official(client):
    rows = rows_of(main_of(client.get("/om").text), "Tabeller, publicering och hämtning")
    by_title = {row[0]: row for row in rows}
    for indicator in catalogue.shown():
        assert by_title[untied(bound(indicator.title_sv))][-2:] == [
            indicator.terms_sv,
            "ja" if indicator.official else "nej",
        ]


def test_the_foot_names_the_organisation_of_the_settings(tmp_path):
    made_store(tmp_path / "store")
    served = create_app(Settings(data=tmp_path, county="20", organisation="Region Dalarna")).server.test_client()
    foot = re.search(r"<footer.*?</footer>", served.get("/").text, re.DOTALL)[0]
    assert "Region Dalarna. Länspuls visar öppen statistik" in foot


def test_places_and_bracketed_numbers_are_kept_on_one_line():
    found = unbroken("Färre i Åre kommun, 16–66 år, än i fjol (1\u00a0422).")
    assert [part if isinstance(part, str) else [part.children] for part in found] == [
        "Färre ",
        ["i Åre kommun,"],
        " 16–66 år, än i fjol ",
        ["(1\u00a0422)."],
    ]
    assert unbroken("Inget här") == ["Inget här"]


def test_nothing_is_expected_twice_on_the_same_day(client):
    text = client.get("/om").text
    rows = re.findall(r"<tr\b.*?</tr>", text[text.index("När nästa siffror väntas") : text.index("mäts på tre sätt")])
    assert len(rows) == len(set(rows)) > 2


def test_no_card_says_a_word_of_its_group_twice():
    """näringslivet stands in the name already; invånare 16–64 år goes on from a name that ends with invånare."""
    named = {one.id: card_title(one) for one in catalogue.shown()}
    assert named["lor_vacancies_business"] == "Lediga jobb i näringslivet enligt LOR"
    assert named["bankruptcies_yearly"] == "Konkurser per 1 000 invånare, 16–64 år"
    assert named["unemployment_rate"] == "Arbetslöshet, 20–64 år"
