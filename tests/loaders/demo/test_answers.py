"""The publisher over real HTTP: each awkwardness of SCB's PxWebApi v2, one by one."""

import json

import pytest
import requests

from loaders.demo.tables.all_tables import TABLES
from tests.loaders.demo.conftest import ONE_RATE
from tests.shared import shared_file
from tests.waiting import HANG_SECONDS


def problem(answer: requests.Response) -> tuple[int, str, int]:
    body = answer.json()
    return answer.status_code, body["title"], body["status"]


def test_every_answer_says_that_it_is_demo_data(scb):
    config = scb.get("/config")
    assert config.headers["X-Lanspuls-Demo"] == "1"
    assert {each["text"] for each in config.json()["sourceReferences"]} == {
        "Källa: DEMODATA (påhittade siffror, inte SCB)",
        "Source: DEMODATA (invented figures, not SCB)",
    }
    for table in TABLES:
        answer = scb.get(f"/tables/{table}/metadata")
        assert answer.json()["source"] == "DEMODATA (påhittade siffror, inte SCB)"
        assert scb.get("/nothing").headers["X-Lanspuls-Demo"] == "1"


def test_config_announces_the_limits(scb):
    scb.publisher.set_limits(150_000, 30, 10)
    config = scb.get("/config").json()
    assert (config["maxDataCells"], config["maxCallsPerTimeWindow"], config["timeWindow"]) == (150_000, 30, 10)


def test_keys_come_in_scbs_order(scb):
    data = scb.data("TAB6260", **{**ONE_RATE, "Region": ["2303"], "Alder": ["15-19"], "Fodelseregion": ["ut"]})
    assert list(data) == [
        "version", "class", "label", "source", "updated", "note", "role", "id", "size", "dimension", "extension",
        "value", "status",
    ]  # fmt: skip
    assert data["role"] == {"time": ["Tid"], "metric": ["ContentsCode"]}
    assert (data["value"], data["status"]) == ([None], {"0": ".."})


@pytest.mark.parametrize(
    ("recorded", "path"),
    [("TAB6471_metadata.json", "/tables/TAB6471/metadata"), ("TAB6471_data.json", None)],
)
def test_the_outline_is_that_of_the_recorded_answer(scb, recorded, path):
    real = json.loads(shared_file(f"recorded/scb-v2/{recorded}").read_bytes())
    if path:
        ours = scb.get(path).json()
    else:
        ages = [code for code in real["dimension"]["Alder"]["category"]["index"]]
        counties = list(real["dimension"]["Region"]["category"]["index"])
        ours = scb.data(
            "TAB6471", Region=counties, Alder=ages, Kon=["*"], ContentsCode=["000007SF"],
            Tid=["range(2026M01,2026M04)"],
        )  # fmt: skip
        assert ours["size"] == real["size"]
        assert ours["label"] == real["label"]
    assert list(ours) == list(real)
    assert ours["id"] == real["id"]
    assert set(ours["extension"]) == set(real["extension"])
    assert list(ours["extension"]["px"]) == list(real["extension"]["px"])
    for code in real["id"]:
        theirs, made = real["dimension"][code], ours["dimension"][code]
        assert list(made) == list(theirs)
        assert list(made["category"]) == list(theirs["category"])
        assert list(made["extension"]) == list(theirs["extension"])
        if code != "Tid":
            assert made["category"]["index"] == theirs["category"]["index"]
            assert made["category"]["label"] == theirs["category"]["label"]


def test_the_table_entry_has_the_recorded_keys(scb):
    real = json.loads(shared_file("recorded/scb-v2/tables_search.json").read_bytes())
    entry = scb.get("/tables").json()["tables"][0]
    assert list(entry) == list(real["tables"][0])
    assert "discontinued" not in entry


