"""Actors of all articles joined."""

from __future__ import annotations

from analysis.corpus.actors import join_actors
from analysis.extraction.findings import Actor, Communication, Findings, Mention


def people(tables):
    return sorted(tables.actors.loc[tables.actors["kind"] == "person", "name"])


def speakers(tables, path):
    (article_id,) = tables.articles.loc[tables.articles["path"] == path, "article_id"]
    return list(tables.communications.loc[tables.communications["article_id"] == article_id, "speaker"])


FULL = "Veslandic Foreign Minister Mara Lindqvist said the ferry was late. President Tomas Brandt left."
SHORT = "Ms. Lindqvist told Mr. Brandt that the bridge was open."


def test_a_person_of_two_articles_is_one_actor_with_both_counted(build_from):
    tables = build_from({"a.txt": FULL, "b.txt": "Mara Lindqvist told Tomas Brandt that the bridge was open."})
    assert people(tables) == ["Mara Lindqvist", "Tomas Brandt"]
    lindqvist = tables.actors.set_index("name").loc["Mara Lindqvist"]
    assert (lindqvist["articles"], lindqvist["mentions"], lindqvist["country"]) == (2, 2, "XVE")


def test_a_lone_surname_joins_the_one_person_who_bears_it_in_another_article(build_from):
    tables = build_from({"a.txt": SHORT, "b.txt": FULL})
    assert people(tables) == ["Mara Lindqvist", "Tomas Brandt"]
    assert speakers(tables, "a.txt") == ["Mara Lindqvist"]
    assert "Lindqvist" in tables.actors.set_index("name").loc["Mara Lindqvist", "aliases"]


def test_a_lone_surname_that_two_people_bear_stays_apart(build_from):
    other = "Mayor Jonas Lindqvist said the ferry was early."
    tables = build_from({"a.txt": SHORT, "b.txt": FULL, "c.txt": other})
    assert {"Mara Lindqvist", "Jonas Lindqvist", "Lindqvist"} <= set(people(tables))
    assert speakers(tables, "a.txt") == ["Lindqvist"]


def test_a_country_speaks_against_a_join(build_from):
    tables = build_from(
        {
            "a.txt": "Veslandic Foreign Minister Mara Lindqvist said the ferry was late.",
            "b.txt": "Orvanian Foreign Minister Mara Lindqvist said the ferry was early.",
        }
    )
    assert people(tables) == ["Mara Lindqvist", "Mara Lindqvist"]
    assert sorted(tables.actors.loc[tables.actors["kind"] == "person", "country"]) == ["XOR", "XVE"]


def test_a_name_without_a_country_joins_the_one_with(build_from):
    tables = build_from({"a.txt": FULL, "b.txt": "Foreign Minister Mara Lindqvist said the ferry was early."})
    assert people(tables).count("Mara Lindqvist") == 1


def test_a_holder_of_an_office_is_the_person_that_another_article_names(build_from):
    tables = build_from(
        {"a.txt": "The Veslandic foreign minister told Mayor Piet Hallam that the ferry was late.", "b.txt": FULL}
    )
    assert speakers(tables, "a.txt") == ["Mara Lindqvist"]


def test_an_office_that_two_people_held_is_nobody_for_sure(build_from):
    second = "Veslandic Foreign Minister Anna Sorel said the bridge was open."
    tables = build_from(
        {"a.txt": "The Veslandic foreign minister said the ferry was late.", "b.txt": FULL, "c.txt": second}
    )
    assert speakers(tables, "a.txt") == ["Veslandic foreign minister"]


def test_a_deputy_does_not_hold_the_office(build_from):
    tables = build_from(
        {
            "a.txt": "The Veslandic foreign minister said the ferry was late.",
            "b.txt": "Veslandic Deputy Foreign Minister Mara Lindqvist said the bridge was open.",
        }
    )
    assert speakers(tables, "a.txt") == ["Veslandic foreign minister"]


def test_a_country_is_one_actor_by_whatever_name(build_from):
    tables = build_from(
        {
            "a.txt": "Vesland said the ferry was late.",
            "b.txt": "The Veslandic government said the bridge was open.",
            "c.txt": "Halvern said the sea was calm.",
        }
    )
    (country,) = tables.actors[tables.actors["kind"] == "country"].itertuples()
    assert (country.name, country.country, country.articles) == ("Vesland", "XVE", 3)
    assert set(tables.communications["speaker_id"]) == {country.actor_id}


