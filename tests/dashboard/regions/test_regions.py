"""One service for many regions: where each is found, what the service tells of itself, and that faults stay apart."""

import json
import re
import subprocess
import sys
import threading
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from werkzeug.test import Client

from dashboard.data.public import Public, public_of
from dashboard.views.links.alias import LONGEST_SHARED, shared
from dashboard.views.links.copied import path_and_query
from dashboard.web.app import DATA
from dashboard.web.regions import Regions
from dashboard.web.serving import Opened
from loaders.catalogue import indicator
from loaders.ground import places
from loaders.ground.errors import UsageError
from loaders.ground.organisations import ORGANISATIONS
from loaders.settings import load_settings
from loaders.settings.regions import load_regions, region_settings, require_one
from tests.dashboard.addresses import ADDRESSES
from tests.dashboard.made import made_store
from tests.dashboard.regions.made_regions import DAY, MARKER, WORD, made_service
from tests.shared import REPOSITORY
from tests.test_other_regions import OF_JAMTLAND
from tests.waiting import HANG_SECONDS

HOST = "dalarna.example.se"
MOST_MORE_MB = 250
"""Of 21 regions above one, when all have been visited."""


def service(folder, settings="", **regions):
    """The settings of a service: region's code after an underscore → its file, None for a folder without one."""
    (folder / "lanspuls.toml").write_text(settings, encoding="utf-8")
    for name, text in regions.items():
        own = folder / "data" / "lan" / name.removeprefix("_")
        own.mkdir(parents=True)
        if text is not None:
            (own / "lanspuls.toml").write_text(text, encoding="utf-8")
    return load_settings(folder, {})


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    """All 21 regions below a prefix, over one small store."""
    folder = tmp_path_factory.mktemp("country")
    made_store(folder / "data" / "store")
    said = 'prefix = "/puls"\nmetrics = true\npublic_url = "https://lanspuls.example.se"\n'
    return Regions(service(folder, said, **{f"_{code}": None for code in ORGANISATIONS}))


def test_every_region_is_its_own_and_none_says_another(country):
    client = Client(country)
    listed = client.get("/puls/").text
    for code, organisation in ORGANISATIONS.items():
        assert f'<a href="/puls/lan/{code}/">{places.place(code).name}</a> <span>{organisation}</span>' in listed
        for address in (
            "/",
            "/om",
            "/tillganglighet",
            "/moten",
            "/uppgifter",
            f"/indikator/arbetsloshet?region={code}",
        ):
            answer = client.get(f"/puls/lan/{code}{address}")
            assert answer.status_code == 200, (code, address)
            if address != "/moten":
                assert organisation in answer.text and '<a href="/puls/lan">Andra län</a>' in answer.text
            assert code == "23" or OF_JAMTLAND.findall(answer.text) == [], (code, address)
    names = [places.place(code).name for code in ORGANISATIONS]
    assert re.findall(r'<li><a href="[^"]*">([^<]*)', listed) == sorted(names, key=places.swedish_order)


def test_what_is_read_of_the_store_is_read_once_for_all(country):
    one, other = (country.server(code).extensions[DATA] for code in ("20", "25"))
    with one.readings.one(), other.readings.one():
        chosen = indicator("unemployment_rate").default_slice
        first, second = (data.series("unemployment_rate", chosen, ("23",)) for data in (one, other))
        kept = [key for key in country.pool.memory._kept if "unemployment_rate" in repr(key) and "series" in repr(key)]
    assert first.periods == second.periods and len(kept) == len(set(kept)) == 1


def test_short_addresses_of_a_region_keep_to_a_line_and_lead_to_its_pages(country):
    public = country.server("25").extensions[DATA].public
    client = Client(country)
    assert public_of("https://lanspuls.example.se/lan/25") == Public(
        "https://lanspuls.example.se", prefix="/lan/25", short_at="/25-"
    )
    for address in ADDRESSES:
        whole = shared(public, address)
        assert whole.startswith("https://lanspuls.example.se/puls/")
        if "/k/" in whole:
            assert len(whole) <= LONGEST_SHARED + len("/puls")
            path = whole.removeprefix("https://lanspuls.example.se")
            assert path.startswith("/puls/25-")
            moved = client.get(path)
            assert (moved.status_code, moved.headers["Location"]) == (308, path.replace("/25-", "/lan/25/k/"))
            assert path_and_query(whole) == path_and_query(address)
            assert client.get(moved.headers["Location"]).headers["Location"] == f"/puls/lan/25{address}"


