"""The clause an event is told in, and what in it belongs to the event: date, place, venue, status."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.extract.complements import before_article, closed_class, complement_end
from tasks.extract.document import Document, Hit
from tasks.extract.names import Name
from tasks.extract.tense import is_future_form
from tasks.lexicon import entries
from tasks.records import DateMention

OPENING = 2  # tokens that may stand before a date that opens its sentence
WHERE_REACH = 6  # tokens between `where` and the trigger it leads to
STATUS_ORDER = ("cancelled", "postponed", "planned", "ongoing", "mentioned")


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `low`..`high` (exclusive) around a trigger; `rivals` are the other events' triggers in the sentence."""

    trigger: Hit
    low: int
    high: int
    rivals: tuple[Hit, ...]
    aids: tuple[Hit, ...] = ()  # verbs that help the trigger: `ont tenu | une réunion`
    is_verb: bool = False  # whether the trigger is one

    def owns(self, start: int) -> bool:
        """Whether what stands at token `start` is in the clause and nearer to this trigger than to a rival."""
        if not self.low <= start < self.high:
            return False
        mine = self.distance(start)
        return all(mine <= _distance(rival, start) for rival in self.rivals)

    def distance(self, index: int) -> int:
        """Return how far what stands at token `index` is from the trigger, or from a verb that helps it."""
        return min(_distance(hit, index) for hit in (self.trigger, *self.aids))

    @property
    def verb(self) -> Hit:
        """The verb before which a subject stands: the first aid, else the trigger itself."""
        return self.aids[0] if self.aids else self.trigger


def _distance(hit: Hit, index: int) -> int:
    """Tokens between a trigger and what stands at `index`; what stands before a trigger counts double (French, English
    and Arabic put an event's date and place behind it more often)."""
    return index - hit.end if index >= hit.end else 2 * (hit.start - index)


def clause_of(
    document: Document, trigger: Hit, aids: tuple[Hit, ...], triggers: Sequence[Hit], is_verb: bool
) -> Clause:
    """Return the clause of `trigger`: its sentence without the words that say who tells it (`…, a indiqué X`)."""
    low, high = document.sentence_start(trigger.start), document.sentence_end(trigger.start)
    for cue in document.hits_of("quote_cue"):
        if cue.start == trigger.start or cue.entry_id != "say" or any(_overlap(cue, aid) for aid in aids):
            continue
        if trigger.end <= cue.start < high and _begins_clause(document, cue):
            high = cue.start
        elif low <= cue.start and cue.end <= trigger.start:
            low = cue.end
    semicolons = [i for i in range(low, high) if document.norm(i) in {";", "؛"}]
    joints = closed_class("coordinators", document.language)
    if len(semicolons) == 1 and document.norm(semicolons[0] + 1) not in joints:  # else they part a list's members
        low, high = (semicolons[0] + 1, high) if semicolons[0] < trigger.start else (low, semicolons[0])
    rivals = tuple(t for t in triggers if t is not trigger and low <= t.start < high and not _overlap(t, trigger))
    return Clause(trigger, low, high, rivals, tuple(a for a in aids if low <= a.start < high), is_verb)


def _overlap(a: Hit, b: Hit) -> bool:
    return a.start < b.end and b.start < a.end


def _begins_clause(document: Document, cue: Hit) -> bool:
    """Whether a comma or a closing mark stands right before the cue (over an Arabic conjunction)."""
    before = cue.start - 1
    while before > 0 and document.norm(before) in closed_class("coordinators", document.language):
        before -= 1
    return document.norm(before) in {",", "،", "»", '"', "”", "."}


