"""What one sentence says of one event, and what all sentences of an article are read against."""

from dataclasses import dataclass

from tasks.extract.document import Document
from tasks.extract.event_triggers import Trigger
from tasks.extract.participants import Actor, Part
from tasks.extract.referents import Cast
from tasks.extract.voices import Voices
from tasks.records import DateMention, Quote, Relation, Sentence


@dataclass(frozen=True, slots=True)
class Report:
    """What one sentence says of one event. Referent ids throughout; tokens `start`..`end` are its trigger."""

    event_type: str
    act: str | None
    mode: str | None
    title: str
    status: str
    mechanism_id: str | None
    session_number: int | None
    date: DateMention | None
    place: tuple[str, str] | None  # (referent_id, as written)
    venue: str | None
    country_code: str | None
    parts: tuple[Part, ...]
    attributed_to_id: str | None
    sentence: Sentence
    start: int
    end: int
    takes_up: bool  # a definite noun that takes up an event told before
    status_said: bool  # whether the sentence shows the status; else it is the event's
    on_occasion: bool  # `خلالها`, `à cette occasion`: it happens at the gathering told before
    pair: tuple[int, int] | None  # tokens of `les deux ministres`: the two persons told of before
    continues: bool  # tells more of the gathering before, without naming it
    confidence: float


@dataclass(frozen=True, slots=True)
class Scene:
    """What all reports of an article are read against."""

    document: Document
    cast: Cast
    dates: tuple[DateMention, ...]
    triggers: tuple[Trigger, ...]
    actors: tuple[Actor, ...]
    context: tuple[str, ...]  # the two states the article is about, or three or four
    quotes: tuple[Quote, ...]
    relations: tuple[Relation, ...]
    voices: Voices  # who could speak, outside all quotations
