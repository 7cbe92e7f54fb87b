"""Quotations with who says them: marked words of more than two, their cue, and the speaker the cue points at.

Reads quote_cue.yml and quote_mark.yml. A speaker the text does not settle stays None.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tasks.extract.complements import closed_class
from tasks.extract.document import Document, Hit
from tasks.extract.quote_marks import Stretch, find_stretches
from tasks.extract.referents import Cast
from tasks.lexicon import entries
from tasks.records import Block, Quote, Sentence
from tasks.text import fold

MIN_WORDS = 3
SENTENCE_LIKE = 6  # words: a marked stretch this long needs no cue to be a quotation
CUE_REACH = 14  # tokens between a closing mark and the cue behind it


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place where a possible speaker stands: tokens `start`..`end` of a mention of `referent_id`."""

    start: int
    end: int
    referent_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks (None: unknown), by which cue (None: none near)."""

    speaker_id: str | None
    cue: str | None
    reported_by_id: str | None = None


def find_quotes(document: Document, blocks: Sequence[Block], cast: Cast) -> list[Quote]:
    """Return the article's quotations in text order; scare quotes and quoted names are none."""
    anchors = speakers_in(document, cast)
    issuer = _issuer(document, anchors)
    found: list[Quote] = []
    previous: tuple[Sentence, Attribution] | None = None
    for stretch in find_stretches(blocks):
        sentence = document.sentence_of(stretch.raw_start)
        start, end = _tokens(document, stretch)
        if sentence is None or _words(document, start, end) < MIN_WORDS or _is_naming(document, start):
            continue
        last = previous[1].speaker_id if previous else None
        attribution = _attribute(document, start, end, anchors, last, issuer)
        if attribution.speaker_id is None and previous and _goes_on(document, previous[0], sentence, start, end):
            attribution = previous[1]
        if attribution.cue is None and _words(document, start, end) < SENTENCE_LIKE:
            continue
        previous = (sentence, attribution)
        found.append(_record(document, stretch, sentence, attribution, cast, start))
    return found


