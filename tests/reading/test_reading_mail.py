"""Mail: the article that it is, that it forwards, that is attached to it, or that a database sent."""

from __future__ import annotations

import re
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pandas as pd
import pytest

from analysis.reading import read_articles
from analysis.reading.content import Content
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.formats import read

FIXTURES = Path(__file__).parent / "formats" / "mail"
MAILS = {path.name: path.read_bytes() for path in sorted(FIXTURES.iterdir())}
COLUMNS = ["title", "published", "published_basis", "source", "author", "language", "url", "text"]
LEAD = "Foreign Minister Mara Lindqvist told reporters on Monday that the café on the bridge would stay open."
ANSWER = "President Tomas Brandt had asked her twice to close it. “I said no,” she added."
CALL = "President Tomas Brandt told Foreign Minister Mara Lindqvist on Tuesday that the ferry "


def stated(articles: pd.DataFrame) -> list[list[object]]:
    rows = articles[COLUMNS].astype(object).where(articles[COLUMNS].notna(), None).to_numpy().tolist()
    return [[str(value.date()) if isinstance(value, pd.Timestamp) else value for value in row] for row in rows]


def mail(text: str = f"{LEAD}\n\n{ANSWER}\n", subject: str = "The café stays", **fields: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ann Writer <ann@gazette.example>", "o@u.example", subject
    message["Date"] = fields.pop("date", "Tue, 4 Mar 2031 23:30:00 -0500")
    message["Message-ID"] = "<1@gazette.example>"
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def items_of(message: EmailMessage | bytes, name: str = "mail.eml") -> list[object]:
    """What is read from a mail; one that as a whole gives nothing is the Unreadable alone."""
    try:
        return list(read(Content(name, message if isinstance(message, bytes) else message.as_bytes())))
    except Unreadable as error:
        return [error]


def one(message: EmailMessage | bytes) -> Draft:
    (draft,) = [item for item in items_of(message) if isinstance(item, Draft)]
    return draft


def rows_of(message: EmailMessage | bytes, folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    (folder / "mail.eml").write_bytes(message if isinstance(message, bytes) else message.as_bytes())
    return read_articles(folder)


@pytest.mark.parametrize(
    ("name", "article", "remarks"),
    [
        ("newsletter.eml",
         ["Lindqvist keeps the café open: “I said no”", "2031-03-04", "metadata", "The Halvern Gazette – Daily", None,
          "en", None, f"Lindqvist keeps the café open: “I said no”\n\n{LEAD}\n\n{ANSWER}"],
         ["left out of the mail: image/png"]),
        ("forwarded.eml",
         ["The ferry stays", "2031-03-04", "header", None, "Lina Vasko", None, None,
          f"The ferry stays\n\n{CALL}to Tavan would stay where it is.\n\n“It stays,” he said by telephone. She thanked "
          "him."],
         ["a covering note was left out: “For your folder. Otto”",
          "the text states no day; that of the forwarded mail, 2031-03-04, was taken"]),
        ("proquest.eml",
         ["The ferry stays", "2031-03-05", "metadata", "North Shore Weekly", "Vasko, Lina", "en", None,
          f"The ferry stays\n\n{CALL}would stay.\n\n“It stays,” he said."],
         ["left out of the mail: image/gif"]),
    ],
)  # fmt: skip
def test_a_mail_gives_its_article_in_full(name, article, remarks):
    articles, problems = read_articles(FIXTURES / name)
    assert stated(articles) == [article]
    assert problems.message.tolist() == remarks and set(problems.severity) == {"note"}


def test_the_day_of_the_mail_is_not_the_article_s_where_the_text_states_one():
    for line in ("Date: 2031-02-27", "27 February 2031 | By Lina Vasko", "Published on 27 February 2031"):
        draft = one(mail(f"{line}\n\n{LEAD}\n\n{ANSWER}"))
        assert (draft.published, draft.published_basis, draft.remarks) == (date(2031, 2, 27), "header", ())


def test_the_day_of_a_mail_is_taken_as_its_writer_s_clock_showed_it_and_that_is_said():
    draft = one(mail())
    assert (draft.published, draft.published_basis) == (date(2031, 3, 4), "metadata")
    assert [remark.severity for remark in draft.remarks if "that of the mail" in remark.message] == ["note"]


def test_the_day_of_a_forwarding_is_never_taken():
    assert one(mail(subject="Fwd: The café stays")).published is None
    assert one(MAILS["forwarded.eml"].replace("Envoyé : mardi 4 mars 2031 16:55\n".encode(), b"")).published is None


@pytest.mark.parametrize("stamp", ["", "yesterday", "Tue, 32 Mar 2031 23:30:00", "31 Feb 2031 10:00:00 +0000", "0"])
def test_a_mail_without_a_day_that_is_one_has_none(stamp):
    message = re.sub(b"(?m)^Date: .*", f"Date: {stamp}".encode(), mail().as_bytes())
    assert one(message).published is None
    assert ["warning"] * bool(stamp) == [remark.severity for remark in one(message).remarks if stamp in remark.message]


def test_the_sender_is_the_outlet_only_where_the_mail_went_to_a_list():
    assert one(mail()).source is None
    assert one(mail(List_Id="<daily.gazette.example>")).source == "Ann Writer"
    assert one(mail(List_Id="<daily.gazette.example>", subject="Fwd: x")).source is None


@pytest.mark.parametrize(
    "subject", ["Fwd: The café stays", "FW: RE: The café stays", "WG: AW: The café stays", "TR : The café stays"]
)
def test_what_mail_programs_write_before_a_subject_is_no_part_of_the_title(subject):
    assert one(mail(subject=subject)).title == "The café stays"


def test_a_title_that_the_subject_repeats_stands_once_and_any_other_first_line_stays():
    assert one(mail(f"Café on the bridge stays\n\n{LEAD}", subject="Gazette: Café on the bridge stays")).body == LEAD
    draft = one(mail(f"News of the bridge\n\n{LEAD}", subject="The café stays"))
    assert (draft.title, draft.body) == ("The café stays", f"News of the bridge\n\n{LEAD}")


def test_of_two_versions_the_fuller_is_read():
    message = mail("Read this in your browser.")
    message.add_alternative(f"<p>{LEAD}</p><p>{ANSWER}</p>", subtype="html")
    assert one(message).body == f"{LEAD}\n\n{ANSWER}"
    message = mail()
    message.add_alternative(f"<p>{LEAD}</p>", subtype="html")
    assert one(message).body == f"{LEAD}\n\n{ANSWER}"


@pytest.mark.parametrize("declared", ["iso-8859-1", "us-ascii", "utf-8", "windows-1251", "x-unknown", "base64", ""])
def test_utf_8_is_read_as_utf_8_whatever_is_declared(declared):
    head = f"From: a@b.example\nTo: c@d.example\nSubject: x\nContent-Type: text/plain; charset={declared}\n\n"
    assert one((head + LEAD).encode()).body == LEAD


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-16", "iso-2022-jp", "koi8-r", "utf-7"])
def test_other_charsets_are_read_as_declared(charset):
    text = {"koi8-r": "Министр Линдквист сказала в понедельник, что мост открыт.", "iso-2022-jp": "橋は開いている。"}
    text = text.get(charset, LEAD)
    message = mail()
    message.set_payload(text.encode(charset))
    message.replace_header("Content-Type", f"text/plain; charset={charset}")
    message.replace_header("Content-Transfer-Encoding", "8bit")
    if charset == "utf-16":
        message.replace_header("Content-Transfer-Encoding", "base64")
        message.set_payload(__import__("base64").encodebytes(text.encode(charset)))
    assert one(message).body == text


def test_attached_articles_are_read_as_any_file_and_the_mail_is_a_covering_note(tmp_path):
    message = mail("Two for you.")
    message.add_attachment(f"Date: 2031-02-27\n\n{LEAD}", filename="../../café.txt")
    message.add_attachment(f"<html><body><article><h1>Brandt answers</h1><p>{ANSWER}</p>".encode(), maintype="text",
                           subtype="html", filename="a\\b.html")  # fmt: skip
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    articles, problems = rows_of(message, tmp_path)
    assert articles.path.tolist() == ["mail.eml/café.txt", "mail.eml/b.html"]
    assert articles.text[0] == LEAD and ANSWER in articles.text[1]
    assert "left out of the mail: image/png" in problems.message.tolist()
    assert "a covering note was left out: “Two for you.”" in problems.message.tolist()


def test_an_attached_archive_is_unpacked(tmp_path):
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.txt", LEAD)
    message = mail("See the archive.")
    message.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="all.zip")
    articles, _ = rows_of(message, tmp_path)
    assert articles.path.tolist() == ["mail.eml/all.zip/one.txt"]


def test_a_mail_in_a_mail_is_read_with_its_own_header(tmp_path):
    message = mail("As promised.", subject="For you", date="Sun, 9 May 2032 01:02:03 -0400")
    message.add_attachment(mail(f"{LEAD}\n\n{ANSWER}"))
    articles, _ = rows_of(message, tmp_path)
    assert stated(articles)[0][:3] == ["The café stays", "2031-03-04", "metadata"]


def test_a_long_text_beside_an_attachment_is_an_article_too(tmp_path):
    message = mail(f"{LEAD}\n\n{ANSWER}\n\n" * 3)
    message.add_attachment(f"Date: 2031-02-27\n\n{LEAD}", filename="a.txt")
    assert len(rows_of(message, tmp_path)[0]) == 2


def test_a_forwarded_text_is_cut_from_the_words_above_it_in_every_program_s_way():
    below = f"\n\n{LEAD}\n\n{ANSWER}"
    for head in (
        "Begin forwarded message:\n\nFrom: Desk <d@a.example>\nSubject: The ferry\nDate: March 4, 2031 at 9:12 AM EST",
        "-----Original Message-----\nFrom: Desk\nSent: Tuesday, March 4, 2031 9:12 AM\nTo: Ann\nSubject: The ferry",
        "Von: Desk <d@a.example>\nGesendet: Dienstag, 4. März 2031 09:12\nAn: Ann\nBetreff: WG: The ferry",
        "*From:* Desk\n*Sent:* 4 March 2031 09:12\n*To:* Ann\n*Subject:* The ferry",
    ):
        draft = one(
            mail(f"FYI\n\n{head.replace('> ', '')}{below}", subject="Fwd: The ferry", date="Sun, 9 May 2032 01:02:03 Z")
        )
        assert (draft.title, draft.published, draft.body) == ("The ferry", date(2031, 3, 4), f"{LEAD}\n\n{ANSWER}"), (
            head
        )


def test_a_day_above_a_forwarded_text_that_can_be_read_in_two_ways_is_none_and_that_is_said():
    draft = one(mail(f"From: Desk\nSent: 03/04/2031 09:12\nTo: Ann\nSubject: The ferry\n\n{LEAD}"))
    assert draft.published is None and [remark.severity for remark in draft.remarks] == ["warning"]


def test_a_text_that_is_quoted_as_a_whole_is_read_without_the_marks():
    quoted = "\n".join(f"> {line}" for line in f"{LEAD}\n\n{ANSWER}".split("\n"))
    assert one(mail(quoted)).body == f"{LEAD}\n\n{ANSWER}"


def test_a_proquest_export_that_was_forwarded_as_text_gives_its_articles(tmp_path):
    export = (FIXTURES.parent / "proquest" / "export.txt").read_text(encoding="utf-8")
    quoted = "See these.\n\n" + "\n".join(f"> {line}" for line in export.split("\n") if not line.startswith("__"))
    articles, _ = rows_of(mail(quoted, subject="Fwd: Your ProQuest Research"), tmp_path)
    assert articles.title.tolist() == ["“The ferry stays”: Lindqvist answers Brandt", "Brandt thanks Lindqvist"]


@pytest.mark.parametrize("transfer", ["7bit", "8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize(
    "export",
    ["proquest/export.html", "proquest/export.txt", "europresse/articles.html", "europresse/tables.html",
     "nexis_html/gazette.html", "nexis_text/gazette.txt", "nexis_docx/gazette.txt", "factiva_html/coded.html"],
)  # fmt: skip
def test_an_export_of_a_database_gives_the_same_articles_as_the_text_of_a_mail(export, transfer, tmp_path):
    data = (FIXTURES.parent / export).read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    message = mail(subject="Your documents")
    subtype = "html" if export.endswith("html") else "plain"
    if transfer == "7bit":  # as some programs call what has eight
        head = f"From: a@b.example\nTo: c@d.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/{subtype}\n\n"
        articles, _ = rows_of(head.encode() + data, tmp_path)
    else:
        message.set_content(data.decode(), subtype=subtype, cte=transfer)
        articles, _ = rows_of(message, tmp_path)
    alone, _ = read_articles(FIXTURES.parent / export)
    assert len(alone) > 1 and stated(articles) == stated(alone)


def test_mails_in_one_box_are_read_one_by_one():
    box = b"".join(b"From - Tue Mar  4 10:00:00 2031\n" + mail(subject=s).as_bytes() + b"\n\n" for s in ("One", "Two"))
    drafts = [item for item in items_of(box, "box") if isinstance(item, Draft)]
    assert [(draft.title, draft.location) for draft in drafts] == [("One", "mail 1 of 2"), ("Two", "mail 2 of 2")]


@pytest.mark.parametrize(
    ("message", "named"),
    [
        (mail(""), "no text"),
        (b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>Saved.</p>", "MHTML"),
    ],
)
def test_a_mail_without_an_article_is_an_error_with_a_remedy(message, named):
    (error,) = items_of(message)
    assert isinstance(error, Unreadable) and named in error.message and error.remedy


def test_an_article_with_a_header_of_its_own_is_no_mail():
    text = f"Date: 2031-03-04\nSubject: The ferry\nFrom: Halvern\n\n{LEAD}"
    items = items_of(text.encode(), "article.txt")
    assert not [item for item in items if isinstance(item, Remark)]
    assert [item.published_basis for item in items if isinstance(item, Draft)] == ["header"]


def test_parts_nested_a_thousand_deep_are_a_row_or_a_problem(tmp_path):
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{k}\n\n--b{k}\n" for k in range(1000))
    articles, problems = rows_of(f"From: a@b.example\nTo: c@d.example\nSubject: x\n{nested}\n{LEAD}".encode(), tmp_path)
    assert len(articles) + len(problems)


@pytest.mark.parametrize(
    "field", ["Date: " + "1 " * 500_000, "Subject: " + "=?utf-8?q?a?= " * 100_000, "From: " + "(" * 100_000]
)
def test_a_field_of_a_megabyte_keeps_nobody_waiting(field):
    text = f"To: a@b.example\nFrom: c@d.example\nMessage-ID: <1@b.example>\nList-Id: x\n{field}\n\n{LEAD}"
    assert one(text.encode()).body == LEAD
