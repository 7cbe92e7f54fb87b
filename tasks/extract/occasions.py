"""What a fact belongs to: the event at which words were said, with its day, and the agreement by which a state joined.

Reads grammar.yml (`occasions`, `that`, `relatives`). Nothing is taken from another sentence but by a word that says so
(`à cette occasion`); what the text leaves open stays None.
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.complements import closed_class
from tasks.extract.document import Document, Hit
from tasks.extract.event_clause import led_by_participle
from tasks.extract.event_parts import LEAD
from tasks.extract.event_triggers import GATHERINGS
from tasks.extract.speakers import cue_text
from tasks.records import DateMention, Event, Participation, Quote, Relation

BACK = 3  # sentences between a gathering and the words that take it up
DATE_REACH = 8  # tokens between a verb of saying and its date
TOLD_AT = GATHERINGS | {"visit", "exercise"}
TOLD = frozenset({"held", "ongoing"})


def with_occasions(
    document: Document,
    quotes: Sequence[Quote],
    events: Sequence[Event],
    participations: Sequence[Participation],
    dates: Sequence[DateMention],
) -> list[Quote]:
    """Return the quotations with the event each was said at and the day (EDTF), as far as the text says."""
    found: list[Quote] = []
    for quote in quotes:
        cue = _cue_of(document, quote, quotes)
        previous = found[-1] if found else None
        if quote.cue is None and previous and _goes_on(document, quote, previous):
            event_id, day = previous.article_event_id, previous.said_edtf  # it goes on with the one before
        else:
            event_id = _statement_of(quote, quotes, events, participations)
            event_id = event_id or _occasion_of(document, quote, cue, quotes, events)
            day = _day_told(document, quote, cue, quotes, dates) or _day_of_event(event_id, events)
        found.append(replace(quote, article_event_id=event_id, said_edtf=day))
    return found


def with_agreements(relations: Sequence[Relation], events: Sequence[Event]) -> list[Relation]:
    """Return the relations, those of joining with the agreement that the same words tell."""
    joined = [e for e in events if e.event_type == "agreement"]
    return [replace(r, article_event_id=_told_by(r, joined)) if r.predicate == "joined" else r for r in relations]


def _told_by(relation: Relation, events: Sequence[Event]) -> str | None:
    same = (e for e in events if e.raw_start < relation.raw_end and relation.raw_start < e.raw_end)
    return next((e.article_event_id for e in same), None)


def _goes_on(document: Document, quote: Quote, previous: Quote) -> bool:
    """Whether a quotation without a cue of its own is of the speaker of the one before, in its sentence or the next."""
    here, there = document.sentence_of(quote.raw_start), document.sentence_of(previous.raw_start)
    near = here is not None and there is not None and here.ordinal - there.ordinal <= 1
    return near and quote.speaker_id is not None and quote.speaker_id == previous.speaker_id


def _is_quoted(raw_start: int, quotes: Sequence[Quote]) -> bool:
    return any(q.raw_start <= raw_start < q.raw_end for q in quotes)


def _cue_of(document: Document, quote: Quote, quotes: Sequence[Quote]) -> Hit | None:
    """The verb of saying in the quotation's sentence by which its speaker was found; None if it is told elsewhere."""
    start, _ = document.tokens_at(quote.raw_start, quote.raw_end)
    low, high = document.sentence_start(start), document.sentence_end(start)
    cues = [h for h in document.hits_of("quote_cue") if low <= h.start < high]
    cues = [h for h in cues if cue_text(document, h) == quote.cue]
    cues = [h for h in cues if not _is_quoted(document.doc[h.start].idx, quotes)]
    return min(cues, key=lambda h: abs(h.start - start), default=None)


def _statement_of(
    quote: Quote, quotes: Sequence[Quote], events: Sequence[Event], participations: Sequence[Participation]
) -> str | None:
    """The communiqué of its speaker that the quotation's sentence tells of."""
    issued = {p.article_event_id for p in participations if p.part == "speaker" and p.referent_id == quote.speaker_id}
    told = (e for e in events if e.sentence_id == quote.sentence_id and not _is_quoted(e.raw_start, quotes))
    own = (e.article_event_id for e in told if e.event_type == "statement" and e.article_event_id in issued)
    return next(own, None)


def _occasion_of(
    document: Document, quote: Quote, cue: Hit | None, quotes: Sequence[Quote], events: Sequence[Event]
) -> str | None:
    """The gathering that the quotation's sentence says it was said at, by a word of its own or by one that takes up the
    last that was told of."""
    if cue is None:
        return None
    words = closed_class("occasions", document.language)
    for event in events:
        if event.event_type not in TOLD_AT or event.status not in TOLD or event.sentence_id != quote.sentence_id:
            continue
        start, _ = document.tokens_at(event.raw_start, event.raw_end)
        leads = [i for i in range(max(0, start - LEAD), start) if document.norm(i) in words]
        if leads and not _is_quoted(event.raw_start, quotes) and _is_near(document, cue, leads[-1], quotes):
            return event.article_event_id
    low, high = document.sentence_start(cue.start), document.sentence_end(cue.start)
    taken_up = [h for h in document.hits_of("reference") if h.entry_id == "occasion" and low <= h.start < high]
    taken_up = [h for h in taken_up if document.norm(h.end) not in closed_class("genitives", document.language)]
    here = document.sentence_of(document.doc[low].idx)
    told = [e for e in events if e.event_type in TOLD_AT and e.status in TOLD and e.raw_start < document.doc[low].idx]
    before = [e for e in told if here and (s := document.sentence_of(e.raw_start)) and here.ordinal - s.ordinal <= BACK]
    return max(before, key=lambda e: e.raw_start).article_event_id if taken_up and before else None


def _is_near(document: Document, cue: Hit, index: int, quotes: Sequence[Quote]) -> bool:
    """Whether what stands at token `index` is of the verb of saying: no word for `that`, no relative, and no event of
    another verb stands between; a quotation may."""
    between = range(cue.end, index) if index >= cue.end else range(index + 1, cue.start)
    own = [i for i in between if not _is_quoted(document.doc[i].idx, quotes)]
    stops = closed_class("that", document.language) | closed_class("relatives", document.language)
    stops = stops | closed_class("object_relatives", document.language)
    events = {i for h in document.hits_of("event") for i in range(h.start, h.end)}
    return not any(document.norm(i) in stops or i in events for i in own)


def _day_told(
    document: Document, quote: Quote, cue: Hit | None, quotes: Sequence[Quote], dates: Sequence[DateMention]
) -> str | None:
    """The day that stands by the verb of saying (`a déclaré | mardi | X`), in its clause."""
    if cue is None:
        return None
    for mention in dates:
        if mention.sentence_id != quote.sentence_id or _is_quoted(mention.raw_start, quotes):
            continue
        start, end = document.tokens_at(mention.raw_start, mention.raw_end)
        gap = start - cue.end if start >= cue.end else cue.start - end
        participle = led_by_participle(document, start)
        if participle is not None and not cue.start <= participle < cue.end:
            continue  # `X, élu | le 24 mars, a déclaré …`
        if mention.date_precision == "day" and gap <= DATE_REACH and _is_near(document, cue, start, quotes):
            return mention.date_edtf
    return None


def _day_of_event(event_id: str | None, events: Sequence[Event]) -> str | None:
    days = (e.date_edtf for e in events if e.article_event_id == event_id and e.status in TOLD)
    return next((day for day in days if day), None) if event_id else None
