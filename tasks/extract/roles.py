"""Who holds which office, as this text says it: a title before a name, behind it in apposition, or several at once."""

from dataclasses import replace

from tasks.extract.complements import closed_class
from tasks.extract.document import Document, Hit
from tasks.extract.names import Name
from tasks.extract.offices import Office
from tasks.extract.quote_marks import CLOSING, EITHER, OPENING
from tasks.lexicon import entries

MAX_GAP = 5


def link_offices(document: Document, people: list[Name], offices: list[Office]) -> list[tuple[Office, Name]]:
    """Return (office, person) for every office that stands next to the name of who holds it.

    A title before a name beats one behind it; one behind counts if only a comma, bracket or article lies between.
    Coordinated titles (`président de … et chef de …`) go to the same person. An office next to nobody is not here.
    """
    linked: dict[tuple[int, int], Name] = {}
    for office in offices:
        if any(o.start <= office.start and office.end <= o.end and o != office for o in offices) and not _is_followed(
            office, people
        ):
            continue
        person = _after(document, office, people, offices) or _before(document, office, people, offices)
        person = person or _appointed(document, office, people)
        if person is not None:
            linked[office.start, office.end] = person
    for office in offices:
        if (office.start, office.end) not in linked:
            partner = _coordinated(document, office, offices, linked)
            if partner is not None:
                linked[office.start, office.end] = partner
    return [
        (o, linked[o.start, o.end])
        for o in offices
        if (o.start, o.end) in linked and not _is_repeated(o, offices, linked)
    ]


SEVERAL = frozenset({"ministers", "several"})  # heads of offices in the plural


def held_by_several(document: Document, people: list[Name], offices: list[Office]) -> list[tuple[Office, Name]]:
    """Return (office, person) for each of two or more people listed right behind an office in the plural (`les
    journalistes X et Y`), ministers also between commas (`les ministres du Mali et du Niger, X et Y, ont …`). An office
    of several states is left without one: which of them each serves, the phrase does not say."""
    joints = closed_class("coordinators", document.language) | {",", "،"}
    links: list[tuple[Office, Name]] = []
    for office in (o for o in offices if o.head in SEVERAL):
        high = document.sentence_end(office.start)
        behind = [p for p in people if office.end <= p.start < high]
        if not behind or not _is_glue(document, office.end, behind[0].start, offices):
            continue
        listed = behind[:1]
        for person in behind[1:]:
            gap = range(_past_bracket(document, listed[-1].end), person.start)
            if not 0 < len(gap) <= 2 or not all(document.norm(i) in joints for i in gap):
                break
            listed.append(person)
        led = _comma_between(document, office.end, listed[0].start)
        closed = document.norm(_past_bracket(document, listed[-1].end)) in {",", "،", ".", ""}
        if len(listed) > 1 and (not led or (closed and office.head == "ministers")):
            links += [(_of_no_state(document, office), person) for person in listed]
    return links


def _of_no_state(document: Document, office: Office) -> Office:
    """The office without its country when its phrase names two states or more."""
    codes = {h.entry_id for h in document.hits_of("country", "demonym") if office.start <= h.start < office.end}
    return replace(office, country_code=None) if len(codes) > 1 else office


def _past_bracket(document: Document, index: int) -> int:
    """The token behind a bracket that opens at `index` (`X | (Mali)`), else `index`."""
    return _bracketed(document, index) or index


def _is_repeated(office: Office, offices: list[Office], linked: dict[tuple[int, int], Name]) -> bool:
    """Whether a larger office phrase around this one already says it of the same person."""
    person = linked[office.start, office.end]
    return any(
        o != office and o.start <= office.start and office.end <= o.end and linked.get((o.start, o.end)) == person
        for o in offices
    )


def _is_followed(office: Office, people: list[Name]) -> bool:
    """Whether a name stands right behind: an office inside another's complement is somebody's only then."""
    return any(0 <= p.start - office.end <= 1 for p in people)


def _glue(document: Document) -> frozenset[str]:
    language = document.language
    return closed_class("determiners", language) | frozenset({",", "،", ".", "(", "-", "–", ":"})