def date_of(document: Document, clause: Clause, dates: Sequence[DateMention]) -> DateMention | None:
    """Return the date mention the event owns, the nearest if several; vaguer ones lose to days and months. A date that
    opens the sentence is of every event in it that has none (`On March 10, X will meet Y and | open the session`)."""
    owned, opening = [], None
    for mention in dates:
        start, _ = document.tokens_at(mention.raw_start, mention.raw_end)
        elsewhere = _is_led_by(document, start, "until") or _is_of_other(document, clause, start)
        if clause.owns(start) and not elsewhere:
            owned.append((mention.date_precision in {"open", "year"}, clause.distance(start), mention))
        elif start - OPENING <= document.sentence_start(clause.trigger.start) <= start < clause.trigger.start:
            opening = None if _is_told_between(document, start, clause.trigger.start) else mention
    if status_of(document, clause) == "postponed":
        return _new_date(document, [mention for *_, mention in owned])
    return min(owned, key=lambda o: o[:2])[2] if owned else opening


def _is_of_other(document: Document, clause: Clause, start: int) -> bool:
    """Whether a participle behind the verb leads to the date: it is of another thing (`a reçu le ministre, | nommé en
    2012`, `Ce rendez-vous entre dans le cadre du processus | lancé en 2012`, `في إطار المسار | الذي انطلق في 2012`)."""
    if document.language == "ar":
        settings = [i for i in range(clause.trigger.end, start) if document.norm(i) in closed_class("settings", "ar")]
        relatives = closed_class("relatives", "ar")
        return bool(settings) and any(document.norm(i) in relatives for i in range(settings[-1], start))
    index = led_by_participle(document, start)
    told = {i for h in document.hits_of("event_status", "event") for i in range(h.start, h.end)}
    if index is None or index in told or index <= clause.trigger.end or clause.verb is not clause.trigger:
        return False
    if document.doc[index - 1].pos_ == "AUX":
        return False
    behind = range(clause.trigger.end, index)
    framed = any(document.norm(i) in closed_class("settings", document.language) for i in behind)
    return clause.is_verb or framed or any(_is_finite(document, i) for i in behind if document.doc[i].pos_ == "VERB")


def led_by_participle(document: Document, start: int) -> int | None:
    """Return the past participle that leads to the date at token `start` (`élu | le 24 mars`), over articles and
    prepositions; None if none does. Arabic has none."""
    small = closed_class("links", document.language) | closed_class("determiners", document.language)
    small = small | closed_class("date_leads", document.language)
    index = start - 1
    while document.norm(index) in small:
        index -= 1
    morph = document.doc[index].morph if index >= 0 else None
    is_past = morph is not None and (morph.get("VerbForm", []), morph.get("Tense", [])) == (["Part"], ["Past"])
    return index if is_past else None


def _is_finite(document: Document, index: int) -> bool:
    return document.doc[index].morph.get("VerbForm", []) == ["Fin"]


def _is_told_between(document: Document, start: int, stop: int) -> bool:
    """Whether a verb of saying, or a word for `that`, stands between date and trigger: the date is of the telling."""
    that = closed_class("that", document.language)
    cues = any(start < h.start < stop for h in document.hits_of("quote_cue"))
    return cues or any(document.norm(i) in that for i in range(start, stop))


def _new_date(document: Document, owned: Sequence[DateMention]) -> DateMention | None:
    """Of a postponed event, the date it is put off to; what it was due on is no date of it."""
    starts = [(document.tokens_at(m.raw_start, m.raw_end)[0], m) for m in owned]
    led = [(start, m) for start, m in starts if _is_led_by(document, start, "put_off_to")]
    fresh = [m for start, m in led if not _was_due(document, start)] or [m for _, m in led]
    return fresh[0] if fresh else None


def _was_due(document: Document, start: int) -> bool:
    """`prévue pour | le 5 avril`, `scheduled for | 5 April`: the word for `planned` leads to the date."""
    planned = [h for h in document.hits_of("event_status") if h.entry_id == "planned"]
    return any(0 < start - h.end <= 3 for h in planned)