def test_the_service_tells_of_the_whole_and_each_region(country):
    client = Client(country)
    client.get("/puls/lan/20/om")
    health = client.get("/puls/halsa").json
    assert set(health["regions"]) == set(ORGANISATIONS) and health["regions"]["20"] == {"status": "ok"}
    assert client.get("/puls/lan/20/halsa").json["store"] == health["store"]
    text = client.get("/puls/metrics").text
    assert 'lanspuls_requests_total{region="20",route="/om",status="2xx"}' in text
    assert 'lanspuls_region_up{region="25"} 1' in text and text.count("# TYPE lanspuls_requests_total") == 1


@pytest.mark.parametrize(
    "path", ["/puls/lan/99/", "/puls/lan/2/om", "/puls/lan/", "/puls/finns/inte", "/puls/lan/xx/om"]
)
def test_what_is_no_region_is_answered_with_the_list_in_plain_words(country, path):
    answer = Client(country).get(path)
    assert answer.status_code == (200 if path == "/puls/lan/" else 404)
    assert "/puls/lan/20/" in answer.text and "Content-Security-Policy" in answer.headers
    if answer.status_code == 404:
        assert "leder inte till något län" in answer.text


def test_a_said_county_stands_at_the_root_beside_the_others(tmp_path):
    settings = service(tmp_path, 'county = "23"\n', _20=None, _25=None)
    client = Client(Regions(settings))
    assert ORGANISATIONS["23"] in client.get("/om").text and ORGANISATIONS["25"] in client.get("/lan/25/om").text
    assert set(re.findall(r'<li><a href="([^"]*)"', client.get("/lan").text)) == {"/", "/lan/20/", "/lan/25/"}
    assert settings.counties == ("20", "23", "25")
    for path, where in [
        ("/lan/23/om?vy=x", "/om?vy=x"),
        ("/lan/23", "/"),
        ("/lan/23//ond.example/", "/ond.example/"),
        ("/lan/23/\\ond.example", "/%5Cond.example"),
        ("/23/k/åäö", "/k/%C3%A5%C3%A4%C3%B6"),
        ("/20/", "/lan/20/"),
    ]:
        assert client.get(path).headers["Location"] == where, path


def test_a_region_with_a_name_to_itself_stands_at_its_root(tmp_path):
    told = f'hosts = ["{HOST}"]\npublic_url = "https://{HOST}"\n'
    client = Client(Regions(service(tmp_path, 'hosts = ["lanspuls.example.se"]', _20=told, _25=None)))
    there = {"Host": f"{HOST}:443"}
    assert ORGANISATIONS["20"] in client.get("/om", headers=there).text
    assert client.get("/lan/25/om", headers=there).status_code == 404
    common = {"Host": "lanspuls.example.se"}
    assert client.get("/lan/20/om?a=1", headers=common).headers["Location"] == f"https://{HOST}/om?a=1"
    assert f'href="https://{HOST}/"' in client.get("/", headers=common).text
    assert "Andra län" not in client.get("/om", headers=there).text  # nobody has said what the service is called
    assert client.get("/lan/25/om", headers={"Host": "annat.example.se"}).status_code == 400
    assert client.get("/lan/25/om", headers=common).status_code == 200


FAULTS = {
    "_20": ("organisation = [", "lan/20/lanspuls.toml"),
    "_21": ("port = 80\n", "port gäller hela tjänsten"),
    "_22": ('county = "23"\n', "mappen gäller 22"),
    "_24": ('hosts = ["a.example.se"]\n', "behöver public_url"),
    "_09": ('public_url = "https://en-lang-adress.example"\n', "högst 27 tecken"),
    "_10": ('logo = "finns-inte.svg"\n', "Logotypen finns-inte.svg"),
    "_12": ('organisaton = "Skåne"\n', "Menade du organisation?"),
}


def test_a_fault_of_one_region_is_told_by_its_file_and_stops_no_other(tmp_path):
    settings = service(tmp_path, **{code: text for code, (text, _) in FAULTS.items()}, _25=None, dalarna=None)
    client = Client(Regions(settings))
    assert client.get("/lan/25/om").status_code == 200
    for code in FAULTS:
        answer = client.get(f"/lan/{code[1:]}/om")
        assert answer.status_code == 503 and "kan inte visas just nu" in answer.text
    health = client.get("/halsa")
    assert (health.status_code, health.json["status"]) == (200, "sen")
    assert {code for code, one in health.json["regions"].items() if one["status"] == "fel"} == {
        one[1:] for one in FAULTS
    }
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.commands.main", "regions"],
        cwd=tmp_path, env={"PYTHONPATH": str(REPOSITORY), "PATH": "/usr/bin"}, capture_output=True, text=True,
        timeout=HANG_SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    for _, said in FAULTS.values():
        assert said in done.stdout
    assert "lan/dalarna är ingen region" in done.stdout and "25 Norrbottens län: Region Norrbotten" in done.stdout


