"""Quotations with who says them: marked words of more than two, their cue, and the speaker the cue points at.

Reads quote_cue.yml and quote_mark.yml. A speaker the text does not settle stays None; see speakers.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.extract.complements import before_article, closed_class, skip
from tasks.extract.described_speakers import described_speaker, starts_phrase
from tasks.extract.document import Document, Hit
from tasks.extract.pronouns import is_pronominal, last_subject, whom_the_pronoun_means
from tasks.extract.quote_marks import CLOSING, EITHER, OPENING, Stretch, find_stretches
from tasks.extract.referents import Cast
from tasks.extract.speakers import cue_text, is_participle, is_unnamed, speaker_of
from tasks.extract.voices import Said, Voices, is_governed, issuer_of, mark_words, voices_of
from tasks.lexicon import entries
from tasks.records import Block, Quote, Sentence

MIN_WORDS = 3
SENTENCE_LIKE = 6  # words: a marked stretch this long needs no cue to be a quotation
CUE_REACH = 14  # tokens between a closing mark and the cue behind it
MARKS = 6  # characters of a paragraph that may stand outside a quotation that is the whole of it


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks (None: unknown), by which cue (None: none near)."""

    speaker_id: str | None
    cue: str | None
    unnamed: bool = False  # `a indiqué une source`: the text names nobody on purpose
    described: str | None = None  # as written, of a speaker without a name


def find_quotes(document: Document, blocks: Sequence[Block], cast: Cast) -> list[Quote]:
    """Return the article's quotations in text order; scare quotes and quoted names are none."""
    stretches = find_stretches(blocks)
    quoted = _long(document, stretches)
    voices = voices_of(_without_cues(document, quoted), cast).outside(quoted)
    whole = {b.ordinal: len(b.text) for b in blocks}
    read: list[Read] = []
    previous: tuple[Sentence, Attribution, int] | None = None
    for stretch in stretches:
        sentence = document.sentence_of(stretch.raw_start)
        start, end = document.tokens_at(stretch.raw_start, stretch.raw_end)
        if sentence is None or _words(document, start, end) < MIN_WORDS or _is_naming(document, start):
            continue
        if _is_name(document, cast, start, end):
            continue
        said = _said(*previous[1:]) if previous else None
        attribution = _attribute(voices, start, end, said)
        if (
            attribution.speaker_id is None
            and not (attribution.unnamed or attribution.described)
            and previous
            and (previous[1].speaker_id or attribution.cue is None)
            and _goes_on(voices, previous, sentence, start)
        ):
            attribution = replace(previous[1], cue=attribution.cue)
        elif attribution.cue is None and whole[stretch.block_ordinal] - len(_text(document, stretch)) <= MARKS:
            subject = last_subject(document, voices.anchors, start)  # a paragraph that is nothing but quoted
            attribution = Attribution(subject.referent_id if subject else None, None)
        if attribution.cue is None and _words(document, start, end) < SENTENCE_LIKE:
            continue
        previous = (sentence, attribution, end)
        read.append((stretch, sentence, start, attribution))
    found: list[Quote] = []
    for entry, attribution in _with_later_cues(read):
        found.append(_record(voices, cast, entry, attribution, found))
    return found


def _without_cues(document: Document, spans: Sequence[tuple[int, int]]) -> Document:
    """Return the document without the verbs of saying in these token ranges: whoever is quoted says them."""
    kept = (h for h in document.hits if h.category != "quote_cue" or not any(i <= h.start < j for i, j in spans))
    return replace(document, hits=tuple(kept))


def _said(attribution: Attribution, end: int) -> Said:
    return Said(attribution.speaker_id, end, attribution.cue is not None, attribution.described)