def test_periods_stand_in_the_table_entry_and_not_in_the_metadata(scb):
    entry = scb.get("/tables/TAB6260").json()
    assert (entry["firstPeriod"], entry["lastPeriod"], entry["timeUnit"]) == ("2020M01", "2026M08", "Monthly")
    assert entry["updated"] == "2026-10-29T07:00:00Z"
    assert "lastPeriod" not in scb.get("/tables/TAB6260/metadata").text
    assert scb.get("/tables/TAB698").json()["updated"] == "2024-06-11T06:00:00Z"


def test_search(scb):
    def found(**parameters: str | int) -> list[str]:
        return [table["id"] for table in scb.get("/tables", **parameters).json()["tables"]]

    assert found(query="arbetsmarknadsstatus födelseregion ålder") == ["TAB6260"]
    assert found(query="folkmängd*") == []
    assert found(query="folkmäng*") == ["TAB6471"]
    assert found(query="title:befolkningsframskrivning") == ["TAB698"]
    archived = {"TAB4971", "TAB5492"}
    assert not archived & set(found())
    assert archived < set(found(query="befolkningsframskrivning", includeDiscontinued="true"))
    assert found(pastDays=15) == ["TAB6473", "TAB6471", "TAB9318"]
    assert found(query="projection", lang="en") == ["TAB698"] and found(query="projection") == []
    page = scb.get("/tables", pageSize=3, pageNumber=2).json()
    assert len(page["tables"]) == 3 and page["page"]["totalElements"] == 16
    assert problem(scb.get("/tables", pageNumber=9)) == (404, "Non-existent page", 404)


def test_archived_vintages_say_so(scb):
    entry = scb.get("/tables/TAB4971").json()
    assert entry["discontinued"] is True
    assert entry["label"].endswith("År 2021-2070 (äldre framskrivning)")
    assert entry["firstPeriod"] == "2021" and entry["updated"] == "2021-06-03T06:00:00Z"


def test_error_bodies_contradict_http(scb):
    assert problem(scb.get("/tables/TAB1")) == (404, "Non-existent table", 404)
    assert problem(scb.get("/tables/TAB1/metadata")) == (404, "Non-existent table", 404)
    assert problem(scb.get("/tables/TAB1/data")) == (400, "Non-existent table", 404)
    assert problem(scb.get("/codelists/vs_None")) == (404, "Non-existent codelist", 400)
    assert problem(scb.get("/tables/TAB6260", lang="fi")) == (400, "Unsupported language", 400)
    assert problem(scb.get("/tables/TAB6260/data", outputFormat="px")) == (400, "Unsupported output format", 400)
    bound = scb.get("/tables/TAB6260/data", outputFormat="json")
    assert bound.status_code == 400 and "outputFormat" in bound.json()["errors"]
    assert scb.get("/navigation").status_code == 404
    assert scb.get("/tables/TAB6260/data", outputValues="nonsense").status_code == 200


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ({"Alder": []}, "Missing selection for mandantory variable"),
        ({"Age": ["1"]}, "Non-existent variable"),
        ({"Alder": ["60-64"]}, "Non-existent value"),
        ({"Tid": ["range(2024M01"]}, "Illegal selection expression"),
    ],
)
def test_selections_that_are_refused(scb, change, title):
    answer = scb.post("TAB6260", {**ONE_RATE, **change})
    assert problem(answer) == (400, title, 400)
    assert "detail" not in answer.json()


def test_a_codelist_of_another_kind_is_refused(scb):
    body = {"selection": [{"variableCode": "Region", "valueCodes": ["*"], "codelist": "xx_Region"}]}
    answer = requests.post(f"{scb.url}/tables/TAB3784/data", json=body, timeout=HANG_SECONDS)
    assert problem(answer) == (400, "Non-existent codelist", 400)


