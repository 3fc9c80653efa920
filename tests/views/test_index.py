from dataclasses import replace
from datetime import date

import pandas as pd
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.schema import ACTOR_KINDS, CHANNELS, STATUSES, Tables, frame
from analysis.views.facets import TITLES
from analysis.views.index import Index
from analysis.views.selection import Selection, select

PEOPLE = [f"p{n}" for n in range(5)]
NAMES = {"p0": "Mara", "p1": "Tomas", "p2": "Tomas", "p3": "Armenia", "p4": "the public"}
OUTLETS = ("Wire", "Post (teaching corpus)", None)
ARTICLES, EVENTS, WORDS = 4, 4, ("Bridge", "TRUCE", "talks")
days = st.one_of(st.none(), st.dates(date(2031, 3, 1), date(2031, 3, 4)))


@st.composite
def corpora(draw) -> Tables:
    """A few communications between five actors, of whom two are namesakes; some dated, some mutual, some quoted."""
    pick = st.sampled_from
    actors = [
        dict(actor_id=who, name=NAMES[who], articles=1, mentions=1,
             kind={"p3": "country", "p4": "audience"}.get(who, draw(pick(ACTOR_KINDS[:2]))),
             country="ARM" if who == "p3" else draw(pick(("ARM", "USA", None))))
        for who in PEOPLE
    ]  # fmt: skip
    articles = [
        dict(article_id=f"a{n}", path="x", part=1, source=draw(pick(OUTLETS)), text=draw(pick(WORDS)), words=1,
             published_basis="none")
        for n in range(ARTICLES)
    ]  # fmt: skip
    events = [
        dict(event_id=f"e{n}", date_start=(day := draw(days)), date_end=draw(pick((day, None))), what=draw(pick(WORDS)),
             act=draw(pick(("SAY", "ASSAULT", None))), channel=draw(pick((*CHANNELS[:3], None))), articles=1,
             date_precision=day and draw(pick(("time", "day", "month"))), sources=draw(st.integers(1, 3)))
        for n in range(EVENTS)
    ]  # fmt: skip
    rows = [
        dict(communication_id=f"c{n}", act_id=f"k{n}", article_id=f"a{draw(st.integers(0, ARTICLES - 1))}",
             start=draw(st.integers(0, 2)), end=9, evidence=draw(pick(WORDS)), speaker_id=(one := draw(pick(PEOPLE))),
             speaker=NAMES[one], addressee_id=(other := draw(pick(PEOPLE))), addressee=NAMES[other],
             mutual=draw(st.booleans()), cue="told", act=draw(pick(("SAY", "ACCUSE", None))),
             channel=draw(pick(CHANNELS[:3])), status=draw(pick(STATUSES[:2])),
             reported_by_id=draw(pick(("p0", "p1", None))), date_start=(day := draw(days)), date_end=day,
             event_id=f"e{draw(st.integers(0, EVENTS - 2))}", confidence=draw(pick((0.25, 0.75, None))), rule="r",
             origin="machine")
        for n in range(draw(st.integers(0, 7)))
    ]  # fmt: skip
    quotes = [
        dict(quote_id=row["communication_id"], article_id=row["article_id"], start=0, end=1, text=draw(pick(WORDS)),
             kind="direct", communication_id=row["communication_id"], rule="r")
        for row in rows[::3]
    ]  # fmt: skip
    made = {"actors": actors, "articles": articles, "events": events, "communications": rows, "quotes": quotes}
    return Tables(**{name: frame(name, made.get(name, [])) for name in Tables.__dataclass_fields__})


def several(*values: str | None):
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


people = several(*PEOPLE, "Mara", "Tomas", "Nobody")
selections = st.builds(
    Selection, date_from=days, date_to=days, include_undated=st.booleans(), to_the_day=st.booleans(), actors=people,
    speakers=people, addressees=people, countries=several("ARM", "USA", "Armenia"), between=st.booleans(),
    kinds=several(*ACTOR_KINDS), channels=several(*CHANNELS[:3]), acts=several("SAY", "ACCUSE"),
    statuses=several(*STATUSES[:2]), sources=several(*OUTLETS), reported_by=people,
    text=st.sampled_from(("", " TRUce")),
    include_audiences=st.booleans(), minimum_confidence=st.sampled_from((None, 0.5)),
    minimum_sources=st.sampled_from((None, 2)), events=several("e0", "e1"), communications=several("c0", "c1", "c2"),
)  # fmt: skip
few = st.builds(  # of the many filters at once a small number, so that something passes
    lambda chosen, names: Selection(**{"statuses": (), **{name: getattr(chosen, name) for name in names}}),
    selections,
    st.sets(st.sampled_from(sorted(Selection.__dataclass_fields__)), max_size=4),
)