def _long(document: Document, stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """The token ranges that somebody's words fill; not a name that is all the marks hold (`"X" a dit`)."""
    spans = [document.tokens_at(s.raw_start, s.raw_end) for s in stretches]
    return [(start, end) for start, end in spans if _words(document, start, end) >= SENTENCE_LIKE]


Read = tuple[Stretch, Sentence, int, Attribution]


def _with_later_cues(read: list[Read]) -> Iterator[tuple[Read, Attribution]]:
    """Give a quotation without a speaker that of the next one in its sentence (`“…” ainsi que “…”, note X`)."""
    for number, entry in enumerate(read):
        own = entry[3]
        later = (e[3] for e in read[number + 1 :] if e[1] == entry[1] and e[3].speaker_id)
        yield entry, own if own.speaker_id or own.unnamed else next(later, own)


def _goes_on(voices: Voices, previous: tuple[Sentence, Attribution, int], sentence: Sentence, start: int) -> bool:
    """Whether a quotation that begins at token `start` and has no speaker goes on with the one before: in its sentence,
    or in its paragraph when nobody else who could speak is named between."""
    before, said, end = previous
    if _is_medium(voices, said.speaker_id):
        return False  # an agency passed the one before on: whose words the next are, the text leaves open
    if before == sentence:
        return True
    others = [a for a in voices.within(end, start) if a.referent_id != said.speaker_id]
    cues = {h.start for h in voices.document.hits_of("quote_cue")}
    others = [
        a for a in others if a.kind == "person" or {a.end, a.start - 1} & cues
    ]  # `…, commander, | Task Force 70.`
    return before.block_ordinal == sentence.block_ordinal and not others


def _text(document: Document, stretch: Stretch) -> str:
    return document.raw_text[stretch.raw_start : stretch.raw_end]


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
    naming = mark_words("naming", document.language)
    return bool(words) and (words[-1] in naming or " ".join(before[-2:]) in naming)


def _is_name(document: Document, cast: Cast, start: int, end: int) -> bool:
    """Whether the marks hold nothing but the name of a body, a framework or an exercise (`« Front pour la paix »`)."""
    words = {i for i in range(start, end) if any(c.isalnum() for c in document.norm(i))}
    spans = [(n.start, n.end) for n, _ in cast.names if n.kind in {"organisation", "mechanism"}]
    return any(words <= set(range(low, high)) for low, high in spans)


def _attribute(voices: Voices, start: int, end: int, said: Said | None) -> Attribution:
    """Look for the cue behind the quotation, then for those before it in its sentence, the nearest first."""
    document = voices.document
    low = document.sentence_start(start)
    behind = _cue_behind(voices, end)
    if behind is not None:
        lead = _name_before_colon(voices, low, start) if document.language != "ar" else None
        if lead is not None and is_pronominal(document, behind, low):
            return Attribution(lead, cue_text(document, behind))
        speaker = speaker_of(voices, behind, end, _past_stray_stop(document, behind), after=True, said=said)
        own = _attribution(voices, behind, speaker, end, after=True, said=said)
        if own.unnamed or (speaker is not None and not _is_medium(voices, speaker)):
            return own
        before = _cue_before(voices, low, start, said)
        return before if before and (before.speaker_id or speaker) else own
    word = _by_whom(voices, low, start)
    if word is not None:
        return Attribution(word[1], word[0])
    before = _cue_before(voices, low, start, said)
    if before is not None:
        nobody = not (before.speaker_id or before.unnamed or before.described)
        return replace(before, speaker_id=_colon_lead(voices, low, start)) if nobody else before
    verb = _verb_behind(voices, end, said)
    if verb is not None:
        return verb
    signed = _signature(voices, end)
    if signed is not None:
        return Attribution(signed, "—")
    lead = _colon_lead(voices, low, start) or _lead_before(voices, low, start)
    return Attribution(lead, ":") if lead else Attribution(_subject_at_mark(voices, low, start), None)


def _attribution(
    voices: Voices, cue: Hit, speaker: str | None, low: int, after: bool, said: Said | None
) -> Attribution:
    """What a cue tells: who speaks, or, of nobody named, how the text describes who does; a pronoun means whoever was
    described last."""
    document = voices.document
    if speaker is not None:
        return Attribution(speaker, cue_text(document, cue))
    by_pronoun = is_pronominal(document, cue, low) and not starts_phrase(document, cue.end)
    described = None if by_pronoun and document.language != "ar" else described_speaker(document, cue, low, after)
    if described is None and said is not None and said.speaker_id is None and by_pronoun:
        described = said.described
    return Attribution(None, cue_text(document, cue), is_unnamed(document, cue), described)


def _signature(voices: Voices, end: int) -> str | None:
    """`« … » ¶ — X, directrice …`: the person whom a line behind the quotation, opened by a dash, names first."""
    document = voices.document
    index = _past_mark(document, end)
    lines = False
    while index < len(document.doc) and not document.doc[index].text.strip():
        lines = lines or "\n" in document.doc[index].text
        index += 1
    signer = voices.at(index + 1) if lines and document.norm(index) in {"—", "–", "―"} else None
    return signer.referent_id if signer is not None and signer.kind == "person" else None


def _subject_at_mark(voices: Voices, low: int, start: int) -> str | None:
    """French `Le pape François « | s'associe à la douleur de tous »`: who stands right before the mark, when the
    quotation begins with a reflexive verb, of what he feels or does; else None (`X « a trahi le peuple »`)."""
    document = voices.document
    verb = skip(document, start, "reflexives")
    if document.language != "fr" or verb == start or document.doc[verb : verb + 1].text == "":
        return None
    named = [a for a in voices.within(low, start - 1) if a.end == start - 1 and not is_governed(document, a, low)]
    return named[0].referent_id if named and document.doc[verb].pos_ in {"VERB", "AUX"} else None


def _verb_behind(voices: Voices, end: int, said: Said | None) -> Attribution | None:
    """French, English: any verb right behind the closing mark with a person right behind it (`», a plaisanté | X`), or
    in English right before it (`,” | X boasted`); in French also one with its pronoun (`», a-t-il | communiqué`)."""
    document = voices.document
    ended = document.norm(end) == "."
    end = _past_mark(document, end)
    first = end
    while first < min(end + 3, len(document.doc)) and not any(c.isalpha() for c in document.norm(first)):
        if document.norm(first) in {".", "!", "?"} or "\n" in document.doc[first].text:
            return None
        first += 1
    subject = voices.at(first) if document.language == "en" else None
    if subject is not None and subject.kind == "person":
        verb = document.doc[subject.end : subject.end + 1]
        if verb and verb[0].pos_ == "VERB" and not (ended and _leads_on(document, subject.end + 1)):
            return Attribution(subject.referent_id, verb.text)
    inverted = _past_inverted(document, first) if document.language == "fr" else None
    if inverted is not None and document.norm(inverted - 1).lstrip("-") in closed_class("plural_pronouns", "fr"):
        return Attribution(None, document.doc[first:inverted].text, unnamed=True)  # `ont-ils | affirmé`: several
    if inverted is not None:
        told = document.doc[first : inverted + (document.doc[inverted : inverted + 1].text.isalpha())]
        return Attribution(whom_the_pronoun_means(voices, first, said), " ".join(told.text.split()))
    behind = first
    while behind < min(first + 4, len(document.doc)) and document.doc[behind].pos_ in {"VERB", "AUX", "ADV"}:
        behind += 1
    speaker = voices.at(skip(document, behind, "determiners")) if behind > first else None
    if document.language == "ar" or speaker is None or speaker.kind != "person":
        return None
    return Attribution(speaker.referent_id, " ".join(document.doc[first:behind].text.split()))


def _past_inverted(document: Document, index: int) -> int | None:
    """The token behind a verb with its subject behind it (`a-t-il`, `a | -t | -elle`, `poursuit-elle`) that begins at
    `index`, None when none does."""
    pronouns = tuple(f"-{p}" for p in closed_class("pronouns", "fr"))
    for end in range(index + 1, index + 4):
        text = "".join(document.norm(i) for i in range(index, end))
        if not text.startswith("-") and text.endswith(pronouns):
            return None if document.norm(end) in closed_class("passives", "fr") else end  # `a-t-il | été interrogé`
    return None


def _by_whom(voices: Voices, low: int, start: int) -> tuple[str, str] | None:
    """`Pour | le président X, « … »`: (word, person) when nothing else stands between the word and the quotation."""
    document = voices.document
    words = mark_words("for_whom", document.language)
    for index in range(low, start):
        opens = index == low or not any(
            c.isalnum() for c in document.norm(index - 1)
        )  # a clause, `voté | pour X,` none
        is_lead = opens and document.norm(index) in words
        speaker = voices.at(skip(document, index + 1, "determiners")) if is_lead else None
        if speaker is not None and speaker.kind == "person":
            gap = [document.norm(i) for i in range(speaker.end, start)]
            if gap and not any(c.isalnum() for word in gap for c in word) and {",", "،"} & set(gap):
                return document.doc[index].text, speaker.referent_id
    return None


def _is_medium(voices: Voices, speaker: str | None) -> bool:
    """Whether who is named behind a quotation is an agency that only passed it on (`، حسب ما أوردته وكالة …`)."""
    return any(a.referent_id == speaker and a.kind == "medium" for a in voices.anchors)


def _cue_behind(voices: Voices, end: int) -> Hit | None:
    """The cue within reach behind the closing mark, in a clause that a comma or the mark alone opens."""
    document = voices.document
    ended = document.norm(end - 1) == "." or document.norm(end) == "."
    end = _past_mark(document, end)
    limit = min(end + CUE_REACH, len(document.doc))
    index = end
    while index < limit and not any(c.isalpha() for c in document.norm(index)):
        if document.norm(index) in {".", "!", "?"} or "\n" in document.doc[index].text:
            return None
        index += 1
    for hit in document.hits_of("quote_cue"):
        if document.norm(hit.end) == ":" or (ended and _leads_on(document, hit.end)):
            continue  # `« … »، وأضافت: « … »`, `“… .” X said, “…”` say what comes next
        if hit.start >= index and (is_participle(document, hit) or not _counts(voices, hit)):
            continue  # `« … », précisant que …` says what comes next
        if index <= hit.start <= index + 1:
            return hit
        subject_first = document.language == "en" and index < hit.start < limit
        if subject_first and hit.start < document.sentence_end(index) and _only_subject(document, index, hit.start):
            return hit
    return None


def _leads_on(document: Document, index: int) -> bool:
    """Whether a comma at token `index` leads to an opening mark."""
    return document.norm(index) == "," and document.doc[index + 1 : index + 2].text in OPENING.keys() | EITHER


def _past_mark(document: Document, end: int) -> int:
    """The token behind the closing mark of a quotation whose words end at `end` (a full stop may stand inside it);
    `end` itself when none stands in its paragraph."""
    for index in range(end, min(end + 3, len(document.doc))):
        text = document.doc[index].text
        if text in CLOSING | EITHER:
            return index + 1
        if "\n" in text or any(c.isalnum() for c in text):
            break
    return end


def _only_subject(document: Document, start: int, stop: int) -> bool:
    """English `…," Mr Smith told`: nothing but a subject (names, titles, articles, commas) before the cue."""
    return not any(document.doc[i].pos_ in {"VERB", "AUX", "SCONJ"} for i in range(start, stop))


def _past_stray_stop(document: Document, cue: Hit) -> int:
    """The end of the cue's sentence; beyond a full stop printed between rank and name (`le général. Smith`)."""
    end = document.sentence_end(cue.start)
    ranks = [h for h in document.hits_of("rank") if cue.end <= h.start and h.end in {end - 1, end}]
    return min(len(document.doc), end + 4) if ranks else end


def _cue_before(voices: Voices, low: int, start: int, said: Said | None) -> Attribution | None:
    """The nearest cue between the start of the sentence and the quotation that has a speaker, else the nearest."""
    document = voices.document
    cues = [h for h in document.hits_of("quote_cue") if low <= h.start and h.end <= start and _counts(voices, h)]
    speakers = ((c, speaker_of(voices, c, low, start, after=False, said=said)) for c in reversed(cues[-3:]))
    told = [_attribution(voices, cue, speaker, low, after=False, said=said) for cue, speaker in speakers]
    return next((a for a in told if a.speaker_id or a.unnamed), told[0] if told else None)


def _counts(voices: Voices, cue: Hit) -> bool:
    """Whether an ambiguous cue has the evidence it needs: its subject behind it (`وعبر | X عن …`, not `عبر البحر`)."""
    entry = entries("quote_cue", voices.document.language)[cue.entry_id]
    return not entry.get("needs_subject") or voices.at(cue.end) is not None


def _lead_before(voices: Voices, low: int, start: int) -> str | None:
    """`X a réagi à l'annonce : ¶ « … »`: the lead of the sentence before that ends with a colon, when the quotation
    opens its own."""
    document = voices.document
    if any(c.isalnum() for i in range(low, start) for c in document.norm(i)):
        return None
    colon = low - 1
    while colon > 0 and not document.doc[colon].text.strip(' \n«“"'):
        colon -= 1
    if colon < 0 or document.norm(colon) != ":":
        return None
    before = document.sentence_start(colon)
    cues = [c for c in document.hits_of("quote_cue") if before <= c.start < colon]
    told = (speaker_of(voices, c, before, colon, after=False, said=None) for c in reversed(cues))
    return next((speaker for speaker in told if speaker), None) or _colon_lead(voices, before, colon + 1)


def _colon_before(document: Document, low: int, start: int) -> int | None:
    """The colon that leads to what begins at token `start`, only marks between; None when none does from `low` on."""
    index = start - 1
    while index >= low and not any(c.isalnum() for c in document.norm(index)) and document.norm(index) != ":":
        index -= 1
    return index if index >= low and document.norm(index) == ":" else None


def _name_before_colon(voices: Voices, low: int, start: int) -> str | None:
    """`… a été salué par | l'Union africaine (UA) : « … »`, `X : « … »`: who is named right before the colon, in
    brackets too; None for whom another preposition leads to (`Elle a répondu à X : « … »`)."""
    document = voices.document
    index = _colon_before(document, low, start)
    if index is None:
        return None
    ends = {index, index - (document.norm(index - 1) == ")")}
    named = next((a for a in voices.anchors if a.end in ends), None)
    agents = closed_class("agents", document.language)
    if named is None or document.norm(before_article(document, named.start)) in agents:
        return named.referent_id if named else None
    return None if is_governed(document, named, low) else named.referent_id


def _colon_lead(voices: Voices, low: int, start: int) -> str | None:
    """`X : « … »`: the name right before a colon speaks; else whose document its sentence tells of (`Un rapport de X
    dit cela : « … »`), or the one person in it."""
    document = voices.document
    index = _colon_before(document, low, start)
    if index is None:
        return None
    lead = _name_before_colon(voices, low, start)
    nouns = [i for i in range(low, index) if document.norm(i) in mark_words("document", document.language)]
    issued = next((issuer for i in nouns if (issuer := issuer_of(document, voices.anchors, i))), None)
    hearers = closed_class("recipients", document.language)
    named = [a for a in voices.within(low, index) if a.kind == "person"]
    persons = {a.referent_id for a in named if document.norm(before_article(document, a.start)) not in hearers}
    return lead or issued or (persons.pop() if len(persons) == 1 else None)


def _reported_by(
    voices: Voices, start: int, sentence: Sentence, speaker: str | None, told: Sequence[Quote]
) -> str | None:
    """Who passes on the words that begin at token `start`, None when they are the speaker's own: the agency they were
    given to (`a déclaré X à l'AFP`), the issuer of the document that their sentence or the one before cites, or who
    passed on or spoke the quotation right before."""
    document = voices.document
    low, high = document.sentence_start(start), document.sentence_end(start)
    leads = closed_class("recipients", document.language) | closed_class("agents", document.language)
    media = [a for a in voices.within(low, high) if a.kind == "medium"]
    given = [a.referent_id for a in media if document.norm(before_article(document, a.start)) in leads]
    cited = [issuer for index, issuer in voices.sources if low <= index < high]
    heard = any(document.norm(i) in mark_words("to_press", document.language) for i in range(low, high))
    before = [] if heard else [issuer for i, issuer in voices.sources if _is_right_before(document, i, sentence)]
    cited = cited or before
    issuers = {issuer for _, issuer in voices.sources}
    last = told[-1] if told and not heard and _follows(voices, told[-1], sentence) else None
    passed = [last.reported_by_id or (last.speaker_id if last.speaker_id in issuers else None)] if last else []
    passed_on = next(iter([*given, *cited[-1:], *passed]), None)
    return passed_on if speaker is not None and passed_on != speaker else None


def _is_right_before(document: Document, index: int, sentence: Sentence) -> bool:
    cited = document.sentence_of(document.doc[index].idx)
    return cited is not None and cited.ordinal == sentence.ordinal - 1


def _follows(voices: Voices, quote: Quote, sentence: Sentence) -> bool:
    """Whether the quotation stands in this sentence or the one before."""
    before = voices.document.sentence_of(quote.raw_start)
    return before is not None and sentence.ordinal - before.ordinal <= 1


def _record(
    voices: Voices,
    cast: Cast,
    read: Read,
    attribution: Attribution,
    told: Sequence[Quote],
) -> Quote:
    stretch, sentence, start, _ = read
    document = voices.document
    text = _text(document, stretch)
    known = attribution.speaker_id is not None
    return Quote(
        quote_id=f"{document.article_id}/q{stretch.raw_start}-{stretch.raw_end}",
        quote_group=f"{document.article_id}/qg{stretch.group}",
        speaker_id=attribution.speaker_id,
        described_speaker=attribution.described,
        role_id=cast.role_of(attribution.speaker_id),
        reported_by_id=_reported_by(voices, start, sentence, attribution.speaker_id, told),
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