def test_an_audience_is_one_actor_of_the_corpus(build_from):
    tables = build_from({"a.txt": FULL, "b.txt": "Mayor Piet Hallam said the bridge was open."})
    assert list(tables.actors.loc[tables.actors["kind"] == "audience", "name"]) == ["the public"]


def test_ids_and_joins_are_the_same_whatever_the_files_are_called(build_from):
    texts = [SHORT, FULL, "Mayor Piet Hallam met Foreign Minister Lindqvist and President Brandt in Halvern."]
    one = build_from({f"{i}.txt": text for i, text in enumerate(texts)})
    other = build_from({f"{9 - i}.txt": text for i, text in enumerate(texts)})
    columns = ["actor_id", "name", "kind", "role", "country", "aliases", "articles", "mentions"]
    assert one.actors[columns].sort_values("actor_id").values.tolist() == (
        other.actors[columns].sort_values("actor_id").values.tolist()
    )


def test_an_article_more_does_not_change_the_ids_of_people_it_does_not_name(build_from):
    before = build_from({"a.txt": FULL})
    after = build_from({"a.txt": FULL, "b.txt": "Mayor Piet Hallam said the bridge was open."})
    assert set(before.actors["actor_id"]) <= set(after.actors["actor_id"])


def test_the_mentions_and_articles_of_every_actor_are_counted_whole(build_from):
    second = "Ms. Lindqvist urged Mayor Piet Hallam to wait."
    tables = build_from(
        {"a.txt": SHORT, "b.txt": FULL, "c.txt": "Mayor Jonas Lindqvist said it was early.", "d.txt": second}
    )
    counted = tables.mentions.groupby("actor_id")["article_id"].agg(["size", "nunique"])
    for actor in tables.actors[tables.actors["kind"] == "person"].itertuples():
        assert (actor.mentions, actor.articles) == tuple(counted.loc[actor.actor_id]), actor.name


def found(*actors, **said):
    """Findings of one article with these actors, each mentioned once, and whoever speaks."""
    mentions = [Mention(10 * n, 10 * n + 5, "name", n) for n in range(len(actors))]
    acts = [Communication(0, 5, n, [], False, "said", "SAY", "unspecified", "happened", "verb") for n in said.values()]
    return Findings(list(actors), mentions, [], [], acts, [])


def names_of(*articles):
    rows, _, _ = join_actors({str(n): findings for n, findings in enumerate(articles)}, {})
    return sorted((row["kind"], row["name"]) for row in rows)


MARA = Actor("Mara Lindqvist", "person", "President of the Harbour Council")


def test_a_surname_taken_for_a_group_is_the_person_who_bears_it():
    assert names_of(found(MARA), found(Actor("Lindqvist", "group"))) == [("person", "Mara Lindqvist")]


def test_a_group_that_two_people_could_be_stays_a_group():
    jonas = Actor("Jonas Lindqvist", "person", "mayor")
    assert ("group", "Lindqvist") in names_of(found(MARA, jonas), found(Actor("Lindqvist", "group")))


def test_a_name_that_says_nothing_and_speaks_to_nobody_is_no_actor():
    halvern = Actor("Halvern", "person")
    assert names_of(found(MARA, halvern)) == [("person", "Mara Lindqvist")]
    assert ("person", "Halvern") in names_of(found(halvern, speaker=0))


def test_the_holder_of_an_office_of_a_body_is_the_one_person_who_has_it():
    holder = Actor("Harbour Council president", "person", "president of the Harbour Council", named=False)
    assert names_of(found(MARA), found(holder)) == [("person", "Mara Lindqvist")]
    second = Actor("Ilse Okoro", "person", "Harbour Council President")
    assert ("person", holder.name) in names_of(found(MARA, second), found(holder))


def test_a_title_alone_is_an_office_of_many():
    president = Actor("president", "person", "president", named=False)
    assert ("person", "president") in names_of(found(MARA), found(president))


def test_a_body_without_a_country_is_not_that_of_one_of_two_countries():
    ministries = [Actor("Foreign Ministry", "organisation", None, country) for country in ("XVE", "XOR", None)]
    assert len(names_of(*(found(ministry) for ministry in ministries))) == 3


def test_a_longer_form_of_a_name_is_the_same_person_with_or_without_a_country():
    forms = [
        ("Mara Lindqvist", "XVE"),
        ("Mara Ann Lindqvist", None),
        ("Lindqvist Mara", None),
        ("Mara Lindqvist", None),
    ]
    assert names_of(*(found(Actor(name, "person", None, country)) for name, country in forms)) == [
        ("person", "Mara Lindqvist")
    ]


