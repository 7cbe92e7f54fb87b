"""What the rules say of a line: a verdict, and the board on which the passes of `classify` write them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tasks.clean.lines import Line
from tasks.records import KEPT_KINDS


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line is and which rule said so. `effect` is what a furniture cue does to the lines below (see cues.py)."""

    kind: str
    rule: str
    effect: str = "line"

    @property
    def kept(self) -> bool:
        """Whether the line is part of the story."""
        return self.kind in KEPT_KINDS


@dataclass(slots=True)
class Board:
    """The lines of a page and the verdicts so far, one place a line. The first verdict on a line stands."""

    lines: Sequence[Line]
    verdicts: list[Verdict | None] = field(init=False)

    def __post_init__(self) -> None:
        self.verdicts = [None] * len(self.lines)

    def give(self, index: int, kind: str, rule: str, effect: str = "line") -> None:
        """Set the verdict on a line that has none yet."""
        if self.verdicts[index] is None:
            self.verdicts[index] = Verdict(kind, rule, effect)

    def overrule(self, index: int, kind: str, rule: str) -> None:
        """Set the verdict on a line whatever was said before."""
        self.verdicts[index] = Verdict(kind, rule)

    def is_free(self, index: int) -> bool:
        """Whether nothing has been said of the line yet."""
        return self.verdicts[index] is None

    def free(self, start: int = 0, stop: int | None = None) -> Iterator[Line]:
        """The lines without a verdict in [start, stop), in order."""
        for line in self.lines[start:stop]:
            if self.verdicts[line.index] is None:
                yield line

    def previous_free(self, index: int) -> Line | None:
        """The last line before `index` without a verdict; None at the top of the page."""
        return next((self.lines[i] for i in range(index - 1, -1, -1) if self.verdicts[i] is None), None)