def _is_glue(document: Document, start: int, end: int, offices: list[Office]) -> bool:
    """Whether tokens `start`..`end` are only commas, articles, honorifics and further titles."""
    index, glue = start, _glue(document)
    while index < end:
        title = document.hit_at(index, "honorific", "rank")
        office = next((o for o in offices if o.start == index and o.end <= end), None)
        if office is not None:
            index = office.end
        elif title is not None:
            index = title.end
        elif (bracketed := _bracketed(document, index)) is not None:
            index = bracketed  # the acronym of the body: `head of the … (UNOWAS), X`; `General | (ret.) | X`
        elif (corps := document.hit_at(index, "organisation")) is not None and document.hit_at(corps.end, "rank"):
            index = corps.end  # `commander of …, | Marine Corps | Gen. X`
        elif (nation := document.hit_at(index, "demonym")) is not None:
            index = nation.end  # `secrétaire exécutif, le | Camerounais | X`, `le général | nigérian | X`
        elif document.norm(index) in glue or not document.doc[index].text.strip(" \n*_"):
            index += 1  # stars and underscores of Markdown: `**Monsieur X**, président de …`
        else:
            return False
    return True


def _bracketed(document: Document, index: int) -> int | None:
    """Return the token behind a short bracket that opens at `index`, None if none does."""
    if document.norm(index) != "(":
        return None
    return next((i + 1 for i in range(index + 2, min(index + 6, len(document.doc))) if document.norm(i) == ")"), None)


def _after(document: Document, office: Office, people: list[Name], offices: list[Office]) -> Name | None:
    """The person named right behind the office (`le ministre …, M. X`)."""
    person = next((p for p in people if p.start >= office.end), None)
    if person is None:
        return None
    ranks = {h.end for h in document.hits_of("rank")}  # `le lieutenant-général. Smith`
    stray_stop = office.end in ranks and person.start - office.end == 1 and document.norm(office.end) == "."
    if person.start >= document.sentence_end(office.start) and not stray_stop:
        return None
    marks = [document.doc[i].text for i in (person.start - 1, person.end) if i < len(document.doc)]
    quoted = OPENING.get(marks[0]) == marks[-1]  # `le ministre français | «X» | a dit`
    if not _is_glue(document, office.end, person.start - quoted, offices):
        return None
    inner = any(office.start < o.start and o.end == office.end for o in offices)  # `conseiller du | président | Y`
    if (inner or _comma_between(document, office.end, person.start)) and _before(document, office, people, offices):
        return None  # `X, ministre de …, Y …`: in apposition to X
    return person


def _comma_between(document: Document, start: int, end: int) -> bool:
    return any(document.norm(i) in {",", "،"} for i in range(start, end))


def _before(document: Document, office: Office, people: list[Name], offices: list[Office]) -> Name | None:
    """The person named right before the office (`X, ministre de …`, `X (ministre …)`)."""
    person = next((p for p in reversed(people) if p.end <= office.start), None)
    if person is None or office.start - person.end > MAX_GAP or person.start < document.sentence_start(office.start):
        return None
    gap = range(person.end, office.start)
    quoted = document.doc[gap[0]].text in CLOSING | EITHER if len(gap) == 1 else False  # `"X" | مبعوث الأمم المتحدة`
    if (not gap or quoted) and document.language == "ar":
        return person if _is_apposed(document, office, person, people, offices) else None
    if not gap and document.language == "fr" and not (office.bare or office.is_rank):
        return None if any(0 <= p.start - office.end <= 2 for p in people) else person  # `X | responsable de la ligue`
    if not gap or not any(document.norm(i) in {",", "،", "(", "-", "–"} for i in gap):
        return None
    states = {i for h in document.hits_of("country") for i in range(h.start, h.end)}
    of_state = gap[0] + 1 in states and document.norm(gap[0]) in closed_class("genitives", document.language)
    gap = range(person.end + 2, office.start) if of_state else gap  # `X of Mali, the commander`
    words = closed_class("former", document.language) | closed_class("acting", document.language)
    words |= closed_class("designate", document.language) | closed_class("asides", document.language)
    skipped = [i for i in gap if document.norm(i) not in words]
    return person if all(_is_glue(document, i, i + 1, []) for i in skipped) else None