def _goes_on(document: Document, before: Sentence, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a quotation without a speaker goes on with the one before: in its sentence, or as a whole sentence that
    stands in the same paragraph and names nobody itself."""
    if before == sentence:
        return True
    if before.block_ordinal != sentence.block_ordinal:
        return False
    low, high = document.tokens_of(sentence)
    around = [*range(low, max(low, start)), *range(end, max(end, high))]
    return not any(any(c.isalnum() for c in document.norm(i)) for i in around)


def speakers_in(document: Document, cast: Cast) -> list[Anchor]:
    """Return every mention that could speak, in text order: persons (by office too), bodies, frameworks."""
    anchors = [
        Anchor(n.start, n.end, i, n.kind) for n, i in cast.names if n.kind in {"person", "organisation", "mechanism"}
    ]
    anchors += [Anchor(r.start, r.end, i, "person") for r, i in cast.references]
    return sorted(anchors, key=lambda a: a.start)


@lru_cache(maxsize=16)
def _mark_words(name: str, language: str) -> frozenset[str]:
    return frozenset(fold(str(w)) for w in entries("quote_mark", language)[name])


def _tokens(document: Document, stretch: Stretch) -> tuple[int, int]:
    return document.tokens_at(stretch.raw_start, stretch.raw_end)


def _words(document: Document, start: int, end: int) -> int:
    return sum(any(c.isalnum() for c in t.text) for t in document.doc[start:end])


def _is_naming(document: Document, start: int) -> bool:
    """`l'opération « X »`, `sous le thème « … »`: the marks name a thing."""
    before = [document.norm(i) for i in range(max(0, start - 4), start) if any(c.isalpha() for c in document.norm(i))]
    last = next((i for i in range(start - 1, max(-1, start - 4), -1) if document.norm(i).isalpha()), start)
    cues = [h for h in document.hits_of("quote_cue") if h.start <= last < h.end]
    if any(h.end - h.start > 1 for h in cues):
        return False  # `a appelé à « … »`
    small = closed_class("links", document.language) | closed_class("determiners", document.language)
    words = [w for w in before if w not in small]
    text = " ".join(before[-2:])
    return bool(words) and (
        words[-1] in _mark_words("naming", document.language) or text in _mark_words("naming", document.language)
    )


def _attribute(
    document: Document, start: int, end: int, anchors: list[Anchor], last: str | None, issuer: str | None
) -> Attribution:
    """Look for the cue behind the quotation, then before it in its sentence."""
    behind = _cue_behind(document, end)
    if behind is not None:
        high = _past_stray_stop(document, behind)
        return _speaker_of(document, behind, anchors, last, issuer, after=True, low=end, high=high)
    low = _clause_start(document, start)
    before = _cue_before(document, low, start)
    if before is not None:
        return _speaker_of(document, before, anchors, last, issuer, after=False, low=low, high=start)
    lead = _colon_lead(document, low, start, anchors)
    return Attribution(lead, ":") if lead else Attribution(None, None)


def _cue_behind(document: Document, end: int) -> Hit | None:
    """The cue within reach behind the closing mark, in a clause that a comma or the mark alone opens."""
    limit = min(end + CUE_REACH, len(document.doc))
    index = end
    while index < limit and not any(c.isalpha() for c in document.norm(index)):
        if document.norm(index) in {".", "!", "?"} or "\n" in document.doc[index].text:
            return None
        index += 1
    for hit in document.hits_of("quote_cue"):
        if hit.start >= index and _is_participle(document, hit):
            continue  # `« … », précisant que …` says what comes next
        if index <= hit.start <= index + 1:
            return hit
        subject_first = document.language == "en" and index < hit.start < limit
        if subject_first and hit.start < document.sentence_end(index) and _only_subject(document, index, hit.start):
            return hit
    return None


def _is_participle(document: Document, cue: Hit) -> bool:
    last = document.norm(cue.start)
    if document.language == "ar":
        return last in closed_class("participles", "ar")
    return last.endswith(("ant", "ing"))


def _only_subject(document: Document, start: int, stop: int) -> bool:
    """English `…," Mr Smith told`: nothing but a subject (names, titles, articles, commas) before the cue."""
    return not any(document.doc[i].pos_ in {"VERB", "AUX", "SCONJ"} for i in range(start, stop))


def _past_stray_stop(document: Document, cue: Hit) -> int:
    """The end of the cue's sentence; beyond a full stop printed between rank and name (`le général. Smith`)."""
    end = document.sentence_end(cue.start)
    ranks = [h for h in document.hits_of("rank") if cue.end <= h.start and h.end in {end - 1, end}]
    return min(len(document.doc), end + 4) if ranks else end


def _clause_start(document: Document, start: int) -> int:
    return document.sentence_start(start)


def _cue_before(document: Document, low: int, start: int) -> Hit | None:
    """The last cue between the start of the sentence and the quotation."""
    cues = [h for h in document.hits_of("quote_cue") if low <= h.start and h.end <= start]
    return cues[-1] if cues else None


def _speaker_of(
    document: Document,
    cue: Hit,
    anchors: list[Anchor],
    last: str | None,
    issuer: str | None,
    after: bool,
    low: int,
    high: int,
) -> Attribution:
    text = document.doc[cue.start : cue.end].text
    entry = entries("quote_cue", document.language)[cue.entry_id]
    follows = after or entry.get("order") == "after" or document.language == "ar"
    speaker = None if after else _antecedent(document, cue, anchors, low)
    if follows and speaker is None:
        speaker = _subject_after(document, cue.end, high, anchors)
        if speaker is None and _speaks_for_issuer(document, cue.end, min(cue.end + 5, high)):
            speaker = issuer
    if speaker is None and not (after and document.language == "fr" and "-t-" in text):
        speaker = _subject_before(document, low, cue.start, anchors)
        if speaker is None and _speaks_for_issuer(document, low, cue.start):
            speaker = issuer
    if speaker is None and entry.get("passive"):
        speaker = last or issuer  # `Le Maroc y est présenté comme « … »`: by whom is said before
    if speaker is None and _is_pronominal(document, cue, text, low):
        speaker = _sentence_subject(document, cue, anchors) or last or _last_subject(document, anchors, cue.start)
    return Attribution(speaker, " ".join(text.split()), issuer if speaker != issuer else None)


def _subject_after(document: Document, start: int, high: int, anchors: list[Anchor]) -> str | None:
    """The first mention behind the cue that no preposition governs; a document noun stands for whose document it is."""
    for anchor in anchors:
        if anchor.start < start or anchor.start >= min(high, start + 16):
            continue
        between = [document.norm(i) for i in range(start, anchor.start)]
        if any(w in _mark_words("document", document.language) for w in between):
            return anchor.referent_id
        if not _is_governed(document, anchor, start):
            return anchor.referent_id
        if document.language == "ar":
            continue
        return None
    return None


def _subject_before(document: Document, low: int, cue_start: int, anchors: list[Anchor]) -> str | None:
    """The subject before the cue: the nearest mention no preposition governs, or whose communiqué it is."""
    candidates = [a for a in anchors if low <= a.start and a.end <= cue_start]
    for anchor in reversed(candidates):
        if not _is_governed(document, anchor, low) and not _in_relative(document, anchor, cue_start):
            return anchor.referent_id
    for anchor in candidates:
        before = {document.norm(i) for i in range(max(low, anchor.start - 4), anchor.start)}
        if before & _mark_words("document", document.language):
            return anchor.referent_id
    return None


def _is_governed(document: Document, anchor: Anchor, low: int) -> bool:
    """Whether a preposition leads to the mention (over articles, titles and honorifics): then it is no subject."""
    leads = ("links", "with", "agents", "genitives", "governors")
    links = frozenset().union(*(closed_class(c, document.language) for c in leads))
    index = _title_start(document, anchor.start, low) - 1
    while index >= low and document.norm(index) in closed_class("determiners", document.language):
        index -= 1
    return index >= low and document.norm(index) in links


def _title_start(document: Document, start: int, low: int) -> int:
    """Step left over the honorifics, ranks and offices that stand right before a name."""
    for hit in reversed(document.hits_of("honorific", "rank", "office")):
        if low <= hit.start and hit.end in {start, start - 1} and hit.end <= start:
            start = hit.start
    return start


def _in_relative(document: Document, anchor: Anchor, cue_start: int) -> bool:
    """`dont X détient une copie`: a mention inside a relative clause is not the main clause's subject."""
    relative = closed_class("inner_relatives", document.language)
    return any(document.norm(i) in relative for i in range(max(0, anchor.start - 2), anchor.start))


def _speaks_for_issuer(document: Document, start: int, stop: int) -> bool:
    text = f" {' '.join(document.norm(i) for i in range(start, stop))} "
    return any(f" {word} " in text for word in _mark_words("document", document.language))


def _is_pronominal(document: Document, cue: Hit, text: str, low: int) -> bool:
    """Whether the subject is only in the verb or a pronoun: `a-t-il dit`, `he said`, Arabic verbs and participles."""
    if document.language == "ar" or "-t-" in text or text.endswith(("ant", "ing")):
        return True
    near = {document.norm(i) for i in range(max(low, cue.start - 3), min(cue.end + 2, len(document.doc)))}
    return bool(near & closed_class("pronouns", document.language))


def _antecedent(document: Document, cue: Hit, anchors: list[Anchor], low: int) -> str | None:
    """`X, who spoke of … as “…”`: whom the relative clause of the cue is about; None when the cue stands in none."""
    if document.norm(cue.start - 1) not in closed_class("relatives", document.language):
        return None
    persons = [a for a in anchors if a.kind == "person" and low <= a.start and a.end < cue.start]
    return persons[-1].referent_id if persons else None


def _sentence_subject(document: Document, cue: Hit, anchors: list[Anchor]) -> str | None:
    """Arabic: the subject of the sentence's first verb goes on as that of the next (`والتقت X وزير … ودعت إلى ”…`)."""
    if document.language != "ar":
        return None
    low = document.sentence_start(cue.start)
    while low < cue.start and (
        document.norm(low) in closed_class("coordinators", "ar") or not document.norm(low).isalpha()
    ):
        low += 1
    return next(
        (a.referent_id for a in anchors if a.kind == "person" and a.start == low + 1 and a.end <= cue.start), None
    )


def _last_subject(document: Document, anchors: list[Anchor], before: int) -> str | None:
    """The person mentioned last in this paragraph; else whom the paragraph before names first, as its subject."""
    here = document.sentence_of(document.doc[before].idx)
    persons = [a for a in anchors if a.kind == "person" and a.start < before]
    if here is None or not persons:
        return persons[-1].referent_id if persons else None
    blocks = [_block(document, a) for a in persons]
    near = [a for a, block in zip(persons, blocks, strict=True) if block == here.block_ordinal]
    if near:
        return near[-1].referent_id
    return next(a for a, block in zip(persons, blocks, strict=True) if block == blocks[-1]).referent_id


def _block(document: Document, anchor: Anchor) -> int | None:
    sentence = document.sentence_of(document.doc[anchor.start].idx)
    return sentence.block_ordinal if sentence else None


def _colon_lead(document: Document, low: int, start: int, anchors: list[Anchor]) -> str | None:
    """`X : « … »`: the name right before a colon speaks."""
    index = start - 1
    while index >= low and not any(c.isalnum() for c in document.norm(index)) and document.norm(index) != ":":
        index -= 1
    if index < low or document.norm(index) != ":":
        return None
    return next((a.referent_id for a in anchors if a.end == index), None)


def issuer_of(document: Document, anchors: list[Anchor], index: int) -> str | None:
    """Return the body whose document the noun at token `index` is, named right behind or before it; None if none."""
    low, high = document.sentence_start(index), document.sentence_end(index)
    bodies = [a for a in anchors if a.kind == "organisation" and low <= a.start < high]
    behind = [a for a in bodies if index < a.start <= index + 4]
    if behind:
        return behind[0].referent_id
    before = [a for a in bodies if a.end <= index and index - a.end <= 8]
    return before[-1].referent_id if before else None


def _issuer(document: Document, anchors: list[Anchor]) -> str | None:
    """The institution whose communiqué the article reports: the first body next to a document noun, None if none."""
    nouns = _mark_words("document", document.language)
    found = (issuer_of(document, anchors, i) for i in range(len(document.doc)) if document.norm(i) in nouns)
    return next((issuer for issuer in found if issuer), None)


def _record(
    document: Document, stretch: Stretch, sentence: Sentence, attribution: Attribution, cast: Cast, start: int
) -> Quote:
    text = document.raw_text[stretch.raw_start : stretch.raw_end]
    role = next((r.role_id for r in cast.roles if r.person_id == attribution.speaker_id), None)
    known = attribution.speaker_id is not None
    return Quote(
        quote_id=f"{document.article_id}/q{stretch.raw_start}-{stretch.raw_end}",
        quote_group=f"{document.article_id}/qg{stretch.group}",
        speaker_id=attribution.speaker_id,
        role_id=role,
        reported_by_id=attribution.reported_by_id if known else None,
        article_event_id=None,
        said_edtf=None,
        cue=attribution.cue,
        form="direct" if _is_direct(document, start) else "mixed",
        text=text,
        article_id=document.article_id,
        sentence_id=sentence.sentence_id,
        surface=text,
        raw_start=stretch.raw_start,
        raw_end=stretch.raw_end,
        method="rule",
        rule="quote.cue" if attribution.cue else "quote.marks",
        confidence=0.9 if attribution.cue and known else 0.7,
    )


def _is_direct(document: Document, start: int) -> bool:
    """Direct: the quotation begins its sentence or follows a colon; else it is woven into the reporter's."""
    index = start - 1
    while index >= 0 and not any(c.isalnum() for c in document.norm(index)) and document.norm(index) != ":":
        index -= 1
    return index < document.sentence_start(start) or document.norm(index) == ":"
