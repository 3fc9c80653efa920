"""What the benchmarks work out from their measurements; none of these tests measures anything."""

import sys
from types import SimpleNamespace

import pytest

from analysis.pipeline import build
from benchmarks import gold_quotes, growth, profile, running, same, speed
from benchmarks.running import run, table
from benchmarks.stages import Clock


def size(number, **seconds):
    """A size of the growth benchmark whose steps took so many seconds."""
    spent = {"imports": 2.0, "model": 1.0, "reading": 0.01 * number, "extraction": 0.1 * number, **seconds}
    return {"size": number, "read": number, "seconds": spent, "cpu": spent, "workers_cpu": 0.0, "together": 500.0,
            "peak": 400.0 + number / 10, "tables": number / 10, "copies": 3,
            "rows": {"events": number, "actors": number}}  # fmt: skip


SIZES = [size(n, duplicates=0.001 * n, actors=1e-6 * n**2, merging=0.00001) for n in (500, 2_000, 8_000)]


def test_a_step_that_doubles_with_the_articles_has_the_power_one_and_a_negligible_one_has_none():
    powers = growth.exponents(SIZES)
    assert powers["duplicates"] == pytest.approx(1) and powers["actors"] == pytest.approx(2)
    assert powers["merging"] is None and 1 < powers["corpus"] < 2


def test_time_an_article_leaves_out_the_start_and_memory_the_tables():
    assert growth.per_article(size(100)) == pytest.approx(0.11)
    assert growth.aside(SIZES[0]) == growth.aside(SIZES[2]) == 400


def test_a_size_that_went_on_from_its_cache_is_charged_for_every_article():
    half = size(100) | {"read": 50}
    assert growth.spent(half, "extraction", "seconds") == pytest.approx(20)


def test_the_growth_table_has_a_column_a_size_and_its_figure_can_be_drawn(tmp_path):
    lines = growth.shown(SIZES).splitlines()
    assert [cell.strip() for cell in lines[0].split("|")[2:5]] == ["500", "2,000", "8,000"]
    assert any(line.startswith("| actors ") and line.rstrip(" |").endswith("2.00") for line in lines)
    growth.drawn(SIZES).savefig(tmp_path / "growth.png")


def test_an_inner_stage_stops_the_outer_one_also_in_what_is_yielded(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(
        "benchmarks.stages.time", SimpleNamespace(perf_counter=lambda: now[0], process_time=lambda: 0.0)
    )
    clock = Clock()

    def works(seconds):
        now[0] += seconds

    def items():
        for _ in range(2):
            clock.timed("inner", works)(10)
            works(3)
            yield 1

    with clock.stage("outer"):
        assert list(clock.timed("made", items)()) == [1, 1]
        works(1)
    assert {stage: spent[0] for stage, spent in clock.spent.items()} == {"rest": 0, "outer": 1, "made": 6, "inner": 20}


def test_ratios_are_those_to_the_bare_parser_of_the_same_round():
    rows = [{"name": name, "round": number, "seconds": seconds, "cpu": seconds, "peak": 100.0}
            for number, pair in enumerate([(10, 8), (20, 18), (40, 20)])
            for name, seconds in zip((speed.BARE, "ours, one process"), pair, strict=True)]  # fmt: skip
    bare, ours = speed.compared(rows, articles=100)
    assert bare["ratio"] == 1 and ours["ratio"] == 0.8 and ours["rate"] == pytest.approx(100 / 18)


def test_the_table_side_by_side_gives_scores_to_those_who_find_quotes_and_its_figure_can_be_drawn(tmp_path):
    rows = [{"name": name, "round": 0, "seconds": 10.0, "cpu": 9.0, "peak": 100.0}
            for name in (speed.BARE, "ours, one process", "textacy, direct quotes")]  # fmt: skip
    score = {"precision": 0.9, "recall": 0.8, "f1": 0.85, "gold": 20.0}
    scores = {who: {"quotes": score, "quotes with speaker": score} for who in ("ours", "peer")}
    found = speed.compared(rows, articles=50)
    bare, ours, peer = speed.shown(found, scores).splitlines()[2:]
    assert "0.85" not in bare and "0.85" in ours and "0.85" in peer
    speed.drawn(found, scores).savefig(tmp_path / "bench.png")


def test_quotes_of_a_peer_are_judged_in_the_place_of_ours(tmp_path):
    (tmp_path / "one.txt").write_text("Ferry late\n\n“We will wait,” said Mara Ostberg.\n", encoding="utf-8")
    tables = build(tmp_path, progress=False)
    article, text = tables.articles["article_id"].iat[0], tables.articles["text"].iat[0]
    start = text.index("“")
    quote = {"article_id": article, "start": start, "end": text.index("”") + 1, "text": "“We will wait,”",
             "speaker": "Mara Ostberg"}  # fmt: skip
    judged = gold_quotes.with_quotes(tables, [quote, {**quote, "article_id": "elsewhere"}])
    assert judged.quotes[["start", "speaker"]].to_numpy().tolist() == [[start, "Mara Ostberg"]]
    assert gold_quotes.with_quotes(tables, []).quotes.empty


def test_a_profile_shows_its_stages_in_the_order_in_which_they_happen_beside_an_earlier_one():
    spent = {"writing": 1.0, "imports": 2.0, "something new": 1.0}
    lines = profile.shown(
        {"before": {"cpu": spent | {"ner": 4.0}, "seconds": spent}, "now": {"cpu": spent, "seconds": spent}}
    )
    first = [line.split("|")[1].strip() for line in lines.splitlines()[2:]]
    assert first == ["imports", "ner", "writing", "something new", "**all**", "by the clock"]


def test_the_table_of_hashes_has_a_row_for_each_table():
    assert len(same.shown({"one process": {"a": "1", "b": "2"}, "Dask": {"a": "1", "b": "2"}}).splitlines()) == 4


def test_a_command_that_fails_ends_the_benchmark_with_what_it_said():
    with pytest.raises(SystemExit, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_columns_of_a_table_stand_under_one_another():
    assert table(["", "seconds"], [["ours", "1.0"], ["bare parser", "20.0"]]).splitlines() == [
        "|             | seconds |",
        "| ----------- | ------: |",
        "| ours        |     1.0 |",
        "| bare parser |    20.0 |",
    ]


def test_what_is_published_takes_the_place_of_what_was_published_before(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "RESULTS", tmp_path)
    monkeypatch.setattr(running, "DOCUMENT", tmp_path / "doc.md")
    (tmp_path / "doc.md").write_text("Before.\n\n<!-- same -->\n\nold\n\n<!-- end -->\n\nAfter.\n", encoding="utf-8")
    running.report("same", "unpublished", publish=False)
    running.report("same", "new", publish=True)
    assert (tmp_path / "doc.md").read_text("utf-8") == "Before.\n\n<!-- same -->\n\nnew\n\n<!-- end -->\n\nAfter.\n"
    with pytest.raises(SystemExit, match="no place for other"):
        running.report("other", "new", publish=True)


def test_the_document_has_a_place_for_each_benchmark():
    document = running.DOCUMENT.read_text(encoding="utf-8")
    for name in ("bench", "profile", "growth", "same"):
        assert document.partition(f"<!-- {name} -->")[2].partition("<!-- end -->")[1]
