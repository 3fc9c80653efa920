"""What hostile input costs: each bomb in a process of its own, at its size and at twice its size.

``python -m benchmarks.bombs [NAME ...]`` prints size, time (of the processor) and peak memory of the tables of each
bomb, and how the time grows when the size doubles: about 2 is linear, 4 is quadratic.  A bomb is a row of ``BOMBS``:
how many of its units, and a function from that number to files.  A run that takes longer or more memory than is
allowed is killed and shown as such.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, NoReturn

from benchmarks.bombs_packed import PACKED, Maker
from benchmarks.invented_texts import ENDINGS, GIVEN, LANDS, MATTERS, STEMS, TOPICS

LONGEST = 300  # seconds of the processor
MOST_MEMORY = 6_000_000_000  # bytes of address space
OPENING = "Talks go on\n\nDate: 2031-03-04\n\n"

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")  # a thread that waits takes time too


class Bomb(NamedTuple):
    """So many units (characters, marks, names), and what makes the files of so many."""

    size: int
    make: Maker


class Cost(NamedTuple):
    """What one run cost: bytes of its files, seconds of a processor, peak megabytes, and how it ended."""

    size: int
    seconds: float
    megabytes: float
    ended: str


def article(text: Callable[[int], str]) -> Maker:
    """A maker of one text file, with a header, from a maker of its body."""
    return lambda size: {"bomb.txt": (OPENING + text(size)).encode("utf-8", "surrogatepass")}


def people(count: int) -> list[str]:
    """So many different names of people."""
    pairs = [f"{stem.capitalize()}{ending}" for stem in STEMS for ending in ENDINGS]
    return [
        f"{GIVEN[n % len(GIVEN)]} {pairs[n // len(GIVEN) % len(pairs)]}{'aeiou'[n // 9_600 % 5]}" for n in range(count)
    ]


def _sentences(count: int) -> list[str]:
    """So many sentences as newspapers write them, no two alike, with names, dates, acts and quotations."""
    chance, names = random.Random(6), people(400)
    found = []
    for _ in range(count):
        one, other = chance.sample(names, 2)
        land = chance.choice(STEMS) + chance.choice(LANDS)
        matter = f"{chance.choice(TOPICS)} {chance.choice(MATTERS)}"
        day = f"{chance.randint(1, 28)} {chance.choice(('March', 'May', 'June'))} 20{chance.randint(10, 30)}"
        found.append(
            chance.choice(
                (
                    f"Foreign Minister {one} told {other} on {day} that the {matter} in {land} would go on.",
                    f"“Nobody has told us who pays for the {matter},” {one} said in a statement.",
                    f"She called {other} on Monday, and they discussed the {matter}.",
                    f"{one} and {other}, the president of {land}, met in {land} to speak about the {matter}.",
                    f"At least {chance.randint(2, 90)} people were hurt near {land} on {day}, officials said.",
                    f"According to {one}, the {matter} had cost {land} more than anybody expected.",
                )
            )
        )
    return found


def _prose(size: int, joint: str = " ", paragraph: int = 4) -> str:
    """Prose of so many characters, in paragraphs of so many sentences that ``joint`` sets apart."""
    sentences = _sentences(size // 70 + 1)
    parts = [" ".join(sentences[n : n + paragraph]) for n in range(0, len(sentences), paragraph)]
    return joint.join(parts)[:size]


def _repeated(size: int) -> str:
    sentence = "Foreign Minister Mara Lindqvist told President Tomas Brandt on Monday that the bridge was open. "
    return sentence * (size // len(sentence) + 1)


def _marks(open: str, close: str) -> Callable[[int], str]:
    """Words with as many marks: one before each word, one behind, or the two in turn."""

    def text(size: int) -> str:
        return " ".join(f"{open}word{close}" for _ in range(size // (bool(open) + bool(close)))) + " she said."

    return text


def _chained(size: int) -> str:
    """One sentence of so many words."""
    return " and ".join(f"the minister saw the {TOPICS[n % len(TOPICS)]}" for n in range(size // 5)) + "."


def _dates(size: int) -> str:
    return " ".join(f"On {n % 28 + 1} March {1950 + n % 80} she met Brandt." for n in range(size))


def _named(size: int) -> str:
    return "Lindqvist met " + ", ".join(people(size)) + " and Ivo Brandt in Halvern."


def _introduced(size: int) -> str:
    return " ".join(f"President {name} met the envoy." for name in people(size))


def _bodies(size: int) -> str:
    return " ".join(f"The {a}{b} {c.title()} Ministry said so." for a in STEMS for b in LANDS for c in TOPICS)[
        : size * 40
    ]


def _turns(size: int) -> str:
    return "\n\n".join(
        f"{'MR. PRICE' if n % 2 else 'QUESTION'}: We told them on Monday that it is open." for n in range(size)
    )


def _blog(size: int) -> str:
    return "\n\n".join(f"{n % 24:02}:{n % 60:02} Brandt says the bridge is open." for n in range(size))


BOMBS: dict[str, Bomb] = {
    "nothing hostile": Bomb(2_000, article(lambda size: _prose(size, "\n\n"))),
    "prose": Bomb(50_000, article(lambda size: _prose(size, "\n\n"))),
    "prose on one line": Bomb(500_000, article(_prose)),
    "one sentence again and again": Bomb(50_000, article(_repeated)),
    "one sentence again and again, apart": Bomb(50_000, article(lambda size: _repeated(size).replace(". ", ".\n\n"))),
    **{
        f"quotation marks {open or ' '} {close or ' '}": Bomb(5_000, article(_marks(open, close)))
        for open, close in (
            ("“", ""),
            ("", "”"),
            ("“", "”"),
            ("„", ""),
            ("„", "“"),
            ("«", ""),
            ("", "»"),
            ("«", "»"),
            ("‹", "›"),
            ('"', ""),
            ("", '"'),
            ('"', '"'),
            ("‘", ""),
            ("", "’"),
            ("‘", "’"),
            ("'", ""),
            ("", "'"),
            ("'", "'"),
            ("‚", "‘"),
            ("``", "''"),
            ("“", '"'),
            ('"', "”"),
        )
    },
    "quotation marks alone": Bomb(5_000, article(lambda size: '"' * size)),
    "opening marks alone": Bomb(5_000, article(lambda size: "“" * size)),
    "nested quotation marks": Bomb(5_000, article(lambda size: "“‘" * (size // 4) + "word" + "’”" * (size // 4))),
    "quotations of one word a paragraph": Bomb(1_000, article(lambda size: "“Yes,” she said.\n\n" * (size // 2))),
    "a quotation that never ends": Bomb(1_000, article(lambda size: "“Word goes on.\n\n" * size)),
    **{
        f"nested brackets {open}{close}": Bomb(5_000, article(lambda size, o=open, c=close: o * size + "x" + c * size))
        for open, close in ("()", "[]", "{}", "<>")
    },
    "brackets with words": Bomb(5_000, article(lambda size: "(word " * size + ")" * size)),
    "tags": Bomb(5_000, article(lambda size: "<b><a href=x>" * size)),
    "paragraphs of one letter": Bomb(5_000, article(lambda size: "a\n\n" * size)),
    "a word without end": Bomb(1_000_000, article(lambda size: "a" * size)),
    "a word in capitals without end": Bomb(1_000_000, article(lambda size: "A" * size)),
    "digits without end": Bomb(1_000_000, article(lambda size: "7" * size)),
    "hyphens without end": Bomb(200_000, article(lambda size: "a-" * (size // 2))),
    "apostrophes without end": Bomb(200_000, article(lambda size: "a’" * (size // 2))),
    "full stops without end": Bomb(200_000, article(lambda size: "." * size)),
    "initials without end": Bomb(200_000, article(lambda size: "U." * (size // 2))),
    "commas and digits": Bomb(200_000, article(lambda size: "123," * (size // 4))),
    "an address without end": Bomb(200_000, article(lambda size: "https://x.example/" + "a/" * (size // 2))),
    "names in one sentence": Bomb(5_000, article(_named)),
    "people with offices": Bomb(1_500, article(_introduced)),
    "bodies": Bomb(1_500, article(_bodies)),
    "dates": Bomb(2_500, article(_dates)),
    "dates on one line after another": Bomb(2_500, article(lambda size: "4 March 2031 " * size)),
    "line breaks": Bomb(100_000, article(lambda size: "One." + "\n" * size + "Two.")),
    "spaces": Bomb(100_000, article(lambda size: "One." + " " * size + "Two.")),
    "tabs and line breaks": Bomb(100_000, article(lambda size: "One." + "\t\n \n" * (size // 4) + "Two.")),
    "no-break spaces": Bomb(100_000, article(lambda size: "One." + "\u00a0" * size + "Two.")),
    "zero-width characters": Bomb(
        100_000, article(lambda size: "a" + "\u200b\u200d\ufeff" * (size // 3) + "b she said.")
    ),
    "zalgo": Bomb(100_000, article(lambda size: ("a" + "\u0301\u0334\u0489" * 30) * (size // 91) + " she said.")),
    "one letter under all accents": Bomb(100_000, article(lambda size: "a" + "\u0301" * size + " she said.")),
    "accents out of order": Bomb(100_000, article(lambda size: "a" + "\u0301\u0323" * (size // 2) + " she said.")),
    "bidirectional overrides": Bomb(50_000, article(lambda size: "\u202eword\u202c " * (size // 7) + "she said.")),
    "control characters": Bomb(50_000, article(lambda size: "\x1b[31mword\x07\x08 " * (size // 11) + "she said.")),
    "lone surrogates": Bomb(50_000, lambda size: {"bomb.txt": OPENING.encode() + b"\xed\xa0\x80 word " * (size // 8)}),
    "NUL bytes": Bomb(50_000, lambda size: {"bomb.txt": OPENING.encode() + b"word\x00 " * (size // 6)}),
    "words of one sentence": Bomb(25_000, article(_chained)),
    "capitals in a headline": Bomb(20_000, lambda size: {"bomb.txt": ("Bridge Talks Go On " * (size // 19)).encode()}),
    "a transcript": Bomb(700, article(_turns)),
    "a live blog": Bomb(700, article(_blog)),
    "header lines": Bomb(2_000, lambda size: {"bomb.txt": b"Date: 4 March 2031\nBy: Ann Writer\n" * (size // 2)}),
    "one article in many files": Bomb(
        60, lambda size: {f"{n:05}.txt": (OPENING + " ".join(_sentences(6)) + f" {n}").encode() for n in range(size)}
    ),
    "articles that share their names": Bomb(
        60,
        lambda size: {
            f"{n:05}.txt": (OPENING + " ".join(_sentences(size * 6)[n * 6 : n * 6 + 6])).encode() for n in range(size)
        },
    ),
    **{name: Bomb(size, make) for name, (size, make) in PACKED.items()},
}


def cost(files: Mapping[str, bytes]) -> Cost:
    """What the tables of the files cost a process of its own, which begins with the parser loaded."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, log = Path(scratch) / "articles", Path(scratch) / "log"
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        process = os.fork()
        if not process:
            _write_tables(folder, log)
        _, status, used = os.wait4(process, 0)
        code = os.waitstatus_to_exitcode(status)
        last = log.read_text(errors="replace").strip().splitlines()[-1:]
        ended = "tables" if code == 0 else f"killed after {LONGEST} s" if code == -signal.SIGXCPU else f"{code}: {last}"
        return Cost(sum(map(len, files.values())), used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, ended)