def _is_led_by(document: Document, start: int, name: str) -> bool:
    """Whether a word of this closed class leads to the date at token `start`, over articles and the word for `day`."""
    words = closed_class(name, document.language)
    skipped = closed_class("determiners", document.language) | closed_class("date_leads", document.language)
    index = start
    if document.norm(index) in words:
        return True
    index -= 1
    while document.norm(index) in skipped and document.norm(index) not in words:
        index -= 1
    return document.norm(index) in words


def places_of(
    document: Document, clause: Clause, names: Sequence[tuple[Name, str]], is_visit: bool
) -> list[tuple[Name, str]]:
    """Return the places the event owns that a preposition of place leads to, nearest first, cities before countries."""
    people = {i for n, _ in names if n.kind == "person" for i in range(n.start, n.end)}
    owned = [(n, i) for n, i in names if n.kind == "place" and _is_place_of(document, clause, n, is_visit, people)]
    rank = {"city": 0, "country": 1, None: 2, "region": 3}
    return sorted(owned, key=lambda o: (rank.get(o[0].subkind, 2), clause.distance(o[0].start)))


def _is_place_of(document: Document, clause: Clause, place: Name, is_visit: bool, people: set[int]) -> bool:
    if _is_where(document, clause, place):
        return True
    if not clause.owns(place.start):
        return False
    located = _is_located(document, place.start, is_visit)
    hosting = place.subkind in {"city", "country"} and hosts(document, place.start, place.end)
    return located or hosting or (is_visit and _is_reached(document, clause, place, people))


def _is_where(document: Document, clause: Clause, place: Name) -> bool:
    """`à N'Djamena, | où doivent se réunir …`, `في نيامي | حيث التقى`: the place before is that of the verb behind."""
    where = place.end + (document.norm(place.end) in {",", "،"})
    words = entries("grammar", document.language)["where"]
    behind = where < len(document.doc) and document.doc[where].lower_ in words
    return behind and clause.low <= place.start and 0 <= clause.trigger.start - where - 1 <= WHERE_REACH


def _is_located(document: Document, start: int, is_visit: bool) -> bool:
    norm = document.norm(before_article(document, _place_phrase(document, start)))
    if norm in closed_class("destinations", document.language):
        return is_visit
    return norm in closed_class("locatives", document.language)


def _place_phrase(document: Document, start: int) -> int:
    """Step left over what a place is called before its name: `dans la capitale algérienne, | Alger`, `في مدينة | …`."""
    nouns, links = closed_class("place_nouns", document.language), closed_class("genitives", document.language)
    nations = {i for h in document.hits_of("demonym") for i in range(h.start, h.end)}
    index = start - 1
    while index > 0 and (document.norm(index) in links | {",", "،"} or index in nations):
        index -= 1
    return index if document.norm(index) in nouns else start


def _is_reached(document: Document, clause: Clause, place: Name, people: set[int]) -> bool:
    """`زارت باماكو`, `visited Rabat`, `زار الوزير … ، | باماكو`: the object of a verb of visiting; in Arabic
    with nothing but its subject between."""
    if place.start == clause.trigger.end:
        return True
    if document.language != "ar" or not clause.trigger.end < place.start <= clause.trigger.end + 14:
        return False
    if not any(h.entry_id == "visits" and h.start == clause.trigger.start for h in document.hits_of("part")):
        return False
    titles = document.hits_of("office", "honorific", "rank", "demonym")
    subject = people | {i for h in titles for i in range(h.start, complement_end(document, h.end, frozenset(people)))}
    subject |= {i for h in titles for i in range(h.start, h.end)}
    delegates = closed_class("delegations", "ar")
    between = range(clause.trigger.end, place.start)
    named = any(i in people or document.norm(i) in delegates for i in between)
    return named and all(i in subject or document.norm(i) in delegates | {",", "،"} for i in between)


