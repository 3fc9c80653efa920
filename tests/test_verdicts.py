"""Verdicts are stored at once, read as they were given, and never lost to a broken line."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import verdicts

ITEM = dict(what="row", article="a1", start=3, end=9, evidence="spoke", speaker="Mara Lindqvist", addressee="Orvania")
FILE = "corrections/verdicts.csv"


def judge(folder, **changes):
    verdicts.add(folder, {**ITEM, "verdict": "right", "coder": "ann", "note": "", **changes})


def test_a_verdict_is_read_as_it_was_given(tmp_path):
    judge(tmp_path, note="a wrong day, and “so on”; see page 2")
    (found,) = verdicts.read(tmp_path)[0].to_dict("records")
    assert {**ITEM, "verdict": "right", "coder": "ann"}.items() <= found.items()
    assert found["note"] == "a wrong day, and “so on”; see page 2"
    assert pd.Timestamp(found["when"]).tzinfo


names = st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.fixed_dictionaries(dict(speaker=names, addressee=names, coder=names, note=st.text()))))
def test_whatever_is_written_is_read_again(tmp_path_factory, lines):
    folder = tmp_path_factory.mktemp("folder")
    written = {}
    for line in lines:
        readable = {key: text.encode("utf-8", "replace").decode() for key, text in line.items()}
        judge(folder, **readable)
        key = (readable["speaker"], readable["addressee"], readable["coder"])
        written[key] = " ".join(readable["note"].split())
    found, problems = verdicts.read(folder)
    read = {(row.speaker, row.addressee, row.coder): row.note for row in found.itertuples()}
    assert (read, problems) == (written, [])


def test_who_judges_again_changes_their_verdict_and_nobody_elses(tmp_path):
    judge(tmp_path)
    judge(tmp_path, coder="ben", verdict="unsure")
    judge(tmp_path, verdict="wrong")
    found, _ = verdicts.read(tmp_path)
    assert dict(zip(found["coder"], found["verdict"], strict=True)) == {"ann": "wrong", "ben": "unsure"}
    assert len((tmp_path / FILE).read_text(encoding="utf-8").splitlines()) == 4, "the first verdict stays in the file"


def test_no_spreadsheet_runs_what_an_article_says(tmp_path):
    judge(tmp_path, speaker="=SUM(A1)", note="+1")
    assert '"=SUM' not in (tmp_path / FILE).read_text(encoding="utf-8")
    assert verdicts.read(tmp_path)[0][["speaker", "note"]].values.tolist() == [["=SUM(A1)", "+1"]]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"what": "page"}, "“page”"),
        ({"verdict": "nothing missed"}, "“nothing missed”"),
        ({"start": "three"}, "no whole numbers"),
        ({"coder": "", "article": ""}, "no article and no coder"),
        ({"speaker": ""}, "no speaker"),
    ],
)
def test_a_broken_line_is_named_with_a_remedy_and_the_others_count(tmp_path, change, named):
    judge(tmp_path)
    good = {**ITEM, "verdict": "right", "coder": "ben", "when": "", "note": ""}
    cells = [str({**good, **change}[column]) for column in verdicts.COLUMNS]
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write(",".join(cells) + "\n")
    judge(tmp_path, coder="cleo")
    found, (problem,) = verdicts.read(tmp_path)
    assert list(found["coder"]) == ["ann", "cleo"]
    assert (problem["path"], problem["location"]) == (FILE, "row 3")
    assert named in problem["message"] and problem["remedy"]


def test_a_verdict_that_could_not_be_read_again_is_refused(tmp_path):
    with pytest.raises(ValueError, match="coder"):
        judge(tmp_path, coder=" ")
    assert verdicts.read(tmp_path)[0].empty


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"alias,name\nOrvania,Orvanian state\n"])
def test_a_file_that_holds_no_verdicts_is_named_and_not_overwritten(tmp_path, content):
    (tmp_path / "corrections").mkdir()
    (tmp_path / FILE).write_bytes(content)
    found, (problem,) = verdicts.read(tmp_path)
    assert found.empty and problem["path"] == FILE and problem["remedy"]


def test_a_spreadsheet_may_save_it_with_semicolons(tmp_path):
    judge(tmp_path, note="one; two, three")
    path = tmp_path / FILE
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    path.write_bytes(b"\xef\xbb\xbf" + frame[frame.columns[::-1]].to_csv(index=False, sep=";").encode())
    judge(tmp_path, coder="ben")
    found, problems = verdicts.read(tmp_path)
    assert list(found["coder"]) == ["ann", "ben"] and not problems
    assert found["note"][0] == "one; two, three"