def _write_tables(folder: Path, log: Path) -> NoReturn:
    """What the process of a bomb does, from its beginning to its end."""
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST + 5))
        with open(log, "wb") as stream:
            os.dup2(stream.fileno(), 1)
            os.dup2(stream.fileno(), 2)
        os.environ["XDG_CACHE_HOME"] = str(folder.parent / "cache")
        from analysis.__main__ import main as command

        code = command(["tables", str(folder), "--out", str(folder.parent / "out")])
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _load() -> None:
    """Load once, before the processes part, what each of them needs."""
    os.environ.update(ONE_THREAD)
    from analysis import __main__  # noqa: F401
    from analysis.extraction import extract

    list(extract([(" ".join(_sentences(6)), 0)]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="only bombs whose name contains one of these")
    parser.add_argument("--times", type=float, default=1.0, help="so many times their size (default 1)")
    chosen = parser.parse_args()
    print(f"{'bomb':42}{'kB':>9}{'s':>8}{'MB':>8}{'kB':>9}{'s':>8}{'MB':>8}{'growth':>8}")
    _load()
    worst = 0
    for name, bomb in BOMBS.items():
        if chosen.names and not any(part in name for part in chosen.names):
            continue
        size = int(bomb.size * chosen.times)
        one, two = cost(bomb.make(size)), cost(bomb.make(2 * size))
        figures = "".join(f"{c.size / 1000:>9,.0f}{c.seconds:>8.1f}{c.megabytes:>8.0f}" for c in (one, two))
        ended = "" if one.ended == two.ended == "tables" else f"   {one.ended}; {two.ended}"
        worst += bool(ended)
        print(f"{name:42}{figures}{two.seconds / one.seconds:>8.1f}{ended}", flush=True)
    return 1 if worst else 0


if __name__ == "__main__":
    sys.exit(main())
