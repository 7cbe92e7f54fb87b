"""Whom a pronoun by a verb of saying means: who was told of last, who spoke last, or a body. Reads grammar.yml."""

from collections.abc import Sequence

from tasks.extract.complements import closed_class
from tasks.extract.document import Document, Hit
from tasks.extract.voices import Anchor, Said, Voices, is_governed
from tasks.lexicon import entries


def is_plural(document: Document, cue: Hit) -> bool:
    """Return whether several speak by the cue, as its verb or the pronoun before it says (`affirment`, `they said`,
    `قالوا`)."""
    words = document.doc[cue.start : cue.end]
    finite = any({"Number=Plur", "VerbForm=Fin"} <= set(str(t.morph).split("|")) for t in words)
    ending = any(document.norm(cue.start).endswith(e) for e in entries("grammar", document.language)["plural_verbs"])
    return finite or ending or document.norm(cue.start - 1) in closed_class("plural_pronouns", document.language)


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
    first = next((a for a in named if not is_governed(document, a, low)), None)
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
    return next((a for a in said or there if not is_governed(document, a, low)), there[-1])


def _block(document: Document, index: int) -> int | None:
    sentence = document.sentence_of(document.doc[index].idx)
    return sentence.block_ordinal if sentence else None


def is_pronominal(document: Document, cue: Hit, low: int) -> bool:
    """Whether the subject is only in the verb or a pronoun: `a-t-il dit`, `he said`, Arabic verbs."""
    text = document.doc[cue.start : cue.end].text
    if document.language == "ar" or "-t-" in text:
        return True
    near = {document.norm(i).lstrip("-") for i in range(max(low, cue.start - 3), cue.end)}
    near |= {document.norm(i)[1:] for i in range(cue.end, cue.end + 2) if document.norm(i).startswith("-")}
    near.add(document.norm(cue.end) if document.language == "en" else "")  # `…,” said | he`
    inverted = text.rsplit("-", 1)[-1]  # `poursuit-il`
    return bool((near | {inverted}) & closed_class("pronouns", document.language))
