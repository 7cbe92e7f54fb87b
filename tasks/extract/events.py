"""Events as one article tells them: what happened or is to happen, under which mechanism, who, where, when.

Reads event.yml, event_status.yml, part.yml, ordinal.yml. A report is a sentence that tells of an event; reports of one
event in an article share its `article_event_id` (`event_merge.py`).
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from tasks.extract.complements import before_article, closed_class, complement_end
from tasks.extract.dates import day_of
from tasks.extract.document import Document, Hit
from tasks.extract.event_clause import Clause, clause_of, date_of, places_of, status_of, venue_of
from tasks.extract.event_continued import continued_reports
from tasks.extract.event_parts import parts_of, with_place
from tasks.extract.event_report import Report, Scene
from tasks.extract.event_sharing import (
    with_exercise_of_editions,
    with_framework_of_series,
    with_shared_date,
    with_status_of_series,
)
from tasks.extract.event_triggers import GATHERINGS, Trigger, find_triggers
from tasks.extract.names import Name
from tasks.extract.participants import Part, actors_in, is_led_to, pair_in
from tasks.extract.referents import Cast
from tasks.extract.session_frameworks import framework_of, is_edition_of_exercise
from tasks.extract.sessions import session_number
from tasks.extract.speakers import speaker_of
from tasks.extract.voices import Voices, voices_of
from tasks.lexicon import entries
from tasks.records import DateMention, Quote, Relation


def find_reports(
    document: Document,
    cast: Cast,
    dates: Sequence[DateMention],
    quotes: Sequence[Quote],
    relations: Sequence[Relation],
) -> list[Report]:
    """Return every report of an event that says enough to be one, in text order."""
    triggers = (t for t in find_triggers(document) if not _inside_name(t.hit, cast) and not _signs_nothing(document, t))
    spans = [document.tokens_at(q.raw_start, q.raw_end) for q in quotes]
    scene = Scene(
        document=document,
        cast=cast,
        dates=tuple(dates),
        triggers=tuple(triggers),
        actors=tuple(actors_in(cast)),
        context=_context_parties(document),
        quotes=tuple(quotes),
        relations=tuple(relations),
        voices=voices_of(document, cast).outside(spans),
    )
    found = []
    for trigger in scene.triggers:
        report = _report(scene, trigger)
        if report is not None and _says_enough(report):
            found.append(report)
    found += continued_reports(scene, found)
    found = with_framework_of_series(sorted(found, key=lambda r: r.start))
    found = with_exercise_of_editions(found)
    return with_status_of_series(with_shared_date(found))


def _inside_name(trigger: Hit, cast: Cast) -> bool:
    """A trigger word inside a name or an office (`Conférence islamique`, `chef des opérations`) tells of no event."""
    names = [(n.start, n.end) for n, _ in cast.names if n.kind in {"organisation", "person"}]
    offices = [(o.start, o.end) for o, _ in cast.offices]
    return any(start <= trigger.start and trigger.end <= end for start, end in names + offices)


def _signs_nothing(document: Document, trigger: Trigger) -> bool:
    """A verb of signing without a word for an agreement near, nor a treaty (`signed a decree`): nothing between two."""
    if trigger.entry["kind"] != "verb" or trigger.act != "sign":
        return False
    low, high = document.sentence_start(trigger.hit.start), document.sentence_end(trigger.hit.start)
    return not any(low <= h.start < high for h in document.hits_of("mechanism"))


def _report(scene: Scene, trigger: Trigger) -> Report | None:
    document, cast, entry, hit = scene.document, scene.cast, trigger.entry, trigger.hit
    clause = clause_of(document, hit, trigger.aids, [t.hit for t in scene.triggers], entry["kind"] == "verb")
    sentence = document.sentence_of(document.doc[hit.start].idx)
    if sentence is None:
        return None
    event_type = str(entry["type"])
    mechanism = framework_of(document, cast, hit, clause, event_type)
    if event_type == "meeting" and mechanism is not None:
        event_type = "session"
    if entry.get("needs") == "mechanism" and mechanism is None:
        return None
    if entry.get("needs") in {"office", "person"} and not _has_subject(scene, clause, str(entry["needs"])):
        return None
    if event_type == "session" and mechanism is None and is_edition_of_exercise(document, hit):
        event_type = "exercise"
    numbered = event_type in {"session", "meeting", "conference", "exercise"}
    number = session_number(document, hit.start, hit.end) if numbered else None
    start, title_end = _title_range(document, hit, entry, mechanism)
    spoken = event_type == "statement"
    parts = parts_of(scene, clause, trigger, event_type, mechanism, title_end)
    when = None if spoken and entry["kind"] != "verb" else date_of(document, clause, scene.dates)
    places = [] if spoken else places_of(document, clause, cast.names, event_type == "visit")
    venue = venue_of(document, clause, frozenset()) if event_type in GATHERINGS | {"agreement"} else None
    country = places[0][0].country_code if places else None
    parts = with_place(parts, event_type, country, hit)
    status = _status(document, clause, trigger, event_type, when)
    return Report(
        event_type=event_type,
        act=trigger.act,
        mode=entry.get("mode"),
        title=_title(document, cast, entry, start, title_end, parts, places if event_type == "visit" else []),
        status=status or "held",
        status_said=status is not None,
        mechanism_id=mechanism[1] if mechanism else None,
        session_number=number,
        date=when,
        place=_place(document, places),
        venue=venue[0] if venue else None,
        country_code=country,
        parts=tuple(parts),
        attributed_to_id=None if spoken else _teller(scene.voices, clause),
        sentence=sentence,
        start=hit.start,
        end=hit.end,
        takes_up=_takes_up(document, trigger),
        on_occasion=_is_on_occasion(document, clause),
        pair=pair_in(document, clause),
        continues=False,
        confidence=0.85 if entry["kind"] == "verb" or trigger.aids or number or when else 0.75,
    )


def _has_subject(scene: Scene, clause: Clause, needed: str) -> bool:
    """Whether an office (its holders) or a person, whom no preposition leads to, stands before the verb."""
    offices = [(o.start, o.end) for o, _ in scene.cast.offices]
    people = [(a.start, a.end) for a in scene.actors if a.kind == "person"]
    spots = offices if needed == "office" else people
    before = [start for start, end in spots if clause.low <= start and end <= clause.trigger.start]
    pronouns = closed_class("subject_pronouns", scene.document.language)
    meant = needed == "person" and scene.document.norm(clause.trigger.start - 1) in pronouns
    return meant or any(not is_led_to(scene.document, start) for start in before)


def _is_on_occasion(document: Document, clause: Clause) -> bool:
    """`خلالها`, `à cette occasion`, behind no relative (`الحرب التي … | خلالها`)."""
    relatives = closed_class("relatives", document.language)
    hits = [h for h in document.hits_of("reference") if h.entry_id == "occasion" and clause.owns(h.start)]
    return any(not relatives & {document.norm(i) for i in range(h.start - 6, h.start)} for h in hits)


def _takes_up(document: Document, trigger: Trigger) -> bool:
    """Whether the words take up what was told before: a definite noun; of agreements only one that is signed."""
    taken = trigger.entry.get("back") or (trigger.entry["type"] == "agreement" and trigger.act == "sign")
    return bool(taken) and trigger.entry["kind"] == "noun" and _is_definite(document, trigger.hit)


def _place(document: Document, places: list[tuple[Name, str]]) -> tuple[str, str] | None:
    if not places:
        return None
    name, identity = places[0]
    return identity, " ".join(document.doc[name.start : name.end].text.split())


def _title_range(
    document: Document, trigger: Hit, entry: dict[str, Any], mechanism: tuple[Name, str] | None
) -> tuple[int, int]:
    """The noun phrase that names the event: ordinal or adjective before, complement and mechanism behind."""
    start, end = trigger.start, trigger.end
    if entry["kind"] == "noun":
        hit = next((h for h in document.hits_of("ordinal") if h.end == start), None)
        start = hit.start if hit else start
        if document.language == "en" and entry["type"] == "conference":
            start = _first_capital(document, start)
        end = max(end, complement_end(document, end, frozenset()))
    if mechanism is not None and mechanism[0].start >= trigger.end:
        end = max(end, mechanism[0].end)
    return start, end


def _first_capital(document: Document, start: int) -> int:
    """English names a conference before its noun: the first of the capitalised words right before (`the | Washington |
    Summit`), but for the one that begins the sentence."""
    low = document.sentence_start(start)
    while start - 1 > low and document.doc[start - 1].text[:1].isupper():
        start -= 1
    return start


def _title(
    document: Document,
    cast: Cast,
    entry: dict[str, Any],
    start: int,
    end: int,
    parts: list[Part],
    visited: list[tuple[Name, str]],
) -> str:
    """What the text calls it, else its kind with who takes part, up to three, and of a visit where."""
    text = " ".join(document.doc[start:end].text.split())
    if entry["kind"] == "noun" and end - start > 1:
        return text
    label = str(entry.get("label") or text)
    shown = [p for p in parts if p.part == "visitor"] or parts
    names = dict.fromkeys(cast.referents[p.referent_id].name for p in shown if p.referent_id)
    states = dict.fromkeys(
        str(entries("country")[p.country_code.lower()]["names"][document.language][0]) for p in parts if p.country_code
    )
    who = list(names)[:3] or list(states)[:3]
    title = f"{label} {' – '.join(who)}" if who else text
    place = _led_to(document, visited[0][0]) if visited and who else ""
    return f"{title} {place}" if place and place not in title else title


def _led_to(document: Document, place: Name) -> str:
    """The place with the preposition that leads to it (`à Alger`, `to the Sahel`, `لموريتانيا`), as written."""
    start = before_article(document, place.start) + 1
    leads = closed_class("locatives", document.language) | closed_class("destinations", document.language)
    start -= document.norm(start - 1) in leads
    return " ".join(document.doc[start : place.end].text.split())


def _status(
    document: Document, clause: Clause, trigger: Trigger, event_type: str, when: DateMention | None
) -> str | None:
    """Return the status the clause gives; None when nothing in it says one."""
    said = status_of(document, clause)
    published = day_of(document.published_edtf)
    if said:
        return said
    if when and when.start_on and published and when.start_on > published:
        return "planned"
    noun = trigger.entry["kind"] == "noun"
    if event_type == "agreement" and ((noun and trigger.act != "sign") or _is_background(when, published)):
        return "mentioned"
    if _is_headline_present(document, trigger.hit):
        return None
    return "held" if not noun or trigger.aids else None


def _is_headline_present(document: Document, trigger: Hit) -> bool:
    """Whether an Arabic headline tells it in the present (`الرئيس | يزور …`), of what is to come as of what was."""
    sentence = document.sentence_of(document.doc[trigger.start].idx)
    headline = sentence is not None and sentence.block_kind in {"title", "subtitle"}
    presents = closed_class("present_letters", document.language)
    return headline and document.norm(trigger.start)[:1] in presents


def _is_background(when: DateMention | None, published: date | None) -> bool:
    """Years before the page, or a bare year: told as background."""
    if when is None or when.start_on is None:
        return False
    return when.date_precision == "year" or (published is not None and (published - when.start_on).days > 365)


def _teller(voices: Voices, clause: Clause) -> str | None:
    """Who tells it: whoever speaks by the verb that parts the clause from its sentence (`…, a indiqué | X`, `X a dit
    que …`, `…, X | said`), or is named as the source (`selon | X`); None when the paper tells it itself, or leaves open
    who does."""
    document = voices.document
    low, high = document.sentence_start(clause.trigger.start), document.sentence_end(clause.trigger.start)
    cues = [c for c in document.hits_of("quote_cue") if low <= c.start < high]
    behind = next((c for c in cues if c.start == clause.high or _is_told_last(voices, clause, c)), None)
    if behind is not None:
        return speaker_of(voices, behind, clause.trigger.end, high, after=True, said=None)
    before = next((c for c in cues if low < c.end == clause.low), None)
    before = before or next((c for c in cues if c.entry_id == "source"), None)
    speaker = speaker_of(voices, before, low, high, after=False, said=None) if before else None
    return None if before and _is_told_of(voices, clause, before, speaker) else speaker


def _is_told_of(voices: Voices, clause: Clause, cue: Hit, speaker: str | None) -> bool:
    """Whether the event stands before the word for `that` (`قالت X، التي تقوم ب | زيارة، إن …`): the paper tells it; or
    who would speak is named only behind that word (`ونقلت الوكالة أن | X سيلتقي`): there he is who is told of."""
    document = voices.document
    high = document.sentence_end(cue.start)
    that = closed_class("that", document.language)
    heads = [i for i in range(cue.end, high) if document.norm(i) in that]
    named = [a.start for a in voices.within(document.sentence_start(cue.start), high) if a.referent_id == speaker]
    if heads and cue.end <= clause.trigger.start < heads[0]:
        return True
    return bool(heads and named) and min(named) > heads[0]


def _is_told_last(voices: Voices, clause: Clause, cue: Hit) -> bool:
    """English `…, | the ministry | said on Sunday.`: a comma before the subject of the sentence's last verb."""
    document = voices.document
    if document.language != "en" or cue.start < clause.trigger.end or cue.entry_id == "source":
        return False
    subjects = [a for a in voices.anchors if clause.trigger.end <= a.start and a.end == cue.start]
    behind = range(cue.end, document.sentence_end(cue.start))
    ends = not any(document.doc[i].pos_ in {"VERB", "AUX", "SCONJ"} for i in behind)
    return ends and any(document.norm(i) == "," for a in subjects for i in range(a.start - 4, a.start))


