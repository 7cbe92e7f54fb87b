"""Know page furniture by its words. Reads tasks/lexicon/{common,fr,ar,en}/furniture.yml; every language's cues hold on
every page, since pages mix them (an Arabic page says `Share` and `Facebook`)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from tasks.clean.lines import Line, mark_key, word_key
from tasks.lexicon.loader import LANGUAGES, LexiconError, entries
from tasks.records import BLOCK_KINDS
from tasks.text import soften

MATCHES = frozenset({"line", "start", "end", "any"})
# Forms that other modules build their own patterns of: dates, metadata, datelines and furniture.
VOCABULARIES = frozenset(
    "words month name particle agency origin medium credit pictures file letterhead opener".split()
)
EFFECTS = frozenset({"line", "insert", "list", "tags", "end", "close"})
DEFAULT_MAX_WORDS = {"line": 12, "start": 40, "end": 40, "any": 10_000}
_SPECIAL = re.compile(r"[^\w\s'’-]")
_COUNTER = re.compile(r"^(?:\d+[km]?\s+)+|(?:\s+\d+[km]?)+$")


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of a furniture file. `rule` is `<language>.<key>`; `effect` says how much falls with the line."""

    rule: str
    kind: str
    match: str
    effect: str
    max_words: int


@dataclass(frozen=True, slots=True)
class Found:
    """A cue that a line carries. `rest` is whether the line says more than the cue."""

    cue: Cue
    rest: bool


@dataclass(slots=True)
class _Index:
    lines: dict[str, Cue] = field(default_factory=dict)  # whole line, words only or with marks
    phrases: dict[str, list[tuple[tuple[str, ...], Cue]]] = field(default_factory=dict)  # by first word
    marked: list[tuple[str, Cue]] = field(default_factory=list)  # forms that carry punctuation


def find_cue(line: Line) -> Found | None:
    """Return the furniture cue of a line, the one that takes most with it first; None when it has none."""
    if cue := _whole_line(line):
        return Found(cue, rest=False)
    hits = list(_phrase_hits(line))
    if not hits:
        return _composed(line)
    return max(
        hits, key=lambda found: (found.cue.effect != "line", found.cue.kind == "disclaimer", found.cue.match != "any")
    )


def vocabulary(match: str) -> Mapping[str, tuple[str, ...]]:
    """Return the forms of the entries whose `match` is one of VOCABULARIES, by `<language>.<key>`."""
    return {
        f"{language}.{key}": tuple(str(form) for form in entry["forms"])
        for language, key, entry in _entries()
        if entry["match"] == match
    }


def alternatives(match: str) -> str:
    """Return a regular expression, to be used on softened text, of every form of a vocabulary, the longest first."""
    forms = {soften(form) for forms in vocabulary(match).values() for form in forms}
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


def _whole_line(line: Line) -> Cue | None:
    index = _index()
    if line.words > DEFAULT_MAX_WORDS["line"]:
        return None
    return index.lines.get(line.key) or index.lines.get(_COUNTER.sub("", line.key)) or index.lines.get(line.marked)


def _phrase_hits(line: Line) -> Iterator[Found]:
    index = _index()
    tokens = line.key.split()
    for position, token in enumerate(tokens):
        for form, cue in index.phrases.get(token, ()):
            if tuple(tokens[position : position + len(form)]) == form and line.words <= cue.max_words:
                at_start, at_end = position == 0, position + len(form) == len(tokens)
                if cue.match == "any" or (at_start if cue.match == "start" else at_end):
                    yield Found(cue, rest=len(form) < len(tokens))
    for text, cue in index.marked:
        if line.words <= cue.max_words and _marked_hit(line.marked, text, cue.match):
            yield Found(cue, rest=len(text) < len(line.marked))


def _marked_hit(marked: str, form: str, match: str) -> bool:
    if match == "start":
        return marked.startswith(form)
    return marked.endswith(form) if match == "end" else form in marked


def _composed(line: Line) -> Found | None:
    """A line made of nothing but whole-line cues (`Facebook Twitter Imprimer`, `Accueil | Politique | Sport`)."""
    tokens, lines, position = line.key.split(), _index().lines, 0
    pieces: list[Cue] = []
    if not 2 <= len(tokens) <= 40:
        return None
    while position < len(tokens):
        for size in (4, 3, 2, 1):
            cue = lines.get(" ".join(tokens[position : position + size]))
            if cue and position + size <= len(tokens):
                break
        else:
            return None
        pieces.append(cue)
        position += size
    if len(pieces) < 2:
        return None
    effect = "close" if all(cue.effect == "close" for cue in pieces) else "line"
    first = pieces[0]
    return Found(Cue(f"{first.rule}.bar", first.kind, "line", effect, first.max_words), rest=False)


@lru_cache(maxsize=1)
def _index() -> _Index:
    index = _Index()
    for language, key, entry in _entries():
        if entry["match"] in VOCABULARIES:
            continue
        cue = _cue(f"{language}.{key}", entry)
        for form in entry["forms"]:
            _add(index, cue, str(form))
    return index


def _add(index: _Index, cue: Cue, form: str) -> None:
    has_marks = bool(_SPECIAL.search(form))
    if cue.match == "line":
        index.lines.setdefault(mark_key(form) if has_marks else word_key(form), cue)
    elif has_marks:
        index.marked.append((mark_key(form), cue))
    else:
        words = tuple(word_key(form).split())
        index.phrases.setdefault(words[0], []).append((words, cue))


def _cue(rule: str, entry: Mapping[str, Any]) -> Cue:
    match, effect = str(entry["match"]), str(entry.get("effect", "line"))
    if entry["kind"] not in BLOCK_KINDS or match not in MATCHES or effect not in EFFECTS:
        raise LexiconError(f"furniture {rule}: unknown kind, match or effect")
    return Cue(rule, str(entry["kind"]), match, effect, int(entry.get("max_words", DEFAULT_MAX_WORDS[match])))


def _entries() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for language in ("common", *LANGUAGES):
        for key, entry in entries("furniture", language).items():
            yield language, key, entry