def test_a_bare_title_is_the_one_person_of_the_article_who_has_the_office_in_another(build_from):
    said = "Tomas Brandt and Mara Lindqvist met on Monday. The president said the bridge was open."
    tables = build_from({"a.txt": said, "b.txt": FULL})
    assert speakers(tables, "a.txt")[-1] == "Tomas Brandt"
    spokesman = "Tomas Brandt and Mara Lindqvist met on Monday. A spokesman said the bridge was open."
    held = "Spokesman Tomas Brandt said the ferry was late."
    assert speakers(build_from({"a.txt": spokesman, "b.txt": held}), "a.txt")[-1] == "spokesman"


def body(*articles):
    """Names and other names of the bodies that are made of these names with their countries, one an article."""
    bodies = (found(Actor(name, "organisation", None, country)) for name, country in articles)
    rows, ids, _ = join_actors({str(n): findings for n, findings in enumerate(bodies)}, {})
    assert len(set().union(*ids.values())) == len(rows)
    return sorted((row["name"], row["country"]) for row in rows)


def test_a_ministry_is_one_in_whatever_order_its_words_stand(invented_places):
    forms = (
        "Veslandic Ministry of Defence",
        "Ministry of Defence",
        "Ministry of Defence of the Republic of Vesland",
        "Vesland's Defence Ministry",
        "Defense Ministry of Vesland",
        "Defense Ministry",
    )
    together = body(*((form, "XVE") for form in forms))
    assert together == [("Veslandic Ministry of Defence", "XVE")]
    assert together == body(*((form, "XVE") for form in reversed(forms)))


def test_foreign_affairs_are_foreign_and_internal_affairs_the_interior(invented_places):
    assert len(body(("Ministry of Foreign Affairs of Vesland", "XVE"), ("Veslandic Foreign Ministry", "XVE"))) == 1
    assert len(body(("Ministry of Internal Affairs", "XVE"), ("Vesland's Interior Ministry", "XVE"))) == 1


def test_governments_armies_and_councils_are_one_with_and_without_their_country(invented_places):
    for one, other in (
        ("Veslandic army", "army of Vesland"),
        ("Veslandic parliament", "Vesland's Parliament"),
        ("Security Council of Vesland", "Veslandic Security Council"),
    ):
        assert len(body((one, "XVE"), (other, "XVE"))) == 1, one


def test_ministries_of_two_countries_or_of_none_stay_apart(invented_places):
    assert len(body(("Veslandic Defence Ministry", "XVE"), ("Ministry of Defence of Orvania", "XOR"))) == 2
    assert len(body(("Defence Ministry", "XVE"), ("Ministry of Defence", None))) == 2
    assert len(body(("Defence Ministry", None), ("Ministry of Defence", None))) == 2


def test_an_article_that_names_the_ministries_of_two_countries_keeps_them_apart(build_from):
    text = (
        "Vesland's Defence Ministry said on Monday that the bridge was open. "
        "Orvania's Defence Ministry said on Tuesday that it was closed."
    )
    tables = build_from({"a.txt": text})
    bodies = tables.actors[tables.actors["kind"] == "organisation"]
    assert sorted(bodies["country"]) == ["XOR", "XVE"]
    assert tables.communications["speaker_id"].nunique() == 2


def test_what_several_bodies_of_a_country_are_called_tells_none_of_them(invented_places):
    assert len(body(("Veslandic ministry", "XVE"), ("ministry of Vesland", "XVE"))) == 2
    assert len(body(("Veslandic Defence Ministry", "XVE"), ("Veslandic Health Ministry", "XVE"))) == 2
    assert len(body(("Veslandic Army", "XVE"), ("Free Veslandic Army", "XVE"))) == 2
    assert len(body(("Bank of Vesland", "XVE"), ("Veslandic Bank", "XVE"))) == 2


def test_a_ministry_of_two_articles_is_one_actor_that_says_its_country(build_from):
    tables = build_from(
        {
            "a.txt": "The Veslandic Ministry of Defence said the ferry was late.",
            "b.txt": "Vesland's Defence Ministry said on Tuesday that the bridge was open.",
        }
    )
    assert list(tables.actors.loc[tables.actors["kind"] == "organisation", "name"]) == ["Veslandic Ministry of Defence"]
