"""What all reports of an event together give: its row in the warehouse."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from tasks.edtf import bounds, compatible, precision
from tasks.records import Event, ResolvedEvent
from tasks.resolve.happenings import Happening, best_date, first

# Of reports that can't be put in order of time: what happened outweighs what was planned.
_WEIGHT = {"held": 5, "ongoing": 4, "cancelled": 3, "postponed": 2, "planned": 1, "mentioned": 0}


def resolved_event(event_id: str, told: Sequence[Happening], place_of: Mapping[str, str | None]) -> ResolvedEvent:
    """Return the event of these happenings. `place_of` gives a place's larger place: a city outranks its country.

    Title and kind are those of the earliest report; date and place are those of the articles that tell it as it ended
    (a day it was planned for before is not its day): the date is the sharpest that most of them agree with, the bounds
    are the narrowest that any report gives while no date is known.
    """
    told = sorted(told, key=lambda h: (h.published_edtf or "9999", h.only_mentioned, h.article_event_id))
    reports = [report for h in told for report in h.reports]
    leading = _leading(told)
    settled = [h for h in told if any(report.status == leading.status for report in h.reports)]
    event_date = _date(settled, told)
    start_on, end_on = bounds(event_date)
    not_before_on, not_after_on = (None, None) if start_on else _open_bounds(reports)
    places = [h.place_id for h in settled if h.place_id] or [h.place_id for h in told if h.place_id]
    place_id = _best_place(places, place_of)
    return ResolvedEvent(
        event_id=event_id,
        event_type=_kind(told),
        title=_title(told),
        title_fr=_title([h for h in told if h.language == "fr"]) or None,
        title_ar=_title([h for h in told if h.language == "ar"]) or None,
        title_en=_title([h for h in told if h.language == "en"]) or None,
        status=leading.status,
        mechanism_id=first(h.mechanism_id for h in told),
        session_number=first(h.session_number for h in told),
        date_edtf=event_date,
        date_precision=precision(event_date) or "open",
        start_on=start_on,
        end_on=end_on,
        not_before_on=not_before_on,
        not_after_on=not_after_on,
        place_id=place_id,
        place=None if place_id else first(r.place for r in reports),
        venue=first(r.venue for r in reports),
        country_code=first(h.country_code for h in told),
        plover_event=leading.plover_event,
        plover_mode=leading.plover_mode,
        contexts=tuple(sorted({c for r in reports for c in r.contexts})),
        cameo_code=leading.cameo_code,
        confidence=_confidence(told),
    )


def _date(settled: Sequence[Happening], told: Sequence[Happening]) -> str | None:
    """The date of `settled`, as sharp as any article that agrees with it says; of any article when those have none."""
    known = best_date(h.date_edtf for h in settled)
    return best_date(h.date_edtf for h in told if known is None or compatible(h.date_edtf, known))


def _leading(told: Sequence[Happening]) -> Event:
    """The report whose status is the event's: the last published word on it, and never a plan after what was held."""
    held = [h for h in told if any(r.status in {"held", "ongoing"} for r in h.reports)]
    weighed = [
        (not held or h in held, h.published_edtf or "", _WEIGHT[r.status], -order, r)
        for order, h in enumerate(told)
        for r in h.reports
    ]
    spoken = [w for w in weighed if w[4].status != "mentioned"] or weighed
    return max(spoken, key=lambda w: (w[0] and (not held or w[4].status in {"held", "ongoing"}), *w[1:4]))[4]


def _kind(told: Sequence[Happening]) -> str:
    """A session is one, however many reports call it a meeting; else the most frequent kind, the first of equals."""
    kinds = Counter(h.event_type for h in told)
    return "session" if "session" in kinds else kinds.most_common(1)[0][0]


def _title(told: Sequence[Happening]) -> str:
    """The first title of those that number a session, else of those that say more than a bare noun, else of all."""
    titles = [(r.session_number is None, " " not in r.title, n) for n, h in enumerate(told) for r in h.reports]
    reports = [r for h in told for r in h.reports]
    if not reports:
        return ""
    best = min(range(len(reports)), key=lambda n: (*titles[n], n))
    return reports[best].title


def _best_place(places: Sequence[str], place_of: Mapping[str, str | None]) -> str | None:
    """The place most articles name, after leaving out those that only name the country it lies in."""
    larger = {place_of.get(place) for place in places}
    counted = Counter(place for place in places if place not in larger)
    return min(counted, key=lambda place: (-counted[place], places.index(place)), default=None)


def _confidence(told: Sequence[Happening]) -> float:
    """What the surest report has, and more with every independent text that tells it too."""
    best = {h.family_id: 0.0 for h in told}
    for h in told:
        best[h.family_id] = max(best[h.family_id], *(r.confidence for r in h.reports))
    doubt = 1.0
    for confidence in best.values():
        doubt *= 1.0 - confidence
    return round(min(0.99, 1.0 - doubt), 3)


def _open_bounds(reports: Sequence[Event]) -> tuple[date | None, date | None]:
    """The latest day the event can't be before and the earliest it can't be after; neither when reports cross."""
    after = max((r.not_before_on for r in reports if r.not_before_on), default=None)
    before = min((r.not_after_on for r in reports if r.not_after_on), default=None)
    return (None, None) if after and before and before < after else (after, before)
