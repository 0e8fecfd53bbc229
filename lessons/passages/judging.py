"""What became of a passage: the table of docs/passages.md, over words that know their partners."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from lessons.passages.alignment import ALONE, Alignment
from lessons.passages.edits import FAINTLY_LIKE, edited_place, is_of_another_sentence, like_words_elsewhere
from lessons.passages.likeness import likeness
from lessons.passages.scene import EDGE, MOST_TWINS, Scene

LEAST_LIKE = 0.5  # of an edited passage between the words that it stood between
LEAST_LIKE_LOOSE = 0.6  # of one that has the same words on one side, or none


class State(StrEnum):
    """The states of the contract, which programs read."""

    FOUND = "gevonden"
    MOVED = "verplaatst"
    CHANGED = "gewijzigd"
    AMBIGUOUS = "dubbelzinnig"
    ORPHANED = "verweesd"


@dataclass(frozen=True)
class Verdict:
    """A state, and the new words that are the passage: the first, and the one after the last."""

    state: State
    first: int = ALONE
    last: int = ALONE


def judge(alignment: Alignment, first: int, last: int) -> Verdict:
    """What became of the old words `first` up to `last`, which are at least one."""
    scene = Scene(alignment, first, last)
    places = [at for at in scene.new.occurrences(scene.words) if not scene.is_anothers(at, at + last - first)]
    own = _own(scene, places)
    if own is None:
        return Verdict(State.AMBIGUOUS) if places else _judge_edited(scene)
    if scene.is_one_of_a_row(own, own + last - first) or _has_rivals(scene, own, places) or _may_be_a_twin(scene, own):
        return Verdict(State.AMBIGUOUS)
    return _judge_place(scene, State.FOUND, own, own + last - first)


def _own(scene: Scene, places: Sequence[int]) -> int | None:
    """The one place where the words are the passage's own partners, for the greater part."""
    partners = scene.alignment.to_new[scene.first : scene.last]
    votes: dict[int, int] = {}
    for step, place in enumerate(partners):
        if place != ALONE:
            votes[place - step] = votes.get(place - step, 0) + scene.old.weights[scene.first + step]
    whole = scene.old.weight(scene.first, scene.last)
    likely = [at for at in places if 2 * votes.get(at, 0) >= whole]
    return likely[0] if len(likely) == 1 else None


def _has_rivals(scene: Scene, own: int, places: Sequence[int]) -> bool:
    """Whether the same words stand in another place, in the new text or the old, with as good a claim."""
    claim, length = scene.agreement(scene.first, own), scene.last - scene.first
    bearings = scene.bearings(own, own + length)
    for at in places[:MOST_TWINS]:
        if at == own:
            continue
        if scene.is_after_the_same(at) and scene.is_before_the_same(at + length):
            return True
        rival = scene.agreement(scene.first, at)
        if not _is_serious(rival, claim):
            continue
        is_better = rival[0] > claim[0] and rival[1] > claim[1]
        goes_on = any(agreeing >= beside + EDGE for agreeing, beside in zip(rival, scene.beside, strict=True))
        if is_better or goes_on or not _outdo(bearings, scene.bearings(at, at + length)):
            return True
    lost_twins = (
        at
        for at in scene.old.occurrences(scene.words)
        if at != scene.first and not scene.alignment.kept_weight(at, at + length)
    )
    return any(_is_serious(scene.agreement(at, own), claim) for at in islice(lost_twins, MOST_TWINS))


def _may_be_a_twin(scene: Scene, own: int = ALONE) -> bool:
    """Whether the passage may stand where the partner of a twin is, or a twin where the passage would be."""
    claim = scene.agreement_around(scene.first, own) if own != ALONE else (0, 0)
    for twin in scene.twins:
        at = scene.alignment.to_new[twin]
        if at == ALONE and own != ALONE and max(claim) <= EDGE:
            return True
        if at != ALONE and _fits_better(scene.agreement_around(scene.first, at), scene.agreement_around(twin, at)):
            return True
        if own != ALONE and _fits_better(scene.agreement_around(twin, own), claim):
            return True
    return False


