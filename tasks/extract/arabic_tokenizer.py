"""Tokenise Arabic so that names stand alone: white space, punctuation and proclitics are split, offsets are kept.

Importing this module registers the spaCy tokenizer `hiwar.ArabicTokenizer.v1`; after that
`spacy.load("models/ar_hiwar_news")` works. Every token is an exact stretch of the text (`doc.text == text`), so a
character offset in the Doc is an offset in the page:

    وبالجزائر  →  و + ب + الجزائر          للأمم  →  ل + لأمم  (norm of the second: الامم)

A proclitic (و ف, then ب ل ك, with or without the article) is split off when the rest is a word of its own by the word
counts in the tokenizer's data, و also when the counts do not know the whole word (ومجهولة); it stays when the whole
word is more frequent than a proclitic could explain (وزير, بيان, لقاء). The data is filled by `initialize` when the
pipeline is trained (`models/ar/prepare.py` builds the file), and lives in the saved pipeline (`tokenizer` file of
the artefact); without data only white space, punctuation and changes of script are split.

The tokenizer also sets the lexical features that the model was trained on: NORM is `norm_key` of the token, PREFIX and
SUFFIX are the first and last three letters of that, SHAPE of an Arabic word is its class in the name gazetteer plus a
band for how frequent it is, and LOWER is how the word is used (`word_use`): a title, a verb of saying, or how often it
takes the article and endings, which names hardly do. Other tokens keep spaCy's own SHAPE and LOWER.
"""

import json
import math
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from tasks.text import fold

_ARABIC = (
    "\u0610-\u061a\u061c\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u08a0-\u08ff\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc\u200b-\u200f"
)
_MARKS = re.compile("[\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\ufeff]")
# One match is one token, save that an Arabic run may be cut further and a single space belongs to the token before.
_PIECE = re.compile(
    rf"(?P<arabic>[{_ARABIC}]+)|(?P<number>\d+(?:[.,\u066b\u066c]\d+)*)|(?P<space>\s+)"
    rf"|(?P<word>(?:(?![{_ARABIC}])[^\W\d_])(?:(?![{_ARABIC}])[^\W_])*)|(?P<other>.)",
    re.DOTALL,
)
_DIGIT = re.compile(r"\d")

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
# Share of a word's occurrences that carry the proclitic, as orders of magnitude measured on the word counts.
_RATE = {"و": 0.05, "ف": 0.004, "ب": 0.03, "ل": 0.03, "ك": 0.003}
# A whole word this many times more frequent than rate x rest is a word of its own.
_SLACK = {"و": 100.0, "ف": 6.0, "ب": 20.0, "ل": 20.0, "ك": 6.0}
# A rest must be this frequent to be split off without the article; two-letter rests make too many false splits.
_MIN_REST = {"و": 4, "ف": 60, "ب": 12, "ل": 12, "ك": 150}
# What a name of the gazetteer counts at least behind و and ل, and a place's behind ب, whatever the news wrote about.
_NAME_COUNT = 12.0
# Letters that foreign names have after an initial و (ويلسون, واتسون): an unknown word with them is not split.
_AFTER_FOREIGN_W = "اويل"
_CACHE_SIZE = 200_000

# Endings of a noun, an adjective or a verb that names do not take: pronouns, then plurals.
_PRONOUNS = ("ه", "ها", "هم", "نا")
_PLURALS = ("ات", "ين", "ون")
# Shares of a word's occurrences at which the letter of `word_use` changes.
_SHARES = (0.005, 0.05, 0.3, 0.8)


def norm_key(token: str) -> str:
    """Return the form the model knows `token` by: folded, digits as 0; `token` itself if that leaves nothing."""
    return _DIGIT.sub("0", fold(token)) or token


@dataclass(frozen=True)
class WordData:
    """What the tokenizer knows of words, by normalised form. Empty means that no proclitic is ever split."""

    counts: Mapping[str, int] = field(default_factory=dict)  # occurrences in news, unsplit
    classes: Mapping[str, str] = field(default_factory=dict)  # gazetteer class letters
    whole: frozenset[str] = frozenset()  # words that are never split, though their rest is a word
    roles: Mapping[str, str] = field(default_factory=dict)  # one letter for words of titles, institutions, saying

    def pack(self) -> bytes:
        """Return the data as compressed JSON, the same bytes for the same data."""
        maps = {"counts": dict(self.counts), "classes": dict(self.classes), "roles": dict(self.roles)}
        data = {**maps, "whole": sorted(self.whole)}
        return zlib.compress(json.dumps(data, ensure_ascii=False, sort_keys=True).encode(), 9)

    @classmethod
    def unpack(cls, packed: bytes) -> "WordData":
        """Return what `pack` packed. Raises ValueError or zlib.error when the bytes are something else."""
        data = json.loads(zlib.decompress(packed))
        return cls(data["counts"], data["classes"], frozenset(data["whole"]), data.get("roles", {}))


