"""Articles in = articles out + problems: poisoned articles in every format, then their files cut, spliced and garbled.

    python -m benchmarks.fuzz [--inputs 20000] [--seed 1]

Each article carries a word of its own.  Of a file as it was written every such word must be found in the text of an
article, once; of a garbled one the file must be named by an article or a problem.  Nothing may be raised, no text may
hold what cleaning takes out, and no folder may take longer than ``PATIENCE`` seconds.  What fails is kept.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path, PurePosixPath

from analysis.reading import read_articles
from analysis.reading.normal import clean
from analysis.storage import REPOSITORY
from benchmarks.fuzz_formats import WRITERS, Article

FILES = 6  # in a folder
PATIENCE = 30  # seconds for a folder of some kilobytes
FIXTURES = sorted(path for path in (REPOSITORY / "tests" / "reading" / "formats").rglob("*") if path.is_file())
KEPT = REPOSITORY / "benchmarks" / "results" / "fuzz"

POISON = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&amp;lt;b&amp;gt;", "]]>", "<!--", "-->", "&#0;",
    "&bomb;", "=1+1", "@SUM(A1)", '"""', "''", "“”‘’«»„", "\\par }{\\rtf1", "{{{{", "))))", "[[[[", "%s%n", "${x}",
    "../../etc", "\\u0000", "\0", "\x1b[31m", "\x07", "\u202e", "\u2066", "\u200b", "\ufeff", "\u00ad", "e\u0301\u0301",
    "ﬁ", "Ã©", "doesnâ€™t", "Москва", "北京", "😀", "\t", "\r", "\u2028", "\u0085", ",", ";", "|", "a" * 500, "(" * 200,
    "“" * 200, "End of Document", "1 of 2 DOCUMENTS", "Date: 03/04/2031", "From: a@b.example", "NaN", "null", "1e999",
)  # fmt: skip
WORDS = (
    "minister", "president", "bridge", "harbour", "said", "told", "called", "ferry", "talks", "Monday", "Lindqvist",
    "Brandt", "Halvern", "the", "of", "and",
)  # fmt: skip


def article(draw: random.Random, number: int) -> Article:
    """An article with its own word in the middle, and poison in any of its fields."""

    def words(most: int) -> str:
        drawn = [draw.choice(WORDS) for _ in range(draw.randint(2, most))]
        if draw.random() < 0.5:
            drawn.insert(draw.randint(0, len(drawn)), draw.choice(POISON))
        return " ".join(drawn)

    sentences = [f"The {words(20)} ." for _ in range(draw.randint(1, 5))]
    sentences.insert(
        draw.randint(0, len(sentences)), f"Mara Lindqvist told Tomas Brandt of marker{number:07} on Monday."
    )
    return Article(words(8), f"2031-03-{draw.randint(1, 28):02}", words(3), words(3), "\n\n".join(sentences))


def garbled(draw: random.Random, content: bytes, other: bytes) -> bytes:
    """The content with one to four wounds: cut, doubled, overwritten, poisoned, spliced with another file."""
    for _ in range(draw.randint(1, 4)):
        start, end = sorted((draw.randint(0, len(content)), draw.randint(0, len(content))))
        before, between, after = content[:start], content[start:end], content[end:]
        poison = draw.choice(POISON).encode("utf-8", "surrogatepass") * draw.choice((1, 300))
        wounds = (
            between,
            before + after,
            before + between[:20_000] * draw.randint(2, 9) + after,
            before + draw.randbytes(draw.randint(1, 8)) + content[start + 4 :],
            before + poison + between + after,
            before + other[start:end] + between + after,
        )
        content = draw.choice(wounds)
    return content


def faults(folder: Path, written: dict[str, list[str]], counted: Counter[str]) -> list[str]:
    """What is wrong with how the folder is read; ``written`` has the words of each file that was left as it was."""
    try:
        signal.alarm(PATIENCE)
        articles, problems = read_articles(folder)
    except Exception as error:
        return [f"{type(error).__name__}: {str(error)[:120]}"]
    finally:
        signal.alarm(0)
    named = {*articles["path"], *problems["path"]}
    named |= {str(place) for path in named for place in PurePosixPath(path).parents}
    found = [f"{path.name} is named nowhere" for path in folder.iterdir() if path.name not in named]
    found += ["a text is not clean" for text in articles["text"] if text != clean(text)]
    found += ["a problem has no remedy"] * int(problems["remedy"].isna().sum())
    texts = "\n".join(articles["text"])
    refused = set(problems.loc[problems["severity"] == "error", "path"].map(lambda path: path.partition("/")[0]))
    counted["articles"] += len(articles)
    counted["problems"] += len(problems)
    for name, marks in written.items():
        counted[f"whole and refused: {name.partition('-')[2].partition('.')[0]}"] += name in refused
        times = [texts.count(mark) for mark in marks]
        if name not in refused and min(times) < 1:
            found.append(f"{name}: {sum(n < 1 for n in times)} of {len(marks)} articles are lost in silence")
    return found


def _too_slow(*_: object) -> None:
    raise TimeoutError(f"took longer than {PATIENCE} s")


def run(inputs: int, seed: int) -> Counter[str]:
    """Read so many files, a third of them as they were written; how many of each kind, and what failed."""
    signal.signal(signal.SIGALRM, _too_slow)
    counted: Counter[str] = Counter()
    number = 0
    for folder_number in range(-(-inputs // FILES)):
        draw = random.Random(f"{seed} {folder_number}")
        written: dict[str, list[str]] = {}
        contents: dict[str, bytes] = {}
        fixture = draw.choice(FIXTURES)
        contents[f"export{fixture.suffix}"] = garbled(draw, fixture.read_bytes(), draw.choice(FIXTURES).read_bytes())
        counted[f"garbled fixture {fixture.parent.name}"] += 1
        for n in range(FILES - 1):
            kind = draw.choice(list(WRITERS))
            writer = WRITERS[kind]
            made = [article(draw, number + k) for k in range(draw.randint(1, writer.most))]
            marks = [f"marker{number + k:07}" for k in range(len(made))]
            number += len(made)
            name = f"{n}-{kind}{draw.choice((writer.ending, '.txt', '', '.dat'))}"
            contents[name] = writer.write(made)
            if draw.random() < 1 / 3:
                written[name] = marks
                counted[f"whole {kind}"] += 1
            else:
                contents[name] = garbled(draw, contents[name], draw.choice(list(contents.values())))
                counted[f"garbled {kind}"] += 1
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            for name, content in contents.items():
                (folder / name).write_bytes(content)
            found = faults(folder, written, counted)
            if found:
                counted[f"FAILED {found[0]}"] += 1
                shutil.copytree(folder, KEPT / f"{seed}-{folder_number}", dirs_exist_ok=True)
                print(f"{KEPT / f'{seed}-{folder_number}'}: {'; '.join(found)}", flush=True)
    return counted


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=20_000, help="files to read")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    began = time.monotonic()
    counted = run(chosen.inputs, chosen.seed)
    for name, times in sorted(counted.items()):
        print(f"{times:>8,} {name}")
    failed = sum(times for name, times in counted.items() if name.startswith("FAILED"))
    print(f"{time.monotonic() - began:.0f} s, seed {chosen.seed}: {failed} folders failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