def hosts(document: Document, start: int, end: int) -> bool:
    """Whether the town or state at tokens `start`..`end` hosts (`Bamako accueillera …`, `le Mali, qui abritera …`,
    `ستحتضن نواكشوط …`): who hosts is where it is."""
    verbs = [h for h in document.hits_of("part") if h.entry_id in {"host", "host_verb", "town_hosts"}]
    if document.language == "ar":
        return any(h.end in {start, _place_phrase(document, start)} for h in verbs)
    relatives = (
        closed_class("relatives", document.language) | closed_class("object_relatives", document.language) | {","}
    )
    behind = end
    while document.norm(behind) in relatives:
        behind += 1
    return any(h.start == behind for h in verbs)


def venue_of(document: Document, clause: Clause, barriers: frozenset[int]) -> tuple[str, int, int] | None:
    """Return (text, start, end) of the building the clause names (`au siège de l'OTAN`), None if none."""
    venues = closed_class("venues", document.language)
    for index in range(clause.low, clause.high):
        if document.norm(index) in venues and clause.owns(index):
            if document.language == "en":
                start, end = _before_venue(document, index), complement_end(document, index + 1, barriers)
            else:
                start, end = index, complement_end(document, index + 1, barriers)
            if end - start > 1:
                return " ".join(document.doc[start:end].text.split()), start, end
    return None


def _before_venue(document: Document, index: int) -> int:
    start = index
    while start > 0 and document.doc[start - 1].text[:1].isupper():
        start -= 1
    return start


def status_of(document: Document, clause: Clause) -> str | None:
    """Return what the clause's words say of the event's status, None when they say nothing. Reads event_status.yml."""
    told = (clause.trigger, *clause.aids)
    found = {
        hit.entry_id
        for hit in document.hits_of("event_status")
        if clause.owns(hit.start) or any(_overlap(hit, t) for t in told) or _is_led_by_future(document, clause, hit)
        if hit.entry_id != "mentioned" or not any(_overlap(hit, a) for a in clause.aids)
        if not _is_purpose(document, hit)
    }
    found -= {"none"}
    near = (i for i in range(clause.low, clause.high) if clause.owns(i) and not _is_apart(document, clause, i))
    if not found and any(_is_future(document, index) for index in near):
        return "planned"
    return next((status for status in STATUS_ORDER if status in found), None)


def _is_led_by_future(document: Document, clause: Clause, status: Hit) -> bool:
    """English `will travel to Turkey | to meet …`, `will meet X and | lead …`: an infinitive goes on with the
    verb in the future before it, whosever that is."""
    if status.entry_id != "planned" or not clause.low <= status.start < clause.trigger.start:
        return False
    led = range(max(status.end, clause.trigger.start - 6), clause.trigger.end)
    forms = [m for i in led if document.doc[i].pos_ in {"VERB", "AUX"} for m in [str(document.doc[i].morph)]]
    return document.language == "en" and bool(forms) and "VerbForm=Inf" in forms[-1]


def _is_purpose(document: Document, hit: Hit) -> bool:
    """English `traveled to Libya | to meet …` says what for; only a headline's `to meet` is a future."""
    sentence = document.sentence_of(document.doc[hit.start].idx)
    headline = sentence is not None and sentence.block_kind in {"title", "subtitle", "heading"}
    return document.language == "en" and document.norm(hit.start) == "to" and not headline


def _is_apart(document: Document, clause: Clause, index: int) -> bool:
    """Whether a comma or a word for `that` parts what stands at `index` from the trigger before it: another clause's
    verb (`صرح إثر لقائه … أن بلاده | ستعزز`)."""
    marks = {",", "،", "؛", ";"} | closed_class("that", document.language)
    return any(document.norm(i) in marks for i in range(clause.trigger.end, index))


def _is_future(document: Document, index: int) -> bool:
    """A verb in the future, by the French model or by its Arabic form; English futures are in the lexicon."""
    token = document.doc[index]
    if is_future_form(document.norm(index), document.language):
        return True
    return document.language == "fr" and token.morph.get("Tense", []) == ["Fut"] and token.pos_ in {"VERB", "AUX"}
