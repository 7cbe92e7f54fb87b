"""The words that the terminal and the HTML page share: how a fact, and a page as a whole, is put."""

from collections import Counter
from unicodedata import bidirectional

from flows.explain.reading import KINDS, Explained, Fact

QUOTED = 90  # code points of a surface shown in a list: the whole of it stands in the text above

_UNSHOWABLE = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def clean(text: str) -> str:
    """Return the text with control characters replaced: a page must not be able to command a terminal or a browser."""
    return text.translate(_UNSHOWABLE)


def one_line(text: str, limit: int = QUOTED) -> str:
    """Return the text cleaned, without the marks that turn its direction, on one line of at most `limit` characters."""
    line = " ".join(clean(text).translate(_TURNING).split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def isolated(text: str) -> str:
    """Return the text in a directional isolate when any letter of it runs from right to left, else as it is."""
    return f"\u2068{text}\u2069" if any(bidirectional(letter) in {"R", "AL"} for letter in text) else text


def surface(article: Explained, fact: Fact) -> str:
    """Return the words that state the fact, on one line, cut when they are many."""
    return one_line(article.text[fact.start : fact.end])


def says(fact: Fact) -> list[str]:
    """Return the parts of what the fact states, each once."""
    return list(dict.fromkeys(map(one_line, fact.says)))


def resolved(fact: Fact) -> list[tuple[str, str]]:
    """Return (name, id) of the entity and of the event that the fact was resolved to; [] when it has neither."""
    pairs = ((fact.entity, fact.entity_id), (fact.event, fact.event_id))
    return [(one_line(name or ""), known_as) for name, known_as in pairs if known_as is not None]


def how(fact: Fact) -> str:
    """Return how the fact was found and how far it is to be trusted: `lexicon fr.person.title 0.90`."""
    return f"{fact.method} {fact.rule} {fact.confidence:.2f}"


def described(fact: Fact) -> str:
    """Return the fact in a line: number, kind, what it states, what it was resolved to, how it was found."""
    to = "".join(f" → {isolated(name)} ({known_as})" for name, known_as in resolved(fact))
    stated = ", ".join(map(isolated, says(fact)))
    return f"{fact.number}. {fact.kind}: {stated}{to} · {how(fact)}"


def counts(article: Explained) -> dict[str, int]:
    """Return how many facts of each kind there are, in the order of KINDS, those that occur."""
    counted = Counter(fact.kind for fact in article.facts)
    return {kind: counted[kind] for kind in KINDS if counted[kind]}


def summary(article: Explained) -> str:
    """Return the page in a line: `5 blocks kept, 2 dropped, 31 facts`."""
    kept = sum(block.kept for block in article.blocks)
    blocks, facts = "block" if kept == 1 else "blocks", "fact" if len(article.facts) == 1 else "facts"
    return f"{kept} {blocks} kept, {len(article.blocks) - kept} dropped, {len(article.facts)} {facts}"


def source(article: Explained) -> list[str]:
    """Return where the page comes from, part by part, what is not known left out."""
    parts = (article.outlet, article.byline, article.published_edtf, article.language, article.path, article.url)
    return [one_line(part, 300) for part in parts if part]
