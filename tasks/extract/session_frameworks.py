"""Whose session it is: the framework named behind the word, before it, or as the subject of its verb.

Reads event.yml and grammar.yml.
"""

from tasks.extract.complements import closed_class
from tasks.extract.document import Document, Hit
from tasks.extract.event_clause import Clause
from tasks.extract.names import Name
from tasks.extract.referents import Cast
from tasks.lexicon import entries

BILATERAL = frozenset({"strategic_dialogue", "joint_commission", "working_group", "partnership"})


def is_edition_of_exercise(document: Document, session: Hit) -> bool:
    """`الدورة الرابعة من التمرين البحري`, `l'édition 2024 de l'exercice`: what has editions is the exercise."""
    table = entries("event", document.language)
    behind = (h for h in document.hits_of("event") if 0 < h.start - session.end <= 4)
    return any(table[h.entry_id]["type"] == "exercise" for h in behind)


def framework_of(
    document: Document, cast: Cast, trigger: Hit, clause: Clause, event_type: str
) -> tuple[Name, str] | None:
    """The framework whose session it is: named right behind the noun, or anywhere in the clause of a session; of a
    conference the one whose name the noun is part of (`the AU | summit`)."""
    if event_type == "conference":
        return next(((n, i) for n, i in cast.names if n.kind == "mechanism" and n.start < trigger.start < n.end), None)
    if event_type not in {"session", "meeting"}:
        return None
    inside = [(n, i) for n, i in cast.names if n.kind == "mechanism" and clause.low <= n.start < clause.high]
    if event_type == "meeting" and entries("event", document.language)[trigger.entry_id]["kind"] == "verb":
        return next(((n, i) for n, i in inside if _meets_itself(document, n, trigger)), None)
    behind = [(n, i) for n, i in inside if 0 <= n.start - trigger.end <= (4 if event_type == "meeting" else 14)]
    if event_type == "meeting" and document.norm(trigger.start).startswith("ال"):
        behind = [(n, i) for n, i in behind if n.start - trigger.end == 1 and document.norm(n.start - 1) == "ل"]
    if behind:
        return behind[0]
    if event_type == "session" and entries("event", document.language)[trigger.entry_id].get("needs"):
        verb = [(n, i) for n, i in inside if clause.owns(n.start) and n.subkind in BILATERAL | {"forum"}]
        return verb[0] if verb else None
    subject = _possessor(document, inside, trigger)
    if subject is not None:
        return subject
    if event_type == "session":
        acronym = _named_behind(document, cast, trigger)
        return acronym or next(
            ((n, i) for n, i in inside if n.end <= trigger.start and trigger.start - n.end <= 3), None
        )
    return None


def _possessor(document: Document, inside: list[tuple[Name, str]], trigger: Hit) -> tuple[Name, str] | None:
    """`Le groupe de travail a tenu lundi | sa 3ème session`, `تعقد اللجنة | اجتماعها`: whose session it is by a
    possessive, the nearest framework before it."""
    before = [(n, i) for n, i in inside if n.end <= trigger.start]
    return before[-1] if before and is_owned(document, trigger) else None


def is_owned(document: Document, session: Hit) -> bool:
    """Whether a possessive says whose session it is: `sa session`, `its 3rd session`, `دورتها`."""
    if document.language == "ar":
        bare = not document.norm(session.start).startswith("ال")
        return bare and document.doc[session.start].text.endswith(("ها", "ه"))
    words = closed_class("possessives", document.language)
    return any(document.norm(i) in words for i in range(session.start - 3, session.start))


def _meets_itself(document: Document, mechanism: Name, verb: Hit) -> bool:
    """`le comité bilatéral se réunira`, `اجتمعت اللجنة المشتركة`: the framework is the subject of the verb."""
    if document.language == "ar":
        return mechanism.start == verb.end
    return 0 <= verb.start - mechanism.end <= 2


def _named_behind(document: Document, cast: Cast, trigger: Hit) -> tuple[Name, str] | None:
    """`2e session du CIM`: capitals behind the noun that are the initials of a framework the article names."""
    for name, identity in cast.names:
        if 0 < name.start - trigger.end <= 3 and cast.referents[identity].kind == "mechanism":
            return name, identity
    return None
