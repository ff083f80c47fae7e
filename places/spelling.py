"""One spelling for the many that people use: `North Wilcox Avenue`, `N. Wilcox Av`, `n wilcox ave`."""

import re
import unicodedata
from typing import Final

DIRECTIONS: Final = {
    **dict.fromkeys(("n", "no", "north", "norte"), "n"),
    **dict.fromkeys(("s", "so", "south", "sur"), "s"),
    **dict.fromkeys(("e", "east", "este"), "e"),
    **dict.fromkeys(("w", "west", "oeste"), "w"),
}
SUFFIXES: Final = {
    **dict.fromkeys(("boulevard", "blvd", "bl", "bld", "boul"), "blvd"),
    **dict.fromkeys(("avenue", "ave", "av", "aven"), "ave"),
    **dict.fromkeys(("street", "st", "str"), "st"),
    **dict.fromkeys(("drive", "dr"), "dr"),
    **dict.fromkeys(("road", "rd"), "rd"),
    **dict.fromkeys(("place", "pl"), "pl"),
    **dict.fromkeys(("lane", "ln"), "ln"),
    **dict.fromkeys(("court", "ct"), "ct"),
    **dict.fromkeys(("highway", "hwy"), "hwy"),
    **dict.fromkeys(("terrace", "ter", "terr"), "ter"),
    **dict.fromkeys(("parkway", "pkwy", "pky"), "pkwy"),
    **dict.fromkeys(("freeway", "fwy", "fy"), "fwy"),
    **dict.fromkeys(("circle", "cir"), "cir"),
    **dict.fromkeys(("square", "sq"), "sq"),
    **dict.fromkeys(("alley", "aly"), "aly"),
    **dict.fromkeys(("way", "wy"), "way"),
    **dict.fromkeys(("walk",), "walk"),
}
# Said before the name in Spanish; the English suffix is then left open.
BEFORE: Final = frozenset({"calle", "avenida", "bulevar", "boulevar", "paseo"})
ORDINALS: Final = {
    word: f"{i}{'st' if i == 1 else 'nd' if i == 2 else 'rd' if i == 3 else 'th'}"
    for i, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
         "eleventh", "twelfth"), 1)
}  # fmt: skip
OTHERS: Final = {
    "saint": "st",
    "mount": "mt",
    "fort": "ft",
    "station": "sta",
    "hosp": "hospital",
    "mlk": "martin luther king jr",
    "jr": "jr",
    "junior": "jr",
    "intl": "international",
    "ctr": "center",
    "centre": "center",
    "sch": "school",
    "hs": "high school",
}
CANONICAL: Final = {**OTHERS, **ORDINALS, **SUFFIXES, **DIRECTIONS}
_KEPT = re.compile(r"[^\w]+", re.UNICODE)


def plain(text: str) -> str:
    """Return text in lower case without accents and without characters that nobody sees."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf", "Cc") or c.isspace())


def words(text: str) -> list[str]:
    """Return the words of a text in their one spelling; punctuation only separates."""
    return " ".join(CANONICAL.get(word, word) for word in written(text)).split()


def written(text: str) -> list[str]:
    """Return the words of a text as they were written: a misspelt `staton` is not yet an abbreviation."""
    bare = plain(text).replace("'", "").replace("\u2019", "").replace(".", " ").replace("_", " ")
    return _joined_letters([word for word in _KEPT.split(bare) if word])


def _joined_letters(found: list[str]) -> list[str]:
    """Join what dots took apart: `L.A.` is one word. Directions stand alone and are left."""
    joined: list[str] = []
    for word in found:
        if len(word) == 1 and word.isalpha() and joined and joined[-1] in ("l", "u", "m"):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def ordinal(number: int) -> str:
    """Return `1st`, `22nd`, `111th`."""
    if 10 < number % 100 < 14:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
