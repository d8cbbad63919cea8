"""Matching: which row of the later document is which activity of the roadmap."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import TypeAlias

from storage.domain.changes.assignment import Pair, best_pairs
from storage.domain.changes.wording import alike, bare, stems
from storage.domain.draft import DraftRow
from storage.domain.parties import OrganisationKind
from storage.domain.terms import NO_TERM, Term

SURE = 0.8
"""A pair is one activity above this score: a title that is so much alike needs no evidence."""

NUMBER, SECTION, PLACE = 0.12, 0.06, 0.04
"""What the evidence adds to the likeness of titles, when it speaks for a pair.

All of it together lets a title that is alike by 0.58 pass. In real roadmaps 99 of 100 pairs of
different rows of one document are below 0.58, rewordings are mostly above; a number alone proves
nothing, because the order puts new activities under the numbers of those it takes out.
"""

_CANDIDATES = 20  # a row that is like more rows than that is like them all by its set phrases
_SAME_SECTION = 0.8


@dataclass(frozen=True, slots=True)
class OldRow:
    """An activity of the roadmap, as the documents so far have it.

    `number` is what people call it; `printed` says whether it stands in the document. An earlier
    revision may have taken the activity out: then it is `gone`. `by_hand` when a methodist has
    said who does it.
    """

    id: int
    title: str
    number: str
    printed: bool = True
    section: str | None = None
    responsible: str = ""
    parties: tuple[OrganisationKind, ...] = ()
    term: str = ""
    reading: Term = NO_TERM
    result: str = ""
    gone: bool = False
    chosen: tuple[str, ...] = ()
    by_hand: bool = False


Row: TypeAlias = OldRow | DraftRow


def pairs(old: Sequence[OldRow], new: Sequence[DraftRow]) -> tuple[Pair, ...]:
    """Pair rows one to one, as indices, in the old order.

    What says the same is the same, whatever else would be likely; the rest is assigned so that
    all of it together is likeliest. An activity that is gone comes back only by its own title.
    """
    left = [place for place, row in enumerate(old) if not row.gone]
    right = list(range(len(new)))
    found: list[Pair] = []
    for key in (_everything, _all_but_number, _name, _title_in_section):
        found += _twins(key, old, new, left, right)
        left, right = _without(left, right, found)
    found += _likeliest(old, new, left, right)
    _, right = _without(left, right, found)
    gone = [place for place, row in enumerate(old) if row.gone]
    return tuple(sorted([*found, *_twins(_title, old, new, gone, right)]))


def same_title(one: Row, other: Row) -> bool:
    """Whether the titles of two rows tell by themselves that they are one activity."""
    return _title(one) == _title(other) or alike(stems(one.title), stems(other.title)) > SURE


def same_section(one: str | None, other: str | None) -> bool:
    """Whether two headings are one, reworded a little at most."""
    return one == other or alike(stems(one or ""), stems(other or "")) >= _SAME_SECTION


def headings(old: Sequence[str], new: Sequence[str]) -> tuple[Pair, ...]:
    """Pair the headings of two documents one to one, as indices."""
    return best_pairs(
        {
            (i, j): alike(stems(one), stems(other)) + (one == other)
            for i, one in enumerate(old)
            for j, other in enumerate(new)
            if same_section(one, other)
        }
    )


def _everything(row: Row) -> Hashable:
    return (row.number, *_all_but_number(row))


def _all_but_number(row: Row) -> tuple[str, ...]:
    return (*_title_in_section(row), bare(row.term), bare(row.responsible), bare(row.result))


def _name(row: Row) -> Hashable:
    return (row.number, *_title_in_section(row))


def _title_in_section(row: Row) -> tuple[str, ...]:
    return bare(row.section or ""), _title(row)


def _title(row: Row) -> str:
    return bare(row.title)


def _twins(
    key: Callable[[Row], Hashable],
    old: Sequence[OldRow],
    new: Sequence[DraftRow],
    left: Iterable[int],
    right: Iterable[int],
) -> list[Pair]:
    """Pair rows of one key, in order; where one side has more of them, nobody knows which."""
    lefts, rights = _by(key, old, left), _by(key, new, right)
    return [
        pair
        for name, places in lefts.items()
        if len(places) == len(rights.get(name, ()))
        for pair in zip(places, rights[name], strict=True)
    ]


def _by(
    key: Callable[[Row], Hashable], rows: Sequence[Row], places: Iterable[int]
) -> dict[Hashable, list[int]]:
    found: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place in places:
        found[key(rows[place])].append(place)
    return found


def _without(
    left: Iterable[int], right: Iterable[int], taken: Iterable[Pair]
) -> tuple[list[int], list[int]]:
    lefts, rights = {pair[0] for pair in taken}, {pair[1] for pair in taken}
    return [i for i in left if i not in lefts], [j for j in right if j not in rights]


def _likeliest(
    old: Sequence[OldRow], new: Sequence[DraftRow], left: Sequence[int], right: Sequence[int]
) -> tuple[Pair, ...]:
    gains: dict[Pair, float] = {}
    for i, j, title in _candidates(old, new, left, right):
        # A pair is worth what it has above the threshold: two doubtful pairs must not outweigh
        # one that leaves no doubt.
        score = title + _evidence(old, new, i, j)
        if score > SURE:
            gains[i, j] = score - SURE
    return best_pairs(gains)


def _candidates(
    old: Sequence[OldRow], new: Sequence[DraftRow], left: Iterable[int], right: Iterable[int]
) -> Iterator[tuple[int, int, float]]:
    """Give each row's likeliest counterparts, with how alike the titles are.

    To compare all with all would take seconds where every title of a thousand has changed: only
    those that share most words are compared, and of as many those that stand nearest.
    """
    titles = {place: stems(new[place].title) for place in right}
    having: defaultdict[str, list[int]] = defaultdict(list)
    for place, title in titles.items():
        for word in set(title.split()):
            having[word].append(place)
    for place in left:
        title = stems(old[place].title)
        shared = Counter(other for word in set(title.split()) for other in having.get(word, ()))
        near = nsmallest(
            _CANDIDATES, shared, key=lambda other: (-shared[other], abs(other - place), other)
        )
        yield from ((place, other, alike(title, titles[other])) for other in near)


def _evidence(old: Sequence[OldRow], new: Sequence[DraftRow], i: int, j: int) -> float:
    one, other = old[i], new[j]
    printed = one.number if one.printed else None
    if printed is None and other.number is None:
        number = NUMBER / 2  # nothing speaks for the pair, and nothing against it
    else:
        number = NUMBER if printed == other.number else 0.0
    section = SECTION if same_section(one.section, other.section) else 0.0
    return number + section + PLACE * (1 - abs(i / len(old) - j / len(new)))