def _rest_count(rest: str, data: WordData) -> float:
    """How often `rest` stands as a word of its own, behind a preposition included."""
    own = float(data.counts.get(rest, 0))
    if len(rest) > 3 and rest[0] in _PREPOSITIONS:
        own = max(own, _RATE[rest[0]] * data.counts.get(_after(rest), 0))
    return own


def _after(word: str) -> str:
    """Return the norm of what follows the proclitic that `word` begins with: `لل…` hides an article."""
    return "ا" + word[1:] if word.startswith("لل") else word[1:]


def _splits(word: str, data: WordData) -> bool:
    """Say whether the first letter of `word` (normalised) is a proclitic."""
    clitic, rest = word[0], _after(word)
    if word.startswith("لل"):
        return _rest_count(word[1:], data) + data.counts.get(rest, 0) > 0 and len(word) > 3
    if len(rest) < 2 or (len(rest) == 2 and clitic != "و"):
        return False
    count = _rest_count(rest, data)
    if rest.startswith("ال") and len(rest) > 4:
        count = max(count, float(data.counts.get(rest[2:], 0) > 2 or (len(rest) > 6 and clitic in "وب")))
        return count > 0 and data.counts.get(word, 0) <= max(1.0, 6.0 * count)
    placed = len(rest) > 4 and bool({"T", "C"} & set(data.classes.get(rest, "")))
    if (clitic in "ول" and len(rest) > 3 and rest in data.classes) or (clitic == "ب" and placed):
        count = max(count, _NAME_COUNT)
    if clitic == "و" and len(rest) > 3 and rest[0] not in _AFTER_FOREIGN_W and word not in data.counts:
        return True  # a word the news never wrote, with و in front, is most often two
    if count < _MIN_REST[clitic]:
        return False
    return data.counts.get(word, 0) <= max(1.0, _SLACK[clitic] * _RATE[clitic] * count)


def proclitics(word: str, data: WordData) -> int:
    """Return how many single-letter proclitics (0–2) stand before the first word in `word`, a normalised form."""
    found = 0
    if not data.counts:
        return found
    for letters in (_CONJUNCTIONS, _PREPOSITIONS):
        if len(word) > 2 and word[0] in letters and word not in data.whole and _splits(word, data):
            found, word = found + 1, word[1:]
    return found


def word_use(word: str, data: WordData) -> str:
    """Return how the news uses a word (normalised): its role letter, or three marks for article, pronouns, plural.

    The first two are bands 0–4 of the share of occurrences with the article, and with a pronoun behind; `x` when the
    counts know neither the word nor its form with the article. The third is `p` when a regular plural is known.
    """
    if word in data.roles:
        return data.roles[word]
    counts, bare = data.counts, word[2:] if word.startswith("ال") and len(word) > 4 else word
    definite = counts.get("ال" + bare, 0) + counts.get("لل" + bare, 0)
    total = counts.get(bare, 0) + definite
    if not total:
        return "x"
    stem = bare[:-1] if bare[-1] == "ه" else bare
    bound = sum(counts.get((bare[:-1] + "ت" if bare[-1] == "ه" else bare) + ending, 0) for ending in _PRONOUNS)
    plural = any(counts.get(stem + ending, 0) for ending in _PLURALS)
    shares = (definite / total, bound / (total + bound))
    return "".join(str(sum(share > limit for limit in _SHARES)) for share in shares) + ("p" if plural else "")


