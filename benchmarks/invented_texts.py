"""The texts of the invented articles: sentences cut into pieces, so that a finding knows where it begins and ends."""

from __future__ import annotations

import numpy as np
import pandas as pd

FIRST_DAY = np.datetime64("2031-01-01")
STEMS = (
    "Hal", "Ost", "Vel", "Bren", "Tor", "Mar", "Lind", "Cal", "Dorn", "Ester", "Fal", "Grim", "Hest", "Isk", "Jor",
    "Kar", "Lom", "Mor", "Nor", "Orv", "Pel", "Quil", "Rav", "Sel",
)  # fmt: skip
LANDS = ("via", "land", "mark", "onia", "aria")
GIVEN = (
    "Mara", "Tomas", "Ilse", "Anders", "Bela", "Cato", "Dana", "Emil", "Freya", "Gero", "Hanna", "Ivo", "Jana",
    "Kaspar", "Lena", "Milo", "Nadia", "Oskar", "Petra", "Ravi", "Sanna", "Tove", "Ulla", "Viktor", "Wanda", "Xenia",
    "Yara", "Zeno", "Alma", "Boris", "Clea", "Dario", "Elin", "Fabio", "Greta", "Hugo", "Irma", "Jonas", "Karin",
    "Leo",
)  # fmt: skip
ENDINGS = ("berg", "quist", "ova", "enko", "ini", "sen", "yan", "oro", "ley", "dorf")
BODIES = ("Harbour Council", "Ministry of Bridges", "River Commission", "Border Guard", "Grain Union")
AUDIENCES = ("the public", "reporters", "parliament")
PAPERS = ("Post", "Courier", "Herald", "Wire", "Gazette", "Observer")
TOPICS = (
    "bridge", "harbour", "grain", "ferry", "tunnel", "truce", "border", "river", "railway", "pipeline", "market",
    "school", "hospital", "election", "budget", "fishery", "airport", "power", "water", "customs", "prisoner",
    "ceasefire", "convoy", "glacier", "museum", "stadium", "satellite", "vaccine", "tariff", "dam",
)  # fmt: skip
MATTERS = ("talks", "plan", "dispute", "repairs", "agreement", "closure", "inspection", "deadline", "costs", "fire")
CONTENTS = (
    "We expect the {} to open again before the winter",
    "Nobody has told us who pays for the {}",
    "We shall not sell the {}, and we never meant to",
    "There can be no progress without the {}",
    "Our engineers have looked at the {} twice",
)
WORDED = {"planned": "will {base}", "proposed": "offered to {base}", "denied": "denied having {participle}",
          "negated": "did not {base}"}  # fmt: skip


def ids(letter: str, count: int) -> np.ndarray:
    """So many stable ids of twelve characters."""
    return np.array([f"{letter}{n:011x}" for n in range(count)], dtype=object)


def busy(count: int, size: int, chance: np.random.Generator) -> np.ndarray:
    """Numbers below ``count``, the first ones much more often than the last: the tail of a power law."""
    weight = 1 / (np.arange(count) + 4.0)
    return chance.choice(count, size, p=weight / weight.sum())


