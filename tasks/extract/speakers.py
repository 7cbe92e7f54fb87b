"""Whom a verb of saying gives its words to: the subject behind or before it, or whoever spoke last.

Reads quote_cue.yml, quote_mark.yml and grammar.yml. A speaker the text does not settle stays None.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from tasks.extract.complements import before_article, closed_class, is_definite, skip
from tasks.extract.document import Document, Hit
from tasks.extract.pronouns import is_plural, is_pronominal, last_subject, whom_the_pronoun_means
from tasks.extract.quote_marks import CLOSING, EITHER
from tasks.extract.voices import GOVERNORS, Anchor, Said, Voices, in_relative, is_governed, issuer_of, mark_words
from tasks.lexicon import entries
from tasks.lexicon.conjugation import participles
from tasks.text import fold

SUBJECT_REACH = 16  # tokens between a cue and the subject behind it


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
    if topic_of(document, cue) is not None:
        return _of_topic(voices, cue)
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
    if speaker is None and document.norm(cue.start - 1) in closed_class("coordinators", document.language):
        speaker = _subject_of_first_verb(voices, cue) if document.language == "fr" else None
    if speaker is None and entry.get("passive"):
        speaker = last or voices.issuer  # `Le Maroc y est présenté comme « … »`: by whom is said before
    if speaker is None and is_pronominal(document, cue, low):
        speaker = whom_the_pronoun_means(voices, cue.start, said)
    return speaker


def topic_of(document: Document, cue: Hit) -> int | None:
    """Arabic `أما | وزير الخارجية المصري، فقد | أكد`: the token at which an officeholder begins whom the sentence is
    about, when the cue is its first verb and nobody stands behind that; None in any other sentence."""
    first = skip_marks(document, document.sentence_start(cue.start))
    if document.norm(first) not in closed_class("topics", document.language):
        return None
    verbs = [h for h in document.hits_of("quote_cue", "event") if first < h.start < cue.start]
    named = document.hit_at(cue.end, "office", "rank", "honorific", "organisation")
    office = document.hit_at(first + 1, "office", "rank") is not None
    return first + 1 if office and not verbs and named is None else None


def _of_topic(voices: Voices, cue: Hit) -> str | None:
    topic = voices.at(topic_of(voices.document, cue) or 0)
    return topic.referent_id if topic else None


def _subject_of_first_verb(voices: Voices, cue: Hit) -> str | None:
    """French `le ministère publie un texte qui « … » et | demande`, `le Vatican riposte … et | dénonce`: the subject
    of the sentence, a state too when its verb stands right behind it; None when the verb before has one of its own
    (`X a démissionné, la rue manifeste et | réclame`)."""
    document = voices.document
    low = document.sentence_start(cue.start)
    states = [a for a in voices.states if low <= a.start and a.end < cue.start]
    states = [a for a in states if document.doc[a.end].pos_ in {"VERB", "AUX"}]
    named = sorted([*voices.within(low, cue.start), *states], key=lambda a: a.start)
    free = [a for a in named if a.end < cue.start and not is_governed(document, a, low)]
    verbs = [i for i in range(low + 1, cue.start - 1) if document.doc[i].pos_ == "VERB"]
    verbs = [i for i in verbs if document.doc[i - 1].pos_ in {"NOUN", "PROPN"}]
    own = verbs[-1] if verbs else None
    if own is not None and not any(a.end == own for a in free):
        return None
    return next((a.referent_id for a in free if own is None or a.end == own), None)


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
    leads = frozenset().union(*(closed_class(c, document.language) for c in GOVERNORS))
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


def cue_text(document: Document, cue: Hit) -> str:
    """Return a cue as written, white space single, without the conjunction that an Arabic verb begins with."""
    joined = cue.end - cue.start > 1 and document.norm(cue.start) in closed_class("coordinators", document.language)
    return " ".join(document.doc[cue.start + joined : cue.end].text.split())


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
    for verb in reversed(_outer(document, main)):
        speaker = speaker_of(voices, verb, low, cue.start, after=False, said=said)
        if speaker is not None:
            return speaker
    if main:
        return said.speaker_id if said else None
    if cue.start <= low + 1 and document.language == "fr":
        return _behind_comma(voices, cue, said)
    told = [a for a in voices.states if a.end < cue.start and low <= a.start and document.doc[a.end].pos_ == "VERB"]
    free = sorted([*voices.within(low, cue.start), *told], key=lambda a: a.start)
    first = next((a for a in free if not is_governed(document, a, low)), None)
    if first is None and _has_subject_of_its_own(document, low, cue.start):
        return None
    return first.referent_id if first else whom_the_pronoun_means(voices, cue.start, said)


def _outer(document: Document, cues: Sequence[Hit]) -> list[Hit]:
    """Arabic: the verbs of saying without those of what an earlier one says (`قال X إن مصر | شددت على …، مشيرا`)."""
    that, joints = closed_class("that", document.language), closed_class("coordinators", document.language)
    if document.language != "ar" or not cues:
        return list(cues)
    heads = [i for i in range(cues[0].end, cues[-1].start) if document.norm(i) in that]
    first = min(heads, default=cues[-1].end)
    return [c for c in cues if c.start < first or {document.norm(c.start), document.norm(c.start - 1)} & joints]


def _behind_comma(voices: Voices, cue: Hit, said: Said | None) -> str | None:
    """French `En scandant « … », | X a traversé la ville`: whoever is named, or meant by a pronoun, right behind the
    comma that follows the quotation; None if nobody is."""
    document = voices.document
    marks = (i for i in range(cue.end, document.sentence_end(cue.start)) if document.doc[i].text in CLOSING | EITHER)
    commas = [i + 1 for i in marks if document.norm(i + 1) == ","]
    if not commas:
        return None
    first = commas[0] + 1
    if document.norm(first) in closed_class("pronouns", document.language):
        return whom_the_pronoun_means(voices, cue.start, said)
    named = voices.at(skip(document, first, "determiners"))
    return named.referent_id if named else None


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
            apart = any(document.doc[i].is_punct for i in range(start, anchor.start))
            return None if apart and document.language == "en" else anchor.referent_id  # `read the statement; … | X`
        if not is_governed(document, anchor, start):
            return anchor.referent_id
        if document.language != "ar":
            return None
    return None


def _subject_before(voices: Voices, low: int, cue_start: int) -> str | None:
    """The subject before the cue: the nearest mention no preposition governs, or whose communiqué it is."""
    document = voices.document
    candidates = voices.within(low, cue_start)
    if document.language == "ar":  # a framework before its verb is what somebody talks of
        candidates = [a for a in candidates if a.kind != "mechanism"]
    for anchor in reversed(candidates):
        inner = in_relative(document, anchor) or _in_brackets(document, anchor, cue_start)
        if not inner and not is_governed(document, anchor, low):
            return anchor.referent_id
    for anchor in candidates:
        before = {document.norm(i) for i in range(max(low, anchor.start - 4), anchor.start)}
        if before & mark_words("document", document.language):
            return anchor.referent_id
    return None


def _speaks_for_issuer(document: Document, start: int, stop: int) -> bool:
    text = f" {' '.join(document.norm(i) for i in range(start, stop))} "
    return any(f" {word} " in text for word in mark_words("document", document.language))


def _in_brackets(document: Document, anchor: Anchor, stop: int) -> bool:
    """Whether brackets that close before token `stop` hold the mention (`le chef de l'OCHA (le Bureau …) a dit`)."""
    marks = [document.norm(i) for i in range(anchor.end, stop) if document.norm(i) in {"(", ")"}]
    return marks[:1] == [")"]


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
