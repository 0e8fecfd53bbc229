"""Where an edited passage may stand now, and whether its words may be those of something else."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import nlargest

from lessons.passages.alignment import ALONE
from lessons.passages.likeness import LEAST_TELLING, likeness, weigh
from lessons.passages.scene import Scene
from lessons.passages.words import Words

SLACK = 10  # words that may have come between two words of a passage, beside as many as it has
NEAR = 3  # words
MOST_COMPARED = 20  # sentences
LIKE_ELSEWHERE = 0.6
FAINTLY_LIKE = 0.3


def edited_place(scene: Scene) -> tuple[int, int] | None:
    """The new words that the passage became: what is left of it, and what came in the place of its first and last."""
    cluster = max(_clusters(scene), key=scene.weigh, default=None)
    if cluster is None:
        return _between_neighbours(scene)
    start, end = scene.alignment.to_new[cluster[0]], scene.alignment.to_new[cluster[-1]] + 1
    return _widened_left(scene, start, cluster[0] - scene.first), _widened_right(
        scene, end, scene.last - 1 - cluster[-1]
    )


def _clusters(scene: Scene) -> Iterator[list[int]]:
    """The words of the passage that have partners, cut where these are out of order or far from each other."""
    most = scene.last - scene.first + SLACK
    cluster: list[int] = []
    for word in range(scene.first, scene.last):
        place = scene.alignment.to_new[word]
        if place == ALONE:
            continue
        if cluster and not _goes_on(scene, scene.alignment.to_new[cluster[-1]] + 1, place, most):
            yield cluster
            cluster = []
        cluster.append(word)
    if cluster:
        yield cluster


def _goes_on(scene: Scene, after: int, place: int, most: int) -> bool:
    """Whether no more came between two words of a passage than may have been added, and nothing of another place."""
    return 0 <= place - after < most and scene.alignment.partnered_weight(after, place) < LEAST_TELLING


def _between_neighbours(scene: Scene) -> tuple[int, int] | None:
    """What stands between the words that the passage stood between."""
    to_new = scene.alignment.to_new
    start = to_new[scene.first - 1] + 1 if scene.first and to_new[scene.first - 1] != ALONE else None
    end = to_new[scene.last] if scene.last < len(scene.old) and to_new[scene.last] != ALONE else None
    if scene.first == 0:
        start = 0
    if scene.last == len(scene.old):
        end = len(scene.new)
    most = scene.last - scene.first + SLACK
    if start is None or end is None or not start < end <= start + most:
        return None
    return (start, end) if all(old == ALONE for old in scene.alignment.to_old[start:end]) else None


def _widened_left(scene: Scene, start: int, missing: int) -> int:
    """`start`, moved to take in what came in the place of the first words of the passage."""
    if not missing:
        return start
    to_old, sentences = scene.alignment.to_old, scene.new.sentences
    reach = start
    while reach and to_old[reach - 1] == ALONE and start - reach < 2 * missing + NEAR:
        reach -= 1
    if reach and to_old[reach - 1] == scene.first - 1 != ALONE:
        return reach
    most = max(reach, start - missing)
    return next((at for at in range(most, start) if sentences[at] == sentences[start]), start)


def _widened_right(scene: Scene, end: int, missing: int) -> int:
    if not missing:
        return end
    to_old, sentences = scene.alignment.to_old, scene.new.sentences
    reach = end
    while reach < len(scene.new) and to_old[reach] == ALONE and reach - end < 2 * missing + NEAR:
        reach += 1
    if reach < len(scene.new) and to_old[reach] == scene.last:
        return reach
    most = min(reach, end + missing)
    return next((at for at in range(most, end, -1) if sentences[at - 1] == sentences[end - 1]), end)


def is_of_another_sentence(scene: Scene, start: int, end: int) -> bool:
    """Whether what stands here now was another's, or is no less like another than like the passage's."""
    here = range(scene.new.sentences[start], scene.new.sentences[end - 1] + 1)
    own = scene.sentences
    if 2 * _borrowed(scene, here, own) > weigh(scene.new.sentence_texts(here)):
        return True
    is_nearer = _is_nearer(scene.old, own, scene.new, here, scene.is_lost)
    return is_nearer or _is_nearer(scene.new, here, scene.old, own, scene.is_new)


def _is_nearer(words: Words, own: range, others: Words, here: range, is_alone: Callable[[int, int], bool]) -> bool:
    """Whether much of what changed `here` is more like other changed sentences of `words` than like its `own`.

    As like is enough for those that have no partners.
    """

    def is_nearest(number: int) -> bool:
        text = others.sentence_texts(range(number, number + 1))
        like = max((likeness(words.sentence_texts(range(at, at + 1)), text) for at in own), default=0.0)
        for at in _likely(words, own, others, text):
            rival = likeness(words.sentence_texts(range(at, at + 1)), text)
            if rival > max(like, FAINTLY_LIKE) or (rival >= max(like, FAINTLY_LIKE) and is_alone(*words.sentence(at))):
                return True
        return False

    changed = (number for number in here if not others.is_sentence_of(words, number))
    heaviest = nlargest(MOST_COMPARED, changed, key=lambda number: others.weight(*others.sentence(number)))
    nearest = sum(others.weight(*others.sentence(number)) for number in heaviest if is_nearest(number))
    return 4 * nearest > others.weight(others.sentence(here[0])[0], others.sentence(here[-1])[1])


def _borrowed(scene: Scene, here: range, own: range) -> int:
    """What those of these new sentences weigh that the old text has outside the passage's own sentences."""
    times = Counter(scene.old.sentence_texts(range(number, number + 1)) for number in own)
    sentences = (scene.new.sentence_texts(range(number, number + 1)) for number in here)
    return sum(weigh(each) for each in sentences if len(scene.old.alike.get(each, ())) > times[each])


def _likely(words: Words, own: range, others: Words, text: Sequence[str]) -> list[int]:
    """The sentences beside its `own` that `others` has not, and that have most words in common with `text`."""
    wanted = set(text)
    beside = (number for number in words.not_in(others) if number not in own)
    common = nlargest(MOST_COMPARED, ((_common_weight(words, number, wanted), number) for number in beside))
    return [number for weight, number in common if weight]


def _common_weight(words: Words, number: int, wanted: set[str]) -> int:
    return sum(words.weights[at] for at in range(*words.sentence(number)) if words.texts[at] in wanted)


def like_words_elsewhere(scene: Scene) -> bool:
    """Whether much of the passage stands together somewhere in words that are new."""
    wanted, whole = Counter(scene.old.folded[scene.first : scene.last]), scene.old.weight(scene.first, scene.last)
    if whole < LEAST_TELLING:
        return False
    found: Counter[str] = Counter()
    total, length = 0, scene.last - scene.first + SLACK // 2
    for at, word in enumerate(scene.new.folded):
        if _is_free(scene, at):
            found[word] += 1
            total += scene.new.weights[at] if found[word] <= wanted[word] else 0
        if at >= length and _is_free(scene, at - length):
            gone = scene.new.folded[at - length]
            total -= scene.new.weights[at - length] if found[gone] <= wanted[gone] else 0
            found[gone] -= 1
        if total >= LIKE_ELSEWHERE * whole:
            return True
    return False


def _is_free(scene: Scene, place: int) -> bool:
    old = scene.alignment.to_old[place]
    return old == ALONE or scene.is_own(old)
