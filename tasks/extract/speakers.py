"""Whom a verb of saying gives its words to: the subject behind or before it, or whoever spoke last.

Reads quote_cue.yml, quote_mark.yml and grammar.yml. A speaker the text does not settle stays None.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tasks.extract.complements import MAX_TOKENS, before_article, closed_class, complement_end, is_definite, skip
from tasks.extract.document import Document, Hit
from tasks.extract.referents import Cast
from tasks.lexicon import entries
from tasks.lexicon.conjugation import participles
from tasks.text import fold

_GOVERNS = ("links", "with", "agents", "genitives", "governors")  # closed classes of what leads to no subject
SUBJECT_REACH = 16  # tokens between a cue and the subject behind it


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place where a possible speaker stands: tokens `start`..`end` of a mention of `referent_id`."""

    start: int
    end: int
    referent_id: str
    kind: str  # person, organisation, mechanism, medium (an agency: it passes words on, and issues no communiqué)


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation that was read: who spoke it (None: unknown), the token behind its last, whether a cue told of it."""

    speaker_id: str | None
    end: int
    is_told: bool


@dataclass(frozen=True)
class Voices:
    """All who could speak in an article, in text order, and whose communiqué it reports (None: nobody's).

    `sources`: (token, issuer) of each document that the text gives as where it has its words from, in text order.
    """

    document: Document
    anchors: tuple[Anchor, ...]
    issuer: str | None
    sources: tuple[tuple[int, str], ...]
    states: tuple[Anchor, ...]  # states, and capitals that stand for them: they speak only right beside the verb
    held: Mapping[int, str]  # token at which an office begins → who holds it
    untitled: frozenset[str]  # persons of whom the article states no office

    def within(self, low: int, high: int) -> list[Anchor]:
        """Return the anchors that lie between two tokens."""
        return [a for a in self.anchors if low <= a.start and a.end <= high]

    def outside(self, spans: Iterable[tuple[int, int]]) -> "Voices":
        """Return the voices without those named inside any of these token ranges."""
        spans = list(spans)
        kept = (a for a in self.anchors if not any(start <= a.start and a.end <= end for start, end in spans))
        return replace(self, anchors=tuple(kept))

    def at(self, index: int) -> Anchor | None:
        """Return the anchor that begins at a token, over honorifics, ranks and an office that its person holds."""
        found = next((a for a in self.anchors if index in {a.start, _title_start(self.document, a.start, index)}), None)
        if found is None and index in self.held:
            return Anchor(index, index + 1, self.held[index], "person")
        return found


def voices_of(document: Document, cast: Cast) -> Voices:
    """Return the voices of an article; its issuer is the first body that stands next to a word for a document."""
    anchors = tuple(speakers_in(document, cast))
    nouns = mark_words("document", document.language)
    issued = [(i, issuer_of(document, anchors, i)) for i in range(len(document.doc)) if document.norm(i) in nouns]
    held = {o.start: person for o, person in cast.offices if person}
    titled = {r.person_id for r in cast.roles}
    persons = {a.referent_id for a in anchors if a.kind == "person"}
    issuer = next((issuer for _, issuer in issued if issuer), None)
    sources = tuple((i, issuer) for i, issuer in issued if issuer and _is_cited(document, i))
    return Voices(document, anchors, issuer, sources, _states_in(document, cast), held, frozenset(persons - titled))


def _states_in(document: Document, cast: Cast) -> tuple[Anchor, ...]:
    """States by name, and capitals as their governments (`Paris estime que …`); not those in an office."""
    found = [Anchor(n.start, n.end, i, "state") for n, i in cast.names if n.subkind == "country"]
    for name, _ in cast.names:
        known = name.lexicon_id.split(":")[1] if name.subkind == "city" and name.lexicon_id else ""
        city = entries("city").get(known, {})
        if city.get("capital"):
            state = cast.country(str(city["country"]), document.article_id)
            found.append(Anchor(name.start, name.end, state, "state"))
    offices = [(o.start, o.end) for o, _ in cast.offices]
    return tuple(a for a in found if not any(start <= a.start and a.end <= end for start, end in offices))


def _is_cited(document: Document, index: int) -> bool:
    """Whether a verb of saying tells of the document at token `index`, in its sentence (`a indiqué X dans un |
    communiqué`): not of one that is handed over or awaited."""
    low, high = document.sentence_start(index), document.sentence_end(index)
    return any(low <= h.start < high for h in document.hits_of("quote_cue"))


def speakers_in(document: Document, cast: Cast) -> list[Anchor]:
    """Return every mention that could speak, in text order: persons (by office too), bodies, frameworks; not a body
    that only an office names (`commissaire | de l'Union`): there the officeholder speaks."""
    anchors = [
        Anchor(n.start, n.end, i, "medium" if cast.referents[i].subkind == "media" else n.kind)
        for n, i in cast.names
        if n.kind in {"person", "organisation", "mechanism"} and not cast.is_in_office(n)
    ]
    anchors += [Anchor(r.start, r.end, i, "person") for r, i in cast.references]
    return sorted(anchors, key=lambda a: a.start)


def issuer_of(document: Document, anchors: Sequence[Anchor], index: int) -> str | None:
    """Return the body whose document the noun at token `index` is, named right behind or before it; None if none."""
    low, high = document.sentence_start(index), document.sentence_end(index)
    bodies = [a for a in anchors if a.kind == "organisation" and low <= a.start < high]
    behind = [a for a in bodies if index < a.start <= index + 4]
    if behind:
        return behind[0].referent_id
    before = [a for a in bodies if a.end <= index and index - a.end <= 8]
    return before[-1].referent_id if before else None


@lru_cache(maxsize=16)
def mark_words(name: str, language: str) -> frozenset[str]:
    """Return a closed class of <language>/quote_mark.yml, folded."""
    return frozenset(fold(str(w)) for w in entries("quote_mark", language)[name])


def speaker_of(voices: Voices, cue: Hit, low: int, high: int, after: bool, said: Said | None) -> str | None:
    """Return the referent_id of who speaks by `cue`, None when the text leaves it open.

    `low`..`high` are the tokens to look in, `after` whether the cue stands behind its quotation, `said` the quotation
    before.
    """
    last = said.speaker_id if said else None
    document = voices.document
    if is_participle(document, cue):
        return _subject_of_sentence(voices, cue, said)
    entry = entries("quote_cue", document.language)[cue.entry_id]
    if document.language == "ar" and document.norm(cue.start - 1) in mark_words("document", "ar"):
        return voices.issuer  # `ببيان | أكد أن …`
    if cue.entry_id == "source" and document.norm(cue.end) in closed_class("object_pronouns", document.language):
        named = [a for a in voices.within(low, cue.start) if a.kind == "person"]  # `X …, qui a dit que selon | lui`
        return named[-1].referent_id if named else whom_the_pronoun_means(voices, cue.start, said)
    if document.norm(cue.start) in closed_class("reported", document.language):
        return _of_whom_it_is_told(voices, low, cue.start)
    meant = _body_meant(voices, cue, after)
    if meant is not None:
        return meant
    state = None if entry.get("passive") else _state_beside(voices, cue, low, after)
    if state is not None:
        return state
    if _is_somebody_unnamed(voices, cue, low, high):
        return _document_behind(voices, cue) or _of_office(voices, cue, last)
    told = _subject_behind_that(voices, cue, low)
    if told is not None:
        return told
    if not after and document.norm(cue.start - 1) in closed_class("inverts", document.language):
        behind = voices.at(skip(document, cue.end, "determiners"))
        if behind is not None:
            return behind.referent_id
    if is_plural(document, cue) and not _several_before(voices, cue, low):
        bodies = replace(voices, anchors=tuple(a for a in voices.anchors if a.kind != "person"))
        return _subject_before(bodies, low, cue.start)
    speaker = None if after else _antecedent(voices, cue, low)
    turned = document.language == "en" and after and cue.start > skip_marks(document, low)  # `…," he | told X`
    if speaker is None and not turned and (after or entry.get("order") == "after" or document.language == "ar"):
        speaker = _subject_after(voices, cue.end, high)
        if speaker is None and _speaks_for_issuer(document, cue.end, min(cue.end + 5, high)):
            speaker = voices.issuer
    text = document.doc[cue.start : cue.end].text
    if speaker is None and document.language == "ar" and entry.get("order") != "after":
        speaker = _sentence_subject(voices, cue)
    if speaker is None and not (after and document.language == "fr" and "-t-" in text):
        speaker = _subject_before(voices, low, cue.start)
        if speaker is None and _speaks_for_issuer(document, low, cue.start):
            speaker = voices.issuer
    joined = after and document.norm(cue.start - 1) in closed_class("coordinators", document.language)
    if speaker is None and joined and document.language == "fr":
        start = document.sentence_start(cue.start)  # `le ministère publie un texte qui « … » et | demande`
        speaker = next((a.referent_id for a in voices.within(start, low) if not _is_governed(document, a, start)), None)
    if speaker is None and entry.get("passive"):
        speaker = last or voices.issuer  # `Le Maroc y est présenté comme « … »`: by whom is said before
    if speaker is None and _is_pronominal(document, cue, text, low):
        speaker = whom_the_pronoun_means(voices, cue.start, said)
    return speaker


def _state_beside(voices: Voices, cue: Hit, low: int, after: bool) -> str | None:
    """`La Turquie | a condamné …`, `», estime | Paris`, `وأكدت | الجزائر أن`: the state right beside the verb."""
    document = voices.document
    behind = skip(document, cue.end, "determiners")
    if document.language == "ar" or (after and document.language == "fr"):
        told = next((a for a in voices.states if a.start == behind), None)
        if told is not None and not any(a.start <= told.start < a.end for a in voices.anchors):
            return told.referent_id
    if document.language == "ar":
        return None
    before = cue.start - (document.doc[cue.start - 1].pos_ == "ADV" if cue.start else 0)
    leads = frozenset().union(*(closed_class(c, document.language) for c in _GOVERNS))
    named = [a for a in voices.states if a.end == before and a.start >= low]
    free = [a for a in named if document.norm(before_article(document, a.start)) not in leads]
    verbs = (i for a in free for i in range(low, a.start) if document.doc[i].pos_ in {"VERB", "AUX", "PRON", "SCONJ"})
    return free[0].referent_id if free and next(verbs, None) is None else None  # `qui contrôlent | le Mali | affirment`


def _body_meant(voices: Voices, cue: Hit, after: bool) -> str | None:
    """`L'ONG | précise`, `», indique | le quotidien`: the body or medium named last that the noun by the cue means."""
    document = voices.document
    if after and any(a.end == cue.start for a in voices.anchors):
        return None  # `…," X | told the agency`: they are told
    noun = document.norm(skip(document, cue.end, "determiners") if after else cue.start - 1)
    kinds = {"medium"} if noun in closed_class("media_nouns", document.language) else set[str]()
    kinds |= {"organisation"} if noun in closed_class("body_nouns", document.language) else set()
    named = [a for a in voices.anchors if a.end <= cue.start and a.kind in kinds]
    return named[-1].referent_id if named else None


def is_plural(document: Document, cue: Hit) -> bool:
    """Return whether several speak by the cue, as its verb or the pronoun before it says (`affirment`, `they said`,
    `قالوا`)."""
    words = document.doc[cue.start : cue.end]
    finite = any({"Number=Plur", "VerbForm=Fin"} <= set(str(t.morph).split("|")) for t in words)
    ending = any(document.norm(cue.start).endswith(e) for e in entries("grammar", document.language)["plural_verbs"])
    return finite or ending or document.norm(cue.start - 1) in closed_class("plural_pronouns", document.language)


def _several_before(voices: Voices, cue: Hit, low: int) -> bool:
    """Whether two persons or more are named before the cue in its sentence."""
    return len({a.referent_id for a in voices.within(low, cue.start) if a.kind == "person"}) > 1


def _subject_behind_that(voices: Voices, cue: Hit, low: int) -> str | None:
    """Arabic `أن | X، …، | أبلغ`: who stands between the word for `that` and the verb, as its subject; None if nobody
    or more than one does."""
    document = voices.document
    that = closed_class("that", "ar")
    heads = [i for i in range(low, cue.start) if document.norm(i) in that] if document.language == "ar" else []
    named = voices.within(heads[-1], cue.start) if heads else []
    if len(named) != 1 or any(heads[-1] < h.start < cue.start for h in document.hits_of("quote_cue", "event")):
        return None
    return named[0].referent_id if cue.start - named[0].end <= 1 else None


def whom_the_pronoun_means(voices: Voices, index: int, said: Said | None) -> str | None:
    """Return whom a pronoun at token `index` means: the subject of a sentence told since the quotation before; else who
    spoke that, be it nobody named; else, where nobody is named, the body that the sentence before says spoke."""
    body = _body_told_of(voices, index)
    if body is not None and (said is None or body.start > said.end):
        return body.referent_id
    subject = last_subject(voices.document, voices.anchors, index)
    if said is None or (said.speaker_id is None and not said.is_told):
        return subject.referent_id if subject else _body_that_spoke(voices, index)
    return subject.referent_id if subject and subject.start > said.end else said.speaker_id


def _body_told_of(voices: Voices, index: int) -> Anchor | None:
    """French, Arabic: the body that is the subject of the sentence before, in a paragraph where nobody is named since
    (`le ministère a proposé une taxe. Dans un communiqué, | il a indiqué …`); None if a person is."""
    document = voices.document
    stop = document.sentence_start(index)
    low = document.sentence_start(stop - 1) if stop else 0
    if document.language == "en" or not stop or _block(document, low) != _block(document, index):
        return None
    named = voices.within(low, index)
    if not named or any(a.kind == "person" for a in named):
        return None
    first = next((a for a in named if not _is_governed(document, a, low)), None)
    verbs = [i for i in range(low, stop) if document.doc[i].pos_ in {"VERB", "AUX"}]
    if first is None or first.kind != "organisation" or first.start >= stop or not verbs:
        return None
    opens = first.start < verbs[0] if document.language == "fr" else first.start - verbs[0] <= 2
    return first if opens else None


def _body_that_spoke(voices: Voices, index: int) -> str | None:
    """French `a confirmé | le ministère. « … », a-t-il communiqué`: the body beside a verb of saying in the sentence
    before, when it is the only one there."""
    document = voices.document
    stop = document.sentence_start(index)
    low = document.sentence_start(stop - 1) if stop else 0
    bodies = {a.referent_id for a in voices.within(low, stop) if a.kind == "organisation"}
    cues = [c for c in document.hits_of("quote_cue") if low <= c.start < stop]
    return bodies.pop() if len(bodies) == 1 and cues else None


def skip_marks(document: Document, index: int) -> int:
    """Return the first token from `index` on that has a letter or digit."""
    while index < len(document.doc) and not any(c.isalnum() for c in document.norm(index)):
        index += 1
    return index


def is_participle(document: Document, cue: Hit) -> bool:
    """Return whether the cue goes on with a subject named before (`ajoutant que`, `مشيرا إلى`)."""
    word = document.norm(cue.start)
    if document.language == "ar":
        return word in _arabic_participles()
    return cue.entry_id != "source" and word.endswith(("ant", "ing"))  # `according to` names who speaks


@lru_cache(maxsize=1)
def _arabic_participles() -> frozenset[str]:
    verbs = (str(verb) for entry in entries("quote_cue", "ar").values() for verb in entry.get("verbs", ()))
    return closed_class("participles", "ar") | {fold(form) for verb in verbs for form in participles(verb)}


def last_subject(document: Document, anchors: Sequence[Anchor], before: int) -> Anchor | None:
    """Return the subject of the last sentence before this one in its paragraph that names a person: the first that no
    preposition governs. Where the paragraph names nobody yet, whom the one before names first."""
    persons = [a for a in anchors if a.kind == "person" and a.start < document.sentence_start(before)]
    if not persons:
        own = [a for a in anchors if a.kind == "person" and a.start < before]
        return own[-1] if own else None
    here, there_block = _block(document, before), _block(document, persons[-1].start)
    if here != there_block:
        return next(a for a in persons if _block(document, a.start) == there_block)
    low = document.sentence_start(persons[-1].start)
    there = [a for a in persons if a.start >= low]
    cues = [h for h in document.hits_of("quote_cue") if low <= h.start < document.sentence_end(low)]
    said = [a for a in there if any(h.start == a.end or h.end == a.start for h in cues if h.entry_id != "source")]
    return next((a for a in said or there if not _is_governed(document, a, low)), there[-1])


def _block(document: Document, index: int) -> int | None:
    sentence = document.sentence_of(document.doc[index].idx)
    return sentence.block_ordinal if sentence else None


def _subject_of_sentence(voices: Voices, cue: Hit, said: Said | None) -> str | None:
    """A participle's subject is that of the verb of saying before it in its sentence, else of the sentence, else who
    spoke last."""
    document = voices.document
    low = document.sentence_start(cue.start)
    main = [
        h
        for h in document.hits_of("quote_cue")
        if low <= h.start and h.end <= cue.start and h.entry_id != "source" and not is_participle(document, h)
    ]
    for verb in reversed(main):
        speaker = speaker_of(voices, verb, low, cue.start, after=False, said=said)
        if speaker is not None:
            return speaker
    if main:
        return said.speaker_id if said else None
    told = [a for a in voices.states if a.end < cue.start and low <= a.start and document.doc[a.end].pos_ == "VERB"]
    free = sorted([*voices.within(low, cue.start), *told], key=lambda a: a.start)
    first = next((a for a in free if not _is_governed(document, a, low)), None)
    if first is None and _has_subject_of_its_own(document, low, cue.start):
        return None
    return first.referent_id if first else whom_the_pronoun_means(voices, cue.start, said)


def _has_subject_of_its_own(document: Document, low: int, stop: int) -> bool:
    """French, English: whether a noun stands right before the first verb between two tokens (`L'Ordre | a publié …, y
    affirmant`): the participle is of that, though no list knows it."""
    verbs = [i for i in range(low + 1, stop) if document.doc[i].pos_ in {"VERB", "AUX"}]
    return document.language != "ar" and bool(verbs) and document.doc[verbs[0] - 1].pos_ in {"NOUN", "PROPN"}


def _is_somebody_unnamed(voices: Voices, cue: Hit, low: int, high: int) -> bool:
    """Whether the verb has a subject that nobody's name goes with (`une source a indiqué`, `وقالت الدول الأربع`)."""
    document = voices.document
    unnamed = closed_class("unnamed", document.language)
    if document.language == "ar":
        definite = is_definite(document, cue.end) and cue.entry_id != "source"
        nobody = definite or document.norm(cue.end) in unnamed or _is_unheld(voices, cue.end, high)
        return nobody and voices.at(cue.end) is None
    before = range(max(low, cue.start - 5), cue.start)
    near = before if len(before) else range(cue.end, min(cue.end + 4, high))
    offices = {i for h in document.hits_of("office") if h.end - h.start > 1 for i in range(h.start, h.end)}
    nouns = [i for i in near if document.norm(i) in unnamed and i not in offices]
    named = [a for a in voices.anchors if a.end > near.start and a.start < near.stop]
    return bool(nouns) and not any(a.end > nouns[-1] for a in named)


def _is_unheld(voices: Voices, index: int, high: int) -> bool:
    """Whether an office begins at token `index` and nobody is named behind it, who could hold it."""
    office = any(h.start == index for h in voices.document.hits_of("office"))
    return office and not any(a.kind == "person" for a in voices.within(index, high))


def is_unnamed(document: Document, cue: Hit) -> bool:
    """Return whether a word for somebody without a name (`une source`, `officials`) stands right by the cue; in Arabic
    also any noun with an article that is no office (`ولفتت | الدول الأربع`)."""
    unnamed = closed_class("unnamed", document.language)
    if is_plural(document, cue):
        return True
    if document.language == "ar" and is_definite(document, cue.end):
        return document.norm(cue.end) in unnamed or document.hit_at(cue.end, "office", "reference") is None
    near = [*range(max(0, cue.start - 4), cue.start), *range(cue.end, min(cue.end + 3, len(document.doc)))]
    return any(document.norm(i) in unnamed for i in near)


def _of_whom_it_is_told(voices: Voices, low: int, stop: int) -> str | None:
    """Arabic `نقلت وكالة عن | X قوله`: the nearest person before the cue, whoever passes the words on."""
    persons = [a for a in voices.within(low, stop) if a.kind == "person"]
    told = persons[-1] if persons else last_subject(voices.document, voices.anchors, stop)
    return told.referent_id if told else None


def _document_behind(voices: Voices, cue: Hit) -> str | None:
    """Whose document the subject behind the cue is (`وأضاف المصدر`, `ذكر الموقع الرسمي ل…`), None if it is none."""
    document = voices.document
    if not _speaks_for_issuer(document, cue.end, min(cue.end + 5, len(document.doc))):
        return None
    return issuer_of(document, voices.anchors, cue.end) or voices.issuer


def _of_office(voices: Voices, cue: Hit, last: str | None) -> str | None:
    """Who spoke last, if the subject is an office nobody in the text is said to hold, and of him none is stated."""
    office = any(h.start == cue.end for h in voices.document.hits_of("office"))
    return last if office and last in voices.untitled else None


def _subject_after(voices: Voices, start: int, high: int) -> str | None:
    """The first mention behind the cue that no preposition governs, in the cue's own clause; a word for a document
    stands for whose document it is."""
    document = voices.document
    for anchor in voices.anchors:
        if anchor.start < start or anchor.start >= min(high, start + SUBJECT_REACH):
            continue
        between = [document.norm(i) for i in range(start, anchor.start)]
        if any(w in closed_class("that", document.language) for w in between):
            return None
        if any(w in mark_words("document", document.language) for w in between):
            return anchor.referent_id
        if not _is_governed(document, anchor, start):
            return anchor.referent_id
        if document.language != "ar":
            return None
    return None


def _subject_before(voices: Voices, low: int, cue_start: int) -> str | None:
    """The subject before the cue: the nearest mention no preposition governs, or whose communiqué it is."""
    document = voices.document
    candidates = voices.within(low, cue_start)
    for anchor in reversed(candidates):
        if not _is_governed(document, anchor, low) and not _in_relative(document, anchor):
            return anchor.referent_id
    for anchor in candidates:
        before = {document.norm(i) for i in range(max(low, anchor.start - 4), anchor.start)}
        if before & mark_words("document", document.language):
            return anchor.referent_id
    return None


def _is_governed(document: Document, anchor: Anchor, low: int) -> bool:
    """Whether a preposition leads to the mention (over articles, titles and honorifics): then it is no subject."""
    links = frozenset().union(*(closed_class(c, document.language) for c in _GOVERNS))
    index = _title_start(document, anchor.start, low) - 1
    while index >= low and document.norm(index) in closed_class("determiners", document.language):
        index -= 1
    return index >= low and document.norm(index) in links


def _title_start(document: Document, start: int, low: int) -> int:
    """Step left over the honorifics, ranks and offices that stand right before a name."""
    name = frozenset({start})
    for hit in reversed(document.hits_of("honorific", "rank", "office")):
        if not low <= hit.start < start <= hit.end + MAX_TOKENS:
            continue
        ends = {hit.end, complement_end(document, hit.end, name) if hit.category == "office" else hit.end}
        if ends & {start, start - 1}:
            start = hit.start
    return start


def _in_relative(document: Document, anchor: Anchor) -> bool:
    """`dont X a une copie`: a mention inside a relative clause is not the main clause's subject."""
    relative = closed_class("inner_relatives", document.language)
    return any(document.norm(i) in relative for i in range(max(0, anchor.start - 2), anchor.start))


def _speaks_for_issuer(document: Document, start: int, stop: int) -> bool:
    text = f" {' '.join(document.norm(i) for i in range(start, stop))} "
    return any(f" {word} " in text for word in mark_words("document", document.language))


def _is_pronominal(document: Document, cue: Hit, text: str, low: int) -> bool:
    """Whether the subject is only in the verb or a pronoun: `a-t-il dit`, `he said`, Arabic verbs."""
    if document.language == "ar" or "-t-" in text:
        return True
    near = {document.norm(i).lstrip("-") for i in range(max(low, cue.start - 3), cue.end)}
    near |= {document.norm(i)[1:] for i in range(cue.end, cue.end + 2) if document.norm(i).startswith("-")}
    near.add(document.norm(cue.end) if document.language == "en" else "")  # `…,” said | he`
    inverted = text.rsplit("-", 1)[-1]  # `poursuit-il`
    return bool((near | {inverted}) & closed_class("pronouns", document.language))


def _antecedent(voices: Voices, cue: Hit, low: int) -> str | None:
    """`X, who spoke of … as “…”`: whom the relative clause of the cue is about; None when the cue stands in none."""
    if voices.document.norm(cue.start - 1) not in closed_class("relatives", voices.document.language):
        return None
    persons = [a for a in voices.anchors if a.kind == "person" and low <= a.start and a.end < cue.start]
    return persons[-1].referent_id if persons else None


def _sentence_subject(voices: Voices, cue: Hit) -> str | None:
    """Arabic: the subject of the sentence's first verb goes on as that of the next (`والتقت X وزير … ودعت إلى ”…`), and
    who opens the sentence speaks by its verb (`وزير الداخلية | يؤكد من …`)."""
    document = voices.document
    if document.language != "ar":
        return None
    low = document.sentence_start(cue.start)
    coordinators = closed_class("coordinators", "ar")
    while low < cue.start and (document.norm(low) in coordinators or not document.norm(low).isalpha()):
        low += 1
    subject = (voices.at(low) or voices.at(low + 1)) if low + 1 < cue.start else None
    return subject.referent_id if subject and subject.kind == "person" else None
