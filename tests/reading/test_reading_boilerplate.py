"""Lines of the page are cut and shown; prose that begins like one stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading import read_articles
from analysis.reading.boilerplate import boilerplate, without_boilerplate

CUT = [
    "Advertisement",
    "ADVERTISEMENT",
    "Story continues below advertisement",
    "Read more",
    "» Read more...",
    "Read more: Lindqvist and Brandt agree on the ferry",
    "Related: Who closed the bridge?",
    "RELATED STORIES",
    "The post Lindqvist and Brandt agree on the ferry appeared first on Harbour Post.",
    "See also: Harbour Council meets",
    "Read the full story at Harbour Post",
    "Most read",
    "Sign up",
    "Sign up for our daily newsletter",
    "Sign up here for the Harbour Briefing",
    "Subscribe now!",
    "Subscribe to continue reading.",
    "Already a subscriber? Log in",
    "Get the latest news delivered to your inbox.",
    "By signing up, you agree to our terms",
    "Share this article",
    "Share on Facebook",
    "Print",
    "3 comments",
    "Join the conversation",
    "Follow us",
    "Follow us on Twitter and Facebook",
    "Follow Harbour Post on Telegram",
    "Follow Ann Writer on Twitter @annwriter",
    "3 min read",
    "We use cookies to improve your experience.",
    "Accept all cookies",
    "Privacy Policy",
    "Our Standards: The Sample Wire Trust Principles.",
    "© 2031 Sample Wire. All rights reserved.",
    "Copyright 2031 Sample Wire",
    "(c) 2031 Sample Wire",
    "Copyright © 2031 The Sample Wire. All rights reserved. This material may not be published, broadcast, rewritten "
    "or redistributed.",
    "Click here to read the whole report",
    "(Reporting by Ann Writer and Bo Scribe in Halvern; Editing by Cy Desk)",
    "(Additional reporting by Ann Writer; writing by Bo Scribe)",
    "Editing by Cy Desk",
    "Ann Writer in Halvern contributed to this report.",
    "(Our editorial staff can be reached at desk@example.org)",
    "Photo: Ann Writer/Sample Wire",
    "Photo by Ann Writer",
    "Image credit: Sample Pictures",
    "Image source, Getty Images",
    "Ann Writer/Getty Images",
    "Ann Writer via Getty Images",
    "File photo",
]

STAYS = [
    "Sign up for the ceasefire, Minister Lindqvist said.",
    "Sign up for the ceasefire, Minister Lindqvist told the newsletter.",
    "Read more slowly, the minister told the clerk.",
    "Read the statement below:",
    "Related parties will meet on Monday.",
    "Related: the two ministers are cousins. Neither told the council.",
    "Share prices fell in Halvern.",
    "Share this burden with us, Brandt urged Vesland.",
    "Follow us, the soldiers said.",
    "Follow the road to Halvern and you will see the bridge.",
    "Follow the talks on Telegram, Brandt said on Twitter.",
    "Subscribe to peace, Lindqvist said.",
    "Subscribe to the treaty or leave, Brandt told the ministers.",
    "Advertisement of the bridge loan began on Monday.",
    "Click here and you die, the message said.",
    "“Read more”",
    "“Follow us on Twitter,” said Lindqvist.",
    "Reporting by the council shows that 12 people died.",
    "Reporting by Harbour Post showed that the bridge was closed.",
    "Photos showed the bridge in ruins.",
    "Photo: the bridge burned for three days, Ann Writer reports.",
    "Copyright law was on the table in Halvern.",
    "The minister contributed to this report of the council.",
    "Lindqvist and Brandt contributed to this success.",
    "Lindqvist/Brandt",
    "Print workers went on strike.",
    "We use cookies, the baker said, and no bread.",
    "More from Lindqvist and less from Brandt is what the council wants.",
    "Comment by Mara Lindqvist",
    "Ann Writer",
    "Halvern",
    "Lindqvist, Brandt and the Harbour Council",
    "Correction: the bridge closed on Monday.",
    "This article was amended on 4 March 2031.",
    "Watch out",
    "Get out",
    "File a complaint, Brandt urged.",
    "Loading of the ferry took two hours.",
]


@pytest.mark.parametrize("line", CUT)
def test_a_line_of_the_page_is_cut_and_shown(line):
    body, _, (remark,) = without_boilerplate(f"The bridge is open.\n\n{line}\n\nThe ferry runs.")
    assert body == "The bridge is open.\n\nThe ferry runs."
    assert remark.severity == "note" and f"“{line}”" in remark.message and ": 1: " in remark.message


@pytest.mark.parametrize("line", STAYS)
def test_prose_that_only_begins_like_one_stays(line):
    assert without_boilerplate(line) == (line, None, [])


def test_lines_are_counted_and_every_one_is_shown():
    body = "Share\n\nThe bridge is open.\n\nAdvertisement\n\nThe ferry runs.\n\nAdvertisement"
    left, _, (remark,) = without_boilerplate(body)
    assert left == "The bridge is open.\n\nThe ferry runs."
    assert "3: “Share”, “Advertisement” (2 times)" in remark.message


@pytest.mark.parametrize(
    ("tail", "author"),
    [
        ("(Reporting by Ann Writer; Editing by Cy Desk)", "Ann Writer"),
        ("(Reporting by Ann Writer in Halvern, Bo Scribe and Di Hack in Port Sola; Editing by Cy Desk.)",)
        + ("Ann Writer, Bo Scribe and Di Hack",),
        ("(Reporting by the Halvern newsroom; Editing by Cy Desk)", None),
        ("(Writing by Ann Writer; Editing by Cy Desk)", None),
        ("(Reporting by Ann; Editing by Cy Desk)", None),
    ],
)
def test_a_tail_names_the_author_where_it_does_so_for_certain(tail, author):
    body, told, remarks = without_boilerplate(f"The bridge is open.\n\n{tail}")
    assert (body, told, len(remarks)) == ("The bridge is open.", author, 1)


def test_a_byline_goes_before_the_tail(tmp_path):
    tail = "(Reporting by Bo Scribe; Editing by Cy Desk)"
    (tmp_path / "2031-03-04.txt").write_text(f"Bridge opens\nBy Ann Writer\n\nThe bridge is open.\n\n{tail}\n")
    (tmp_path / "2031-03-05.txt").write_text(f"Ferry runs\n\nThe ferry runs.\n\n{tail}\n")
    articles, problems = read_articles(tmp_path)
    assert articles.author.tolist() == ["Ann Writer", "Bo Scribe"]
    assert articles.text.tolist() == ["Bridge opens\n\nThe bridge is open.", "Ferry runs\n\nThe ferry runs."]
    assert problems.article_id.tolist() == articles.article_id.tolist() and all(
        problems.message.str.contains(tail[1:9])
    )


def test_a_line_of_the_page_above_the_title_is_no_title(tmp_path):
    text = "Advertisement\n\nSkip to content\n\nBridge reopens after call\n4 March 2031\n\nThe bridge is open."
    (tmp_path / "a.txt").write_text(text)
    articles, problems = read_articles(tmp_path)
    assert articles.title[0] == "Bridge reopens after call" and str(articles.published[0].date()) == "2031-03-04"
    assert articles.text[0] == "Bridge reopens after call\n\nThe bridge is open." and len(problems) == 1


@given(st.text(st.sampled_from("Aa .,:;/@&“)("), max_size=420), st.sampled_from(CUT))
def test_any_line_is_judged(text, start):
    assert boilerplate(text) is None or len(text) <= 400
    boilerplate(f"{start} {text}")


@pytest.mark.parametrize(
    "line",
    ["Get " + "U.S. " * 75, "Read more at " + "A, " * 120, "Photo: " + "and " * 95 + "!", "Ann " * 90 + "/ap",
     "Read more at " + "https://a/b/" * 30, "Sign up for " + "a. " * 120, "Related: " + ". " * 150, "(" * 399],
)  # fmt: skip
def test_a_line_made_to_be_read_in_many_ways_is_read_in_one(line):
    without_boilerplate(line)  # two ways at each place would be 2 to the power of 75