_WITH_OBJECT = frozenset({"meeting", "visit", "appointment"})  # verbs whose object may be an office without a name


def _is_apposed(document: Document, office: Office, person: Name, people: list[Name], offices: list[Office]) -> bool:
    """Arabic: `روز ماكينلي | نائبة الأمين العام`; but no title of the next name (unless that holds an office inside it:
    `المبعوث الخاص ل | لرئيس | X`), nor the object of a verb of meeting (`استقبل الناصري | وزير …`)."""
    inner = any(office.start < o.start and o.end == office.end for o in offices)
    if office.is_rank or (not inner and any(0 <= p.start - office.end <= 2 for p in people)):
        return False
    table = entries("event", "ar")
    low = max(document.sentence_start(office.start), person.start - 6)
    verbs = [h for h in document.hits_of("event") if low <= h.start < person.start]
    return not any(table[h.entry_id]["kind"] == "verb" and table[h.entry_id]["type"] in _WITH_OBJECT for h in verbs)


def _appointed(document: Document, office: Office, people: list[Name]) -> Name | None:
    """The person whom a verb makes the holder (`X a été nommé mercredi ministre …`, `X, who was ambassador`)."""
    person = next((p for p in reversed(people) if p.end <= office.start), None)
    if person is None or office.start - person.end > 8 or person.start < document.sentence_start(office.start):
        return None
    gap = range(person.end, office.start)
    verbs = {i for h in _appointments(document) for i in range(h.start, h.end)}
    verbs |= {i for i in gap if document.norm(i) in closed_class("becomes", document.language)}
    small = closed_class("determiners", document.language) | closed_class("relatives", document.language) | {",", "،"}
    rest = [i for i in gap if i not in verbs and document.norm(i) not in small]
    rest = [i for i in rest if document.doc[i].pos_ != "AUX"]  # `X | avait précédemment été | ministre`
    if not gap:  # `تعيين X وزيرا …`
        low = document.sentence_start(office.start)
        told = any(low <= h.start < person.start for h in _appointments(document))
        return person if told and document.language == "ar" else None
    of_another = closed_class("genitives", document.language) & closed_class("definites", document.language)
    if document.norm(office.start - 1) in of_another:
        return None  # `X a été l'invité | du | ministre`
    said = any(i in verbs for i in gap)
    plain = all(document.doc[i].pos_ not in {"VERB", "AUX", "PUNCT"} for i in rest)
    return person if said and len(rest) <= 2 and plain else None


def _appointments(document: Document) -> list[Hit]:
    table = entries("event", document.language)
    return [h for h in document.hits_of("event") if table[h.entry_id]["type"] == "appointment"]


def _is_one_man(document: Document, first: Office, second: Office) -> bool:
    """Whether two titles before one name can both be his: in Arabic, where no article tells, only two of one kind."""
    return document.language != "ar" or first.title_class == second.title_class


def _coordinated(
    document: Document, office: Office, offices: list[Office], linked: dict[tuple[int, int], Name]
) -> Name | None:
    """The holder of the office that `et`/`و`/`and` joins to this one, on either side."""
    joints = closed_class("coordinators", document.language) | closed_class("determiners", document.language)
    for other in offices:
        holder = linked.get((other.start, other.end))
        if holder is None:
            continue
        first, second = sorted((office, other), key=lambda o: o.start)
        between = range(first.end, second.start)
        follows = document.language == "ar" and not between and holder.end <= first.start
        if follows or (0 < len(between) <= 3 and all(document.norm(i) in joints | {",", "،"} for i in between)):
            apposed = holder.end <= first.start or (holder.start >= second.end and _is_one_man(document, first, second))
            if apposed and not (office is second and holder.start >= second.end and office.start < holder.start):
                return holder
    return None
