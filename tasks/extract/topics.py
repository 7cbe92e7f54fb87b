"""Topics of a controlled list that the article treats, with the words that show it. Reads common/topics.yml."""

import re
from functools import lru_cache

from tasks.extract.document import Document
from tasks.lexicon import entries
from tasks.records import Topic
from tasks.text import fold, fold_with_offsets


@lru_cache(maxsize=4)
def _cues(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    proclitic = "(?:[وفبلك]|لل)?" if language == "ar" else ""
    compiled = []
    for topic, entry in entries("topics").items():
        words = sorted({fold(str(c)) for c in entry["cues"].get(language, ())}, key=lambda w: (-len(w), w))
        if words:
            body = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words)
            compiled.append((topic, re.compile(rf"(?<!\w){proclitic}({body})(?!\w)")))
    return tuple(compiled)


def find_topics(document: Document) -> list[Topic]:
    """Return one row for every topic and sentence that shows it (first cue each; a sentence may show several)."""
    found = []
    for sentence in document.sentences:
        folded, origin = fold_with_offsets(sentence.text)
        for topic, pattern in _cues(document.language):
            match = pattern.search(folded)
            if match is None:
                continue
            start, end = origin[match.start(1)], origin[match.end(1) - 1] + 1
            raw_start, raw_end = sentence.raw_start + start, sentence.raw_start + end
            found.append(
                Topic(
                    topic_id=f"{document.article_id}/t{raw_start}-{topic}",
                    topic=topic,
                    article_event_id=None,
                    article_id=document.article_id,
                    sentence_id=sentence.sentence_id,
                    surface=sentence.text[start:end],
                    raw_start=raw_start,
                    raw_end=raw_end,
                    method="lexicon",
                    rule=f"topic.{topic}",
                    confidence=0.8,
                )
            )
    return found


def contexts_of(topics: list[Topic]) -> tuple[str, ...]:
    """Return the PLOVER contexts of the topics, each once, in order of first appearance."""
    table = entries("topics")
    found = dict.fromkeys(c for t in topics if (c := table[t.topic].get("plover_context")))
    return tuple(str(c) for c in found)
