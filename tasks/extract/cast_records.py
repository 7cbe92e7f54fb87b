"""The records of a cast: where each name stands, and who holds which office."""

from collections import Counter
from collections.abc import Iterable

from tasks.extract.complements import closed_class
from tasks.extract.document import Document
from tasks.extract.names import Name
from tasks.extract.offices import Office
from tasks.extract.references import Reference
from tasks.records import Mention, Referent, Role
from tasks.text import fold


def mention_records(
    document: Document, named: list[tuple[Name, str]], references: list[tuple[Reference, str]]
) -> Iterable[Mention]:
    """Yield one mention for every name and every office that refers to somebody; none outside all sentences."""
    for name, identity in named:
        yield from _mention(
            document, name.start, name.end, identity, name.kind, name.form, name.method, name.rule, name.confidence
        )
    for reference, identity in references:
        rule, confidence = "person.office", reference.confidence
        yield from _mention(
            document, reference.start, reference.end, identity, "person", "office", "reference", rule, confidence
        )


def _mention(
    document: Document,
    start: int,
    end: int,
    identity: str,
    kind: str,
    form: str,
    method: str,
    rule: str,
    confidence: float,
) -> Iterable[Mention]:
    raw_start, raw_end = document.raw_span(start, end)
    sentence = document.sentence_of(raw_start)
    if sentence is not None and raw_end <= sentence.raw_end:
        yield Mention(
            mention_id=f"{document.article_id}/m{raw_start}-{raw_end}",
            referent_id=identity,
            kind=kind,
            form=form,
            article_id=document.article_id,
            sentence_id=sentence.sentence_id,
            surface=sentence.text[raw_start - sentence.raw_start : raw_end - sentence.raw_start],
            raw_start=raw_start,
            raw_end=raw_end,
            method=method,
            rule=rule,
            confidence=confidence,
        )


def role_records(
    document: Document,
    links: list[tuple[Office, Name]],
    person_ids: dict[int, str],
    named: list[tuple[Name, str]],
    referents: dict[str, Referent],
) -> Iterable[Role]:
    """Yield one role for every office linked to a person; its title is as written, white space single."""
    told: Counter[Office] = Counter()
    for office, person in links:
        told[office] += 1
        raw_start, raw_end = document.raw_span(_with_former(document, office.start), office.end)
        sentence = document.sentence_of(raw_start)
        if sentence is None or raw_end > sentence.raw_end:
            continue
        organisation = _organisation_of(office, named)
        country = office.country_code or (referents[organisation].country_code if organisation else None)
        surface = sentence.text[raw_start - sentence.raw_start : raw_end - sentence.raw_start]
        yield Role(
            role_id=f"{document.article_id}/r{raw_start}-{raw_end}" + (f"/{told[office]}" if told[office] > 1 else ""),
            person_id=person_ids[person.start],
            title=" ".join(surface.split()),
            office=_without_former(document, office),
            title_class=office.title_class,
            organisation_id=organisation,
            country_code=country,
            status=office.status,
            observed_edtf=document.published_edtf,
            observed_basis="published" if document.published_edtf else None,
            article_id=document.article_id,
            sentence_id=sentence.sentence_id,
            surface=surface,
            raw_start=raw_start,
            raw_end=raw_end,
            method="rule",
            rule=f"role.{office.head_id}",
            confidence=office.confidence,
        )


def _with_former(document: Document, start: int) -> int:
    """Where the title begins that a word for who held it before opens: `l'| ancien | ministre` (Arabic has it behind
    the title, inside the office)."""
    former = closed_class("held_before", document.language) if document.language != "ar" else frozenset[str]()
    while document.norm(start - 1) in former or (
        document.norm(start - 1) == "-" and document.norm(start - 2) in former
    ):
        start -= 1
    return start


def _without_former(document: Document, office: Office) -> str:
    """The office phrase without the words for who held it before or will hold it, white space single."""
    former = closed_class("held_before", document.language)
    tokens = document.doc[office.start : office.end]
    words = "".join(t.text_with_ws for t in tokens if document.norm(t.i) not in former)
    for prefix in closed_class("held_prefixes", document.language):
        words = words[len(prefix) :] if fold(words).startswith(prefix) else words
    return " ".join(words.split())


def _organisation_of(office: Office, named: list[tuple[Name, str]]) -> str | None:
    """The organisation named inside the office phrase, the first if several."""
    return next(
        (i for n, i in named if n.kind == "organisation" and office.start <= n.start and n.end <= office.end + 1), None
    )
