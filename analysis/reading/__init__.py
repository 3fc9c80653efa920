"""Reading: files -> articles.  One reader a format, one place where titles, headers and text are normalised."""

from analysis.reading.articles import read_articles
from analysis.reading.draft import ReadingError

__all__ = ["ReadingError", "read_articles"]