def _pieces(accounts: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """One row per account: its sentences cut where a finding begins or ends, so that lengths give true offsets."""
    name = actors["name"].to_numpy(dtype=object)
    said = accounts["channel"].notna().to_numpy()
    topic = [f"{TOPICS[n // len(MATTERS)]} {MATTERS[n % len(MATTERS)]}" for n in accounts["matter"]]
    cue = [
        past if status == "happened" else WORDED[status].format(base=base, participle=participle)
        for past, status, base, participle in zip(
            *(accounts[c] for c in ("happened", "status", "base", "participle")), strict=True
        )
    ]
    second, third = accounts["to1"] >= 0, accounts["to2"] >= 0
    source = name[accounts["source"]]
    quoted, reported = said & (accounts["content"] >= 0), said & (accounts["reporter"] >= 0)
    return pd.DataFrame(
        {
            "speaker": np.where(said, source, ""),
            "gap": np.where(said, " ", ""),
            "cue": np.where(said, cue, "An explosion destroyed at least 7 boats of "),
            "gap2": np.where(said, " ", ""),
            "to0": name[np.where(said, accounts["to0"], accounts["source"])],
            "and1": np.where(second, " and ", ""),
            "to1": np.where(second, name[accounts["to1"]], ""),
            "and2": np.where(third, " and ", ""),
            "to2": np.where(third, name[accounts["to2"]], ""),
            "on": np.where(
                accounts["when"].notna(),
                np.where(accounts["date_precision"].isin(["month", "year", "week"]), " in ", " on "),
                "",
            ),
            "when": accounts["when"].fillna(""),
            "matter": np.where(said, [f" about the {t}" for t in topic], ""),
            "comma": np.where(reported, ", ", ""),
            "reporter": np.where(reported, name[accounts["reporter"]], ""),
            "end": np.where(reported, " said.", "."),
            "open": np.where(quoted, " “", ""),
            "content": np.where(
                quoted, [CONTENTS[n].format(t) for n, t in zip(accounts["content"], topic, strict=True)], ""
            ),
            "close": np.where(quoted, ",” ", ""),
            "quoted": np.where(quoted, source, ""),
            "gap3": np.where(quoted, " ", ""),
            "word": np.where(quoted, "said", ""),
            "stop": np.where(quoted, ".", ""),
        },
        dtype=object,
    )


def written(
    accounts: pd.DataFrame, count: int, actors: pd.DataFrame, chance: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles, each with accounts that lie next to one another in time; and the accounts with their true offsets."""
    count = min(count, len(accounts))
    order = np.argsort(accounts["told_on"].to_numpy(), kind="stable")
    inside = np.empty(len(accounts), dtype=int)
    inside[order] = np.arange(len(accounts)) * count // len(accounts)
    pieces = _pieces(accounts, actors)
    lengths = np.column_stack([[len(piece) for piece in pieces[c]] for c in pieces])
    ends = lengths.cumsum(axis=1)
    blocks = np.array(["".join(row) for row in zip(*(pieces[c] for c in pieces), strict=True)], dtype=object)
    outlets = np.array([f"{stem}berg {paper}" for stem in STEMS[:10] for paper in PAPERS], dtype=object)
    source = np.where(chance.random(count) < 0.02, None, outlets[busy(len(outlets), count, chance)])
    stated = chance.random(count) >= 0.03
    published = (FIRST_DAY + np.floor(accounts["told_on"].groupby(inside).max().to_numpy()).astype(int)).astype(object)
    published = np.where(stated, published, None)
    title = [f"The {TOPICS[n % len(TOPICS)]} of {STEMS[n % 23]}onia, once more" for n in range(count)]
    heads = [f"{t}\n\n{STEMS[n % 24].upper()}BERG — " for n, t in enumerate(title)]
    first = np.searchsorted(inside[order], np.arange(count + 1))
    in_order = blocks[order]
    texts = [h + " ".join(in_order[a:b]) for h, a, b in zip(heads, first[:-1], first[1:], strict=True)]
    before = np.concatenate([[0], (ends[order, -1] + 1).cumsum()])[:-1]
    start = np.empty(len(accounts), dtype=int)
    start[order] = before - before[first[:-1]][inside[order]] + np.array([len(h) for h in heads])[inside[order]]
    article_ids = ids("a", count)
    articles = pd.DataFrame(
        {
            "article_id": article_ids, "path": [f"{n:06}.txt" for n in range(count)], "part": 1, "title": title,
            "source": source, "author": None, "published": published, "published_earliest": published,
            "published_latest": published, "published_basis": np.where(stated, "metadata", "none"), "modified": None,
            "language": "en", "url": None, "text": texts, "words": [text.count(" ") + 1 for text in texts],
            "duplicate_of": None, "duplicate_kind": None,
        }
    )  # fmt: skip
    at = {f"{c}_start": start + ends[:, n] - lengths[:, n] for n, c in enumerate(pieces)}
    at |= {f"{c}_end": start + ends[:, n] for n, c in enumerate(pieces)}
    placed = accounts.assign(
        article_id=article_ids[inside], start=start, **at, **{f"{c}_text": pieces[c] for c in pieces}
    )
    placed["end"] = placed["end_end"]
    placed["evidence"] = [b[:e] for b, e in zip(blocks, ends[:, list(pieces).index("end")], strict=True)]
    return articles, placed
