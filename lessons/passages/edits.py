"""Where an edited passage may stand now, and whether its words may be those of something else."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import nlargest
from itertools import accumulate

from lessons.passages.alignment import ALONE
from lessons.passages.likeness import LEAST_TELLING, likeness, weigh
from lessons.passages.scene import Scene
from lessons.passages.words import Words

SLACK = 10  # words that may have come between two words of a passage, beside as many as it has
NEAR = 3  # words
MOST_COMPARED = 20  # sentences
LIKE_ELSEWHERE = 0.6


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
        if cluster and not 0 < place - scene.alignment.to_new[cluster[-1]] <= most:
            yield cluster
            cluster = []
        cluster.append(word)
    if cluster:
        yield cluster


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
    new, old = scene.new.sentence_texts(here), scene.old.sentence_texts(own)
    if 2 * _borrowed(scene, here, own) > weigh(new):
        return True
    like = likeness(old, new)
    return any(
        likeness(scene.old.sentence_texts(other), new) >= like for other in _likely(scene.old, own, new, scene.is_lost)
    ) or any(
        likeness(old, scene.new.sentence_texts(other)) >= like for other in _likely(scene.new, here, old, scene.is_new)
    )


def _borrowed(scene: Scene, here: range, own: range) -> int:
    """What those of these new sentences weigh that the old text has outside the passage's own sentences."""
    times = Counter(scene.old.sentence_texts(range(number, number + 1)) for number in own)
    sentences = (scene.new.sentence_texts(range(number, number + 1)) for number in here)
    return sum(weigh(each) for each in sentences if len(scene.old.alike.get(each, ())) > times[each])


def _likely(words: Words, own: range, text: Sequence[str], is_alone: Callable[[int, int], bool]) -> list[range]:
    """Stretches of as many sentences as these, without partners, that have most words in common with `text`."""
    wanted = set(text)
    common = list(
        accumulate(
            (weight if word in wanted else 0 for word, weight in zip(words.texts, words.weights, strict=True)),
            initial=0,
        )
    )
    found = []
    for start in range(len(words.sentence_starts) - len(own) + 1):
        other = range(start, start + len(own))
        begin, end = words.sentence(other[0])[0], words.sentence(other[-1])[1]
        if (other[-1] < own[0] or own[-1] < other[0]) and common[end] > common[begin] and is_alone(begin, end):
            found.append((common[end] - common[begin], other))
    return [other for _, other in nlargest(MOST_COMPARED, found, key=lambda each: each[0])]


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