def _is_definite(document: Document, trigger: Hit) -> bool:
    if document.language == "ar":
        written = document.doc[trigger.start].text  # folded, `زيارة` would end like `زيارته`
        return document.norm(trigger.start).startswith("ال") or written.endswith(("ه", "ها"))
    return document.norm(trigger.start - 1) in closed_class("determiners", document.language) - closed_class(
        "indefinites", document.language
    )


def _context_parties(document: Document) -> tuple[str, ...]:
    """The two states, four at most, that titles and first body sentence are about (a capital stands for its state)."""
    heads = [s for s in document.sentences if s.block_kind in {"title", "subtitle"}]
    lead = next((s for s in document.sentences if s.block_kind == "body"), None)
    for scope in (heads, [*heads, lead] if lead else heads):
        codes: Counter[str] = Counter()
        for hit in document.hits_of("country", "demonym", "compound", "city"):
            offset = document.doc[hit.start].idx
            if any(s.raw_start <= offset < s.raw_end for s in scope):
                city = entries("city").get(hit.entry_id, {}) if hit.category == "city" else None
                if city is None:
                    codes[hit.entry_id.upper()] += 1
                elif city.get("capital"):
                    codes[str(city["country"]).upper()] += 1
        if 2 <= len(codes) <= 4:
            return tuple(sorted(codes))
    return ()