def _fits_better(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether more words agree on one of both sides, and enough of them to be no accident."""
    return any(agreeing > max(EDGE, beside) for agreeing, beside in zip(one, other, strict=True))


def _is_serious(rival: tuple[int, int], claim: tuple[int, int]) -> bool:
    """Whether a place has surroundings of the passage, or neither has, and not clearly less of them."""
    is_clearly_less = rival[0] <= claim[0] and rival[1] <= claim[1] and 2 * sum(rival) < sum(claim)
    return max(claim) < EDGE or (max(rival) >= EDGE and not is_clearly_less)


def _outdo(bearings: tuple[bool, bool], others: tuple[bool, bool]) -> bool:
    """Whether one place stands between the paragraphs that the passage stood between, and the other does not."""
    return bearings != others and all(here or not there for here, there in zip(bearings, others, strict=True))


def _judge_place(scene: Scene, state: State, start: int, end: int) -> Verdict:
    """The verdict on words that are the passage's own: whether they stand where they stood, or came with the rest."""
    if _is_in_flow(scene, start, end):
        return Verdict(state, start, end)
    if _came_along(scene, start, end) and not _is_one_of_moved_twins(scene):
        return Verdict(State.MOVED if state is State.FOUND else state, start, end)
    return Verdict(State.AMBIGUOUS)


def _is_in_flow(scene: Scene, start: int, end: int) -> bool:
    has_bearings = any(place != ALONE and not scene.is_own(word) for word, place in enumerate(scene.alignment.to_new))
    if not has_bearings:
        return len(scene.words) == len(scene.old)
    if not scene.is_in_order(start, end):
        return False
    if scene.rest and not scene.kept_rest:
        return scene.is_after_the_same(start) and scene.is_before_the_same(end) and _is_bracketed(scene)
    return True


def _is_bracketed(scene: Scene) -> bool:
    """Whether something stayed on both sides of the paragraph, or the text begins or ends there."""
    paragraphs = scene.old.paragraphs
    return (scene.before != ALONE or scene.paragraphs[0] == 0) and (
        scene.after != ALONE or scene.paragraphs[-1] == paragraphs[-1]
    )


def _came_along(scene: Scene, start: int, end: int) -> bool:
    """Whether the rest of the paragraph stands around the passage again; of a whole paragraph, the one beside it."""
    is_after, is_before = scene.is_after_the_same(start), scene.is_before_the_same(end)
    if not scene.rest:
        return (is_after and scene.before != ALONE) or (is_before and scene.after != ALONE)
    here = set(scene.new.paragraphs[start:end])
    came = [word for word in scene.kept_rest if scene.new.paragraphs[scene.alignment.to_new[word]] in here]
    if 2 * scene.weigh(came) < scene.weigh(scene.rest):
        return False
    left = scene.before in scene.kept_rest
    right = scene.after in scene.kept_rest
    return (is_after or not left) and (is_before or not right)


def _is_one_of_moved_twins(scene: Scene) -> bool:
    """Whether a twin of the passage stands between other words too, so that the two may have been exchanged."""
    places = ((twin, scene.alignment.to_new[twin]) for twin in scene.twins)
    return any(at == ALONE or min(scene.agreement_around(twin, at)) < EDGE for twin, at in places)


def _judge_edited(scene: Scene) -> Verdict:
    place = edited_place(scene)
    like = likeness(scene.words, scene.new.texts[slice(*place)]) if place else 0.0
    if place and (like >= FAINTLY_LIKE or scene.is_kept_within(*place)):
        if not _is_clearly_the_same(scene, like, *place) or is_of_another_sentence(scene, *place):
            return Verdict(State.AMBIGUOUS)
        return _judge_place(scene, State.CHANGED, *place)
    is_doubtful = like_words_elsewhere(scene) or _may_be_a_twin(scene)
    return Verdict(State.AMBIGUOUS if is_doubtful else State.ORPHANED)


def _is_clearly_the_same(scene: Scene, like: float, start: int, end: int) -> bool:
    """Whether enough is left of a passage that stands here now."""
    is_after, is_before = scene.is_after_the_same(start), scene.is_before_the_same(end)
    if not (is_after and is_before):
        return like >= LEAST_LIKE_LOOSE and (is_after or is_before)
    return like >= LEAST_LIKE or scene.is_in_its_sentence(start, end) or scene.is_kept_within(start, end)