def test_a_fault_of_the_county_at_the_root_is_told_as_any_other(tmp_path):
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    settings = service(tmp_path, 'county = "23"\nlogo = "logo.svg"\nmetrics = true\n', _25=None)
    (tmp_path / "logo.svg").unlink()
    client = Client(Regions(settings))
    for address in ("/", "/om"):
        answer = client.get(address)
        assert answer.status_code == 503 and "Jämtlands län kan inte visas just nu" in answer.text
    assert "Kan inte visas just nu" in client.get("/lan").text and client.get("/lan/99/").status_code == 404
    health = client.get("/halsa").json
    assert health["status"] == "sen" and health["regions"]["23"]["status"] == "fel"
    assert 'lanspuls_region_up{region="23"} 0' in client.get("/metrics").text
    assert client.get("/lan/25/om").status_code == 200


def test_two_regions_cannot_have_one_name(tmp_path):
    told = f'hosts = ["{HOST}"]\npublic_url = "https://{HOST}"\n'
    first, second = load_regions(service(tmp_path, _20=told, _25=told))
    assert first.fault is None and "används redan (20)" in second.fault.message_sv


def test_a_command_is_about_one_region_that_is_chosen(tmp_path):
    settings = service(tmp_path, 'accessibility_contact = "a@b.se"\nlogo = "x.svg"\n', _20='organisation = "Dalarna"\n')
    with pytest.raises(UsageError) as fault:
        require_one(settings)
    assert "--region 20" in fault.value.message_sv
    own = load_settings(tmp_path, {"LANSPULS_REGION": "20"})
    assert require_one(own) == own == region_settings(settings, "20")
    assert (own.county, own.organisation, own.prefix, own.short_at) == ("20", "Dalarna", "/lan/20", "/20-")
    assert own.store_dir == tmp_path / "data" / "store" and own.meetings_dir == tmp_path / "data/lan/20/meetings"
    assert own.counties == settings.counties == ("20",)  # whoever fetches, the same is asked for
    assert own.logo is None and own.accessibility_contact == "a@b.se"
    with pytest.raises(UsageError) as fault:
        load_settings(tmp_path, {"LANSPULS_REGION": "25"})
    assert "Det finns: 20 Dalarnas län" in fault.value.message_sv


@contextmanager
def opened(regions):
    """The address of a real server of the regions."""
    server = Opened(regions, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.stop()
        thread.join(HANG_SECONDS)


MEASURE = f"""
import json, sys
from pathlib import Path
sys.path.insert(0, {str(REPOSITORY)!r})
from werkzeug.test import Client
from dashboard.web.regions import Regions
from dashboard.web.serving import hold_little_memory
from loaders.settings import load_settings
from tests.dashboard.regions.test_regions import VISITED

hold_little_memory()
def held():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS"))
regions = Regions(load_settings(Path(sys.argv[1]), {{}}))
client = Client(regions)
told = []
for code in sorted(regions.regions):
    for address in VISITED:
        assert client.get(f"/lan/{{code}}{{address}}", headers={{"Accept-Encoding": "br"}}).status_code == 200
    told.append(held())
rooms = regions.pool.memory, regions.pool.lasting
print(json.dumps([told[0], told[-1], sum(one.most_bytes - one.held_bytes for one in rooms) // 1_000_000]))
"""
VISITED = ("/",)


def test_all_regions_visited_cost_little_more_than_one(tmp_path):
    made_store(tmp_path / "data" / "store")
    service(tmp_path, **{f"_{code}": None for code in ORGANISATIONS})
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=HANG_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    one, all_, room = json.loads(done.stdout)
    assert all_ - one + room < MOST_MORE_MB  # with all the room filled that answers have


def test_a_real_server_streams_to_followers_of_the_right_region_and_takes_their_answers(tmp_path):
    regions = Regions(made_service(tmp_path, ("20",)))
    with opened(regions) as address:

        def first_event(code):
            with urllib.request.urlopen(f"{address}/lan/{code}/folj/{WORD}/strom", timeout=HANG_SECONDS) as stream:
                while not (line := stream.readline()).startswith(b"data:"):
                    pass
                return json.loads(line.removeprefix(b"data:"))

        ours, theirs = first_event("23"), first_event("20")
        assert ours["slide"] == 2 and MARKER in ours["question"]["text"]
        assert theirs["slide"] == 0 and theirs["question"] is None
        with urllib.request.urlopen(f"{address}/lan/23/mote/{DAY}", timeout=HANG_SECONDS) as page:
            assert page.status == 200


def test_the_folder_of_a_region_is_all_that_is_needed(tmp_path):
    settings = service(tmp_path, _25=None)
    assert settings.others == ("25",) and settings.counties == ("25",)
    assert Path(region_settings(settings, "25").data) == tmp_path / "data" / "lan" / "25"
