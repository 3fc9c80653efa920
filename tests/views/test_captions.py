from analysis.storage import fingerprint
from analysis.views import Selection, caption


def test_a_caption_names_unit_filters_articles_and_corpus(small_tables):
    words = caption(small_tables, Selection(channels="call"), "event", title="Calls", note="2 others: A, B.")
    assert words.startswith("Calls\nUnit: an event counts once")
    assert "Filter: Calls. From 3 of 4 articles." in words
    assert "2 others: A, B." in words
    assert fingerprint(small_tables) in words


def test_a_teaching_corpus_is_named_and_a_real_one_is_not(small_tables):
    assert "Teaching corpus" in caption(small_tables)
    real = type(small_tables)(**{**dict(small_tables), "articles": small_tables.articles.assign(source="Daily")})
    assert "eaching" not in caption(real)


def test_an_empty_folder_has_a_caption_too(no_tables):
    assert "0 of 0 articles" in caption(no_tables, Selection())


def test_what_people_checked_stands_beside_the_counts(small_tables):
    words = caption(small_tables, Selection(), checked="Checked by hand: 41 of 50 sampled rows right.")
    assert "Checked by hand: 41 of 50 sampled rows right. Corpus" in words