def test_too_many_cells(scb):
    wide = {**ONE_RATE, "Region": ["*"], "Kon": ["*"], "Fodelseregion": ["*"], "Tid": ["top(54)"]}
    assert scb.post("TAB6260", {**wide, "Tid": ["top(53)"]}).status_code == 200
    answer = scb.post("TAB6260", wide)
    assert problem(answer) == (400, "Too many cells selected", 400)
    assert answer.json()["detail"] == "Too many cells selected"


def test_a_repeated_code_is_a_server_error_without_a_body(scb):
    by_post = scb.post("TAB6260", {**ONE_RATE, "Region": ["23", "23"]})
    by_get = scb.get("/tables/TAB6260/data?valueCodes[Alder]=20-64,20-64&valueCodes[ContentsCode]=*")
    assert (by_post.status_code, by_post.content) == (by_get.status_code, by_get.content) == (500, b"")


def test_a_long_address_is_not_found(scb):
    assert scb.get("/tables/TAB6260/data", padding="x" * 1900).status_code == 200
    refused = scb.get("/tables/TAB6260/data", padding="x" * 2100)
    assert refused.status_code == 404 and "html" in refused.headers["Content-Type"]


def test_no_selection_at_all_is_an_answer(scb):
    data = scb.get("/tables/TAB6260/data").json()
    assert data["id"] == ["Alder", "ContentsCode", "Tid"] and data["size"] == [3, 1, 1]
    assert scb.post("TAB6260", {}).json()["value"] == data["value"]
    offered = scb.get("/tables/TAB6260/defaultselection").json()["selection"]
    assert {each["variableCode"]: each["valueCodes"] for each in offered}["Region"] == []


def test_an_omitted_eliminable_variable_is_its_total_and_absent(scb):
    named = scb.data("TAB6260", **{**ONE_RATE, "Region": ["00"]})
    bare = scb.data("TAB6260", Alder=["20-64"], ContentsCode=["000006II"], Tid=["2026M08"])
    assert bare["id"] == ["Alder", "ContentsCode", "Tid"]
    assert bare["value"] == named["value"]


def test_without_a_total_code_the_publisher_sums(scb):
    whole = {"Region": ["23"], "ContentsCode": ["000004LG"], "Tid": ["2030"]}
    total = scb.data("TAB698", **whole)
    parts = scb.data("TAB698", **whole, Kon=["*"], Alder=["*"])
    assert total["id"] == ["Region", "ContentsCode", "Tid"]
    assert parts["size"] == [1, 2, 101, 1, 1]
    assert total["value"][0] == pytest.approx(sum(parts["value"]), abs=0.02)
    women = scb.data("TAB698", **whole, Kon=["2"])
    assert women["value"][0] == pytest.approx(sum(parts["value"][101:]), abs=0.02)


def test_code_lists(scb):
    url = f"{scb.url}/tables/TAB698/data?valueCodes[Alder]=*&codelist[Alder]=agg_Ålder10årJ&valueCodes[Kon]=1,2"
    data = requests.get(
        f"{url}&valueCodes[Region]=23&valueCodes[ContentsCode]=*&valueCodes[Tid]=2024", timeout=HANG_SECONDS
    ).json()
    ages = list(data["dimension"]["Alder"]["category"]["index"])
    assert ages[:2] == ["-9", "10-19"] and ages[-1] == "100+"
    assert "agg_" not in json.dumps(data)
    chosen = scb.get("/codelists/vs_BLän").json()
    assert len(chosen["values"]) == 21 and chosen["type"] == "Valueset"
    grouped = scb.get("/codelists/agg_Ålder10årJ").json()["values"][0]
    assert (grouped["code"], set(grouped["valueMap"])) == ("-9", set("0123456789"))