class ArabicTokenizer(DummyTokenizer):
    """spaCy tokenizer for Arabic news; see the module's head. Linear in the length of the text."""

    def __init__(self, vocab: Vocab, data: WordData | None = None) -> None:
        self.vocab = vocab
        self.data = data or WordData()
        self._cache: dict[str, tuple[tuple[str, str], ...]] = {}

    def __call__(self, text: str) -> Doc:
        """Return a Doc whose text is `text`, character for character; empty for an empty text."""
        words: list[str] = []
        norms: list[str] = []
        spaces: list[bool] = []
        for match in _PIECE.finditer(text):
            piece, kind = match.group(), match.lastgroup
            if kind == "space" and piece[0] == " " and words and not spaces[-1]:
                spaces[-1], piece = True, piece[1:]
            if not piece:
                continue
            for word, norm in self._pieces(piece) if kind == "arabic" else ((piece, norm_key(piece)),):
                words.append(word)
                norms.append(norm)
                spaces.append(False)
        return self._doc(words, norms, spaces)

    def _doc(self, words: list[str], norms: list[str], spaces: list[bool]) -> Doc:
        for word in set(words):
            self._set_features(word)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for token, norm in zip(doc, norms, strict=True):
            if token.norm_ != norm:  # the word behind لل, whose article is not written
                token.norm_ = norm
        return doc

    def _set_features(self, word: str) -> None:
        norm = norm_key(word)
        lexeme = self.vocab[word]
        lexeme.norm_, lexeme.prefix_, lexeme.suffix_ = norm, norm[:3], norm[-3:]
        if "\u0620" <= norm[0] <= "\u06ff" and norm[0].isalpha():
            lexeme.shape_ = self.word_class(norm)
            lexeme.lower_ = word_use(norm, self.data)

    def word_class(self, norm: str) -> str:
        """Return the class of a normalised Arabic word: its gazetteer letters, then its frequency band (0–5)."""
        count = self.data.counts.get(norm, 0)
        band = min(5, math.ceil(math.log10(count + 1)))
        return f"{self.data.classes.get(norm, '')}{band}"

    def _pieces(self, run: str) -> tuple[tuple[str, str], ...]:
        """Return the tokens of a run of Arabic letters and marks, each with its norm."""
        found = self._cache.get(run)
        if found is None:
            found = self._cut(run)
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
            self._cache[run] = found
        return found

    def _cut(self, run: str) -> tuple[tuple[str, str], ...]:
        norm = norm_key(run)
        letters = [index for index, character in enumerate(run) if not _MARKS.match(character)]
        if len(letters) != len(norm):
            return ((run, norm),)
        pieces: list[tuple[str, str]] = []
        start = 0
        for done in range(proclitics(norm, self.data)):
            end = letters[done + 1]
            pieces.append((run[start:end], norm[done]))
            start = end
        rest = norm[len(pieces) :]
        if pieces and norm[len(pieces) - 1 :].startswith("لل"):
            with_article = "ا" + rest
            rest = max(rest, with_article, key=lambda word: self.data.counts.get(word, 0))
        return (*pieces, (run[start:], rest))

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]] | None = None,
        *,
        nlp: Language | None = None,
        data: str = "",
    ) -> None:
        """Read the word data packed in the file `data`; spaCy calls this with the block [initialize.tokenizer]."""
        if not data:
            raise ValueError("[initialize.tokenizer] needs `data`: the file that models/ar/prepare.py writes")
        self._fill(WordData.unpack(Path(data).read_bytes()))

    def with_towns(self, towns: Iterable[str]) -> None:
        """Let the tokenizer know these towns too (as written), as it knows those of its own data."""
        classes = {norm_key(town): "T" for town in towns}
        self._fill(replace(self.data, classes={**classes, **self.data.classes}))

    def _fill(self, data: WordData) -> None:
        self.data = data
        self._cache = {}

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Return the tokenizer's word data; the vocabulary is not part of it."""
        return self.data.pack()

    def from_bytes(self, data: bytes, **kwargs: Any) -> "ArabicTokenizer":
        """Take the word data from what `to_bytes` returned."""
        self._fill(WordData.unpack(data))
        return self

    def to_disk(self, path: Path | str, **kwargs: Any) -> None:
        """Write the word data to the file `path`."""
        Path(path).write_bytes(self.data.pack())

    def from_disk(self, path: Path | str, **kwargs: Any) -> "ArabicTokenizer":
        """Read the word data from the file `path`."""
        self._fill(WordData.unpack(Path(path).read_bytes()))
        return self


@registry.tokenizers("hiwar.ArabicTokenizer.v1")  # type: ignore[untyped-decorator, unused-ignore]
def create_arabic_tokenizer() -> Callable[[Language], ArabicTokenizer]:
    """Return the factory that a config's [nlp.tokenizer] block names; the tokenizer starts without word data."""
    return lambda nlp: ArabicTokenizer(nlp.vocab)
