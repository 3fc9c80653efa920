"""The articles that a view rests on as BibTeX, for whoever cites them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd

from analysis.views.export_seen import Seen, clean

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts braces even behind a backslash; a quotation mark needs nothing within braces.
BRACES = {"{": r"{\lbrace}", "}": r"{\rbrace}", '"': '"'}
STOPWORDS = {"the", "a", "an", "of", "in", "on", "to", "and", "for", "by", "at", "how", "as", "from", "with"}


def bibs(seen: Seen, _size: str) -> Iterator[tuple[str, bytes]]:
    """One entry per article that a row or an event of the view stands in, oldest first; letters are UTF-8."""
    from bibtexparser import Library, write_string
    from bibtexparser.middlewares import default_unparse_stack
    from bibtexparser.model import ImplicitComment

    facts = "\n".join(f"% {name}: {clean(said).replace('@', '(at)')}" for name, said in seen.about.items())
    entries = [_entry(article, seen) for article in used(seen).itertuples()]
    library = Library([ImplicitComment(facts), *entries])
    yield "articles.bib", write_string(library, default_unparse_stack(allow_inplace_modification=True)).encode()


def used(seen: Seen) -> pd.DataFrame:
    """The articles that a row or an event of the view stands in, by the day of their publication."""
    shown = seen.tables
    ids = {*shown.communications["article_id"], *shown.event_sources["article_id"]}
    articles = shown.articles[shown.articles["article_id"].isin(ids)]
    return articles.sort_values(["published", "source", "article_id"], na_position="last", ignore_index=True)


def key(article: Any) -> str:
    """The key to cite by: outlet, year, a word of the title, and the id of the article, which no other file changes."""
    outlet = "".join(word.capitalize() for word in _words(article.source))[:24]
    year = "" if pd.isna(article.published) else f"{article.published:%Y}"
    word = next((word for word in _words(article.title) if word not in STOPWORDS and len(word) > 2), "")
    return "-".join(filter(None, [outlet, year, word, article.article_id]))


def _entry(article: Any, seen: Seen) -> Any:
    from bibtexparser.model import Entry, Field

    def given(value: Any) -> str:
        return "" if pd.isna(value) else escaped(clean(value))

    day = article.published
    fields = {
        "author": f"{{{given(article.author)}}}" if given(article.author) else "",  # not to be split at "and" or commas
        "title": f"{{{given(article.title) or escaped(clean(article.path))}}}",  # capitals stay
        "journal": given(article.source),
        "year": "" if pd.isna(day) else f"{day:%Y}",
        "month": "" if pd.isna(day) else MONTHS[day.month - 1],
        "day": "" if pd.isna(day) else str(day.day),
        "url": "" if pd.isna(article.url) else _address(article.url),
        "note": escaped(f"Corpus {seen.corpus}, {seen.about['version']}, article {article.article_id}"),
        "annote": escaped(f"View: {clean(seen.view)}"),
    }
    entry = Entry("article" if fields["journal"] else "misc", key(article), [])
    for name, value in fields.items():
        if value:
            entry.set_field(Field(name, value))
    if "month" in entry.fields_dict:
        entry.fields_dict["month"].enclosing = "no-enclosing"  # the name of a month that every style prints its way
    return entry


def escaped(text: str) -> str:
    """The text as LaTeX writes it; letters beyond ASCII stay as they are."""
    return _encoder().unicode_to_latex(text)


def _address(url: str) -> str:
    """The address without what would end the field: its braces and blanks percent-encoded."""
    return re.sub(r"[{}\\\s\"]", lambda c: f"%{ord(c[0]):02X}", clean(url))


@cache
def _encoder() -> Any:
    from pylatexenc.latexencode import (
        RULE_DICT,
        UnicodeToLatexConversionRule,
        UnicodeToLatexEncoder,
        get_builtin_uni2latex_dict,
    )

    table = {letter: code for letter, code in get_builtin_uni2latex_dict().items() if letter < 128}
    rule = UnicodeToLatexConversionRule(RULE_DICT, table | {ord(sign): code for sign, code in BRACES.items()})
    return UnicodeToLatexEncoder(conversion_rules=[rule], unknown_char_policy="keep", unknown_char_warning=False)


def _words(text: Any) -> list[str]:
    plain = "" if pd.isna(text) else re.sub(r"\([^()\n]*\)", "", text)
    return re.findall(
        "[a-z0-9]+", unicodedata.normalize("NFKD", plain.replace("’", "")).encode("ascii", "ignore").decode().lower()
    )