def test_get_needs_brackets_around_a_comma_in_an_expression(scb):
    bare = "valueCodes[Alder]=20-64&valueCodes[ContentsCode]=000006II&valueCodes[Region]=23,2321"
    ok = scb.get(f"/tables/TAB6260/data?{bare}&valueCodes[Tid]=[range(2024M01,2024M03)]").json()
    assert ok["size"] == [2, 1, 1, 3]
    refused = scb.get(f"/tables/TAB6260/data?{bare}&valueCodes[Tid]=range(2024M01,2024M03)")
    assert problem(refused) == (400, "Illegal selection expression", 400)
    first_key_wins = scb.get(f"/tables/TAB6260/data?{bare}&valueCodes[Tid]=2024M01&valueCodes[Tid]=2024M02").json()
    assert list(first_key_wins["dimension"]["Tid"]["category"]["index"]) == ["2024M01"]
    plus = scb.get(f"/tables/TAB6260/data?{bare}&valueCodes[Tid]=2024M01&valueCodes[Kon]=1+2")
    assert problem(plus) == (400, "Non-existent value", 400)


def test_letter_case_does_not_matter_and_order_is_the_tables(scb):
    data = scb.data("tab6260", region=["2321", "23"], ALDER=["20-64"], contentscode=["000006ii"], TIME=["2026m08"])
    assert data["id"] == ["Region", "Alder", "ContentsCode", "Tid"]
    assert list(data["dimension"]["Region"]["category"]["index"]) == ["23", "2321"]


def test_whole_numbers_are_ints_among_decimals(scb):
    data = scb.data("TAB6260", **{**ONE_RATE, "ContentsCode": ["000006HI", "000006II"]})
    assert [type(value) for value in data["value"]] == [int, float]


def test_a_status_may_sit_on_a_value(scb):
    data = scb.data("TAB3143", Region=["*"], ContentsCode=["*"], Tid=["2024"])
    symbols = set(data["status"].values())
    assert symbols == {".", "..", "*"}
    for row, symbol in data["status"].items():
        assert (data["value"][int(row)] is None) == (symbol != "*")


def test_notes_keep_their_line_ends_and_links(scb):
    metadata = scb.get("/tables/TAB6471/metadata").json()
    assert any("\r\n \r\n" in note and "](https://" in note for note in metadata["note"])
    assert metadata["extension"]["noteMandatory"]["0"] is True
    assert metadata["dimension"]["Alder"]["extension"]["noteMandatory"] == {"0": True}
    assert "contact" in metadata["extension"]
    assert "contact" not in scb.get("/tables/TAB1625/metadata").json()["extension"]


def test_labels_in_both_languages(scb):
    assert (
        scb.get("/tables/TAB6260/metadata").json()["dimension"]["Region"]["category"]["label"]["23"] == "Jämtlands län"
    )
    english = scb.get("/tables/TAB6260/metadata", lang="en").json()["dimension"]
    assert english["Region"]["category"]["label"]["23"] == "Jämtland county"
    assert english["Alder"]["category"]["label"]["060-64"] == "60–64 years"


def test_csv_is_latin1(scb):
    answer = scb.post("TAB6260", {**ONE_RATE, "ContentsCode": ["000006HI", "000006II"]}, outputFormat="csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=iso-8859-1"
    head, row = answer.content.decode("iso-8859-1").splitlines()
    assert head.startswith('"region","kön"') and row.startswith('"Jämtlands län","totalt"')


def test_the_codes_are_those_recorded(scb):
    real = json.loads(shared_file("recorded/scb-v2/TAB6260_codes.json").read_bytes())
    made = scb.get("/tables/TAB6260/metadata", lang="en").json()
    assert made["id"] == real["id"] and made["size"][:5] == real["size"][:5]
    assert list(made["dimension"]["Alder"]["category"]["index"]) == real["Alder"]
    for code in ("Kon", "Fodelseregion"):
        assert set(made["dimension"][code]["category"]["index"]) == set(real[code])
    contents = made["dimension"]["ContentsCode"]["category"]
    assert {
        code: [contents["label"][code], contents["unit"][code]["base"], contents["unit"][code]["decimals"]]
        for code in contents["index"]
    } == real["ContentsCode"]