def _says_enough(report: Report) -> bool:
    """Whether a report has what its type needs to be an event; a bare noun that takes one up is kept to merge."""
    people = [p for p in report.parts if p.referent_id]
    states = [p for p in report.parts if p.country_code]
    if report.pair:
        return True
    if report.event_type == "session":
        return bool(report.mechanism_id or report.session_number) or report.takes_up
    if report.event_type == "meeting":
        return bool(people) or len(states) >= 2 or report.takes_up or bool(report.place and report.date)
    if report.event_type == "visit":
        return bool(people or states or report.takes_up) and bool(people or report.place or report.takes_up)
    if report.event_type == "conference":
        return bool(report.place or report.date or people or report.takes_up)
    if report.event_type == "agreement":
        told_back = report.status == "mentioned" and report.status_said and report.date is not None
        if report.act == "join":  # somebody joins something: `joined the talks` is none
            return any(p.referent_id and p.part == "party" for p in report.parts)
        return (
            report.act == "sign"
            or len(people) + len(states) >= 2
            or bool(states and report.date)
            or told_back
            or report.takes_up
        )
    if report.event_type == "exercise":
        return bool(report.place or report.date or len(states) >= 2 or report.takes_up)
    if report.event_type == "operation":
        return bool(report.place and (report.date or states))
    return bool(people or states)