class Plain:
    """The filters as one would read them off the docstring of ``Selection``, a row at a time."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.actors = tables.actors.set_index("actor_id")
        self.events = tables.events.set_index("event_id")
        self.sources = tables.articles.set_index("article_id")["source"]
        self.quotes = tables.quotes.groupby("communication_id")["text"].agg(list).to_dict()

    def is_one(self, who: str | None, wanted: tuple[str, ...]) -> bool:
        return isinstance(who, str) and any(one in (who, self.actors["name"][who]) for one in wanted)

    def is_of(self, who: str, wanted: tuple[str, ...]) -> bool:
        country = self.actors["country"][who]
        return isinstance(country, str) and any(
            one == country or (one == "Armenia" and country == "ARM") for one in wanted
        )

    def members(self, s: Selection) -> set[frozenset[str]]:
        """Each actor or country given for "between", as those that it names."""
        given = [frozenset(who for who in PEOPLE if self.is_one(who, (one,))) for one in s.actors]
        return {*given, *(frozenset(who for who in PEOPLE if self.is_of(who, (one,))) for one in s.countries)}

    def joins(self, row, given: set[frozenset[str]]) -> bool:
        if len(given) == 1:
            return all(who in one for one in given for who in (row.speaker_id, row.addressee_id))
        return any(
            row.speaker_id in one and row.addressee_id in other for one in given for other in given if one != other
        )

    def day_passes(self, row, s: Selection) -> bool:
        event = self.events.loc[row.event_id]
        if s.to_the_day:
            if event.date_precision not in ("time", "day"):
                return False
            first = last = event.date_start
        elif pd.notna(row.date_start):
            first, last = row.date_start, row.date_end
        else:
            first, last = event.date_start, event.date_end
        if pd.isna(first):
            return s.include_undated
        last = first if pd.isna(last) else last
        early = s.date_from is not None and last.date() < s.date_from
        late = s.date_to is not None and first.date() > s.date_to
        return not (early or late)

    def who_passes(self, row, s: Selection) -> bool:
        both = (row.speaker_id, row.addressee_id)
        if s.between and (s.actors or s.countries):
            if not self.joins(row, self.members(s)):
                return False
        elif (s.actors and not any(self.is_one(who, s.actors) for who in both)) or (
            s.countries and not any(self.is_of(who, s.countries) for who in both)
        ):
            return False
        ways = [both, both[::-1]] if row.mutual else [both]
        return (
            any(
                (not s.speakers or self.is_one(one, s.speakers))
                and (not s.addressees or self.is_one(other, s.addressees))
                for one, other in ways
            )
            and (not s.kinds or any(self.actors["kind"][who] in s.kinds for who in both))
            and (s.include_audiences or self.actors["kind"][row.addressee_id] != "audience")
        )

    def passes(self, row, s: Selection) -> bool:
        source, channel = self.sources[row.article_id], self.events["channel"][row.event_id]
        channel = channel if s.to_the_day and isinstance(channel, str) else row.channel
        said = [row.evidence, *self.quotes.get(row.communication_id, [])]
        return (
            self.day_passes(row, s)
            and self.who_passes(row, s)
            and all(
                not wanted or value in wanted
                for value, wanted in (
                    (channel, s.channels), (row.act, s.acts), (row.status, s.statuses), (row.event_id, s.events),
                    (row.communication_id, s.communications), (source if isinstance(source, str) else None, s.sources),
                )
            )
            and (not s.reported_by or self.is_one(row.reported_by_id, s.reported_by))
            and (s.minimum_confidence is None or (pd.notna(row.confidence) and row.confidence >= s.minimum_confidence))
            and (s.minimum_sources is None or self.events["sources"][row.event_id] >= s.minimum_sources)
            and any(s.text.strip().casefold() in text.casefold() for text in said)
        )  # fmt: skip

    def mask(self, rows: pd.DataFrame, s: Selection) -> list[bool]:
        return [self.passes(row, s) for row in rows.itertuples()]

    def count(self, rows: pd.DataFrame, s: Selection, name: str, value: str | None) -> int:
        """How many rows a choice leaves; under "between" those between it and another that is given, if any is."""
        given = s.actors or s.countries
        if not (name in ("actors", "countries") and s.between and given):
            return sum(self.mask(rows, replace(s, **{name: (value,), "between": s.between and bool(given)})))
        bare = replace(s, actors=(), countries=())
        chosen = next(iter(self.members(Selection(**{name: (value,)}))))
        own = {
            one for one in self.members(replace(Selection(), **{name: getattr(s, name)})) if chosen <= one and chosen
        }
        others = self.members(s) - own
        rest = rows[self.mask(rows, bare)]
        if not others:
            return sum(row.speaker_id in chosen and row.addressee_id in chosen for row in rest.itertuples())
        return sum(
            any(
                one in chosen and any(other in them for them in others)
                for one, other in ((row.speaker_id, row.addressee_id), (row.addressee_id, row.speaker_id))
            )
            for row in rest.itertuples()
        )


@settings(max_examples=60, deadline=None)
@given(corpora(), st.one_of(few, selections))
def test_every_filter_keeps_what_its_words_say_and_every_choice_leaves_what_it_promises(tables, selection):
    index, plain = Index(tables), Plain(tables)
    assert list(index.mask(selection)) == plain.mask(index.rows, selection)
    assume(not selection.between or "Tomas" not in selection.actors)  # of namesakes only one is that choice
    counted = index.counts(selection)
    for name, facet in index.facets.items():
        expected = [plain.count(index.rows, selection, name, value) for value in facet.values]
        assert list(counted[name]) == expected, name


def test_rows_stand_in_the_order_of_the_table(small_tables):
    shuffled = replace(small_tables, communications=small_tables.communications.sample(frac=1, random_state=1))
    by = ["date_start", "article_id", "start"]
    expected = small_tables.communications.sort_values(by, na_position="last")[by].reset_index(drop=True)
    pd.testing.assert_frame_equal(Index(shuffled).rows[by].reset_index(drop=True), expected)


def test_what_is_shown_passes_all_selections_and_is_what_one_would_select_step_by_step(small_tables):
    one, other = Selection(channels=("call", "unspecified")), Selection(statuses=(), actors="Ilse Okoro")
    shown = Index(small_tables).shown(one, other)
    twice = select(select(small_tables, one), other)
    for name in ("communications", "events", "participants", "event_sources"):
        pd.testing.assert_frame_equal(getattr(shown.tables, name), getattr(twice, name))
    assert list(small_tables.events["event_id"][shown.events]) == list(twice.events["event_id"])
    assert shown.rows.sum() == len(twice.communications) == 2


def test_a_mark_of_a_happening_keeps_its_event_and_the_article_that_tells_of_it(small_tables):
    shown = Index(small_tables).shown(Selection(), Selection(statuses=(), events="e9"))
    assert list(shown.tables.events["event_id"]) == ["e9"] and not shown.rows.any()
    assert list(shown.tables.articles["article_id"]) == ["a4"]


def test_choices_are_those_that_occur_with_the_busiest_actors_first(small_tables):
    facets = Index(small_tables).facets
    assert facets["actors"].labels == (
        "Mara Lindqvist",
        "Tomas Brandt",
        "Ilse Okoro",
        "Orvania",
        "reporters",
        "the public",
    )
    assert facets["actors"].values[:2] == ("p1", "p2")
    assert facets["channels"].values == ("call", "meeting", "statement", "press", "letter", "unspecified")
    assert facets["countries"].values == ("XOR", "XVE")
    assert facets["sources"].values[-1] is None and facets["sources"].labels[-1] == "no outlet named"
    assert facets["reported_by"].labels == ("Ilse Okoro",)
    assert list(facets) == list(TITLES) and facets["kinds"].title == "Kind of actor (either side)"


def test_namesakes_are_told_apart_among_the_choices(small_tables):
    actors = small_tables.actors.assign(name=small_tables.actors["name"].replace("Tomas Brandt", "Mara Lindqvist"))
    labels = Index(replace(small_tables, actors=actors)).facets["actors"].labels
    assert {"Mara Lindqvist (Foreign Minister)", "Mara Lindqvist (President)"} <= set(labels)


def test_each_choice_says_how_many_rows_it_would_leave_with_the_other_filters_on(small_tables):
    index = Index(small_tables)
    counted = index.counts(Selection(channels="call"))
    assert dict(zip(index.facets["channels"].values, counted["channels"], strict=True))["unspecified"] == 4
    assert dict(zip(index.facets["actors"].labels, counted["actors"], strict=True))["Ilse Okoro"] == 0
    assert dict(zip(index.facets["statuses"].values, counted["statuses"], strict=True)) == {
        "happened": 3, "planned": 0, "denied": 0,
    }  # fmt: skip


def test_nothing_found_has_an_index_without_choices(no_tables):
    index = Index(no_tables)
    assert all(facet.values == () for facet in index.facets.values())
    assert all(len(number) == 0 for number in index.counts(Selection(text="x", between=True, actors="p1")).values())
    assert not len(index.shown().events)
