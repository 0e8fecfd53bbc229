"""Where an edited passage may stand now, and whether its words may be those of something else."""

from collections import Counter
from collections.abc import Iterator

from lessons.passages.alignment import ALONE
from lessons.passages.likeness import likeness, weigh, weight
from lessons.passages.scene import Scene
from lessons.passages.words import Words

SLACK = 10  # words that may have come between two words of a passage, beside as many as it has
NEAR = 3  # sentences
LIKE_ELSEWHERE = 0.6
LEAST_TO_SEEK = 8  # weight of a passage whose like is worth looking for


def edited_place(scene: Scene) -> tuple[int, int] | None:
    """The new words that the passage became: what is left of it, and what came in the place of its first and last."""
    cluster = max(_clusters(scene), key=lambda words: weigh([scene.old.texts[word] for word in words]), default=None)
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
    """Whether the sentence that stands here now was another's, or is no less like another than like the passage's."""
    here = range(scene.new.sentences[start], scene.new.sentences[end - 1] + 1)
    own = range(scene.old.sentences[scene.first], scene.old.sentences[scene.last - 1] + 1)
    new, old = _text(scene.new, here), _text(scene.old, own)
    others = {_text(scene.old, range(n, n + 1)) for n in range(len(scene.old.sentence_starts)) if n not in own}
    if any(_text(scene.new, range(number, number + 1)) in others for number in here):
        return True
    like = likeness(old, new)
    return any(
        likeness(_text(scene.old, other), new) >= like for other in _beside(scene.old, own) if _is_lost(scene, other)
    ) or any(
        likeness(old, _text(scene.new, other)) >= like for other in _beside(scene.new, here) if _is_new(scene, other)
    )


def _text(words: Words, sentences: range) -> tuple[str, ...]:
    return tuple(words.texts[words.sentence(sentences[0])[0] : words.sentence(sentences[-1])[1]])


def _beside(words: Words, sentences: range) -> Iterator[range]:
    """Stretches of as many sentences near these, one for each place."""
    length = len(sentences)
    for start in range(sentences[0] - NEAR, sentences[-1] + NEAR + 1):
        other = range(start, start + length)
        if start >= 0 and other[-1] < len(words.sentence_starts) and not set(other) & set(sentences):
            yield other


def _is_lost(scene: Scene, sentences: range) -> bool:
    """Whether most of these old sentences has no partners."""
    start, end = scene.old.sentence(sentences[0])[0], scene.old.sentence(sentences[-1])[1]
    lost = [scene.old.texts[word] for word in range(start, end) if scene.alignment.to_new[word] == ALONE]
    return 2 * weigh(lost) > weigh(scene.old.texts[start:end])


def _is_new(scene: Scene, sentences: range) -> bool:
    start, end = scene.new.sentence(sentences[0])[0], scene.new.sentence(sentences[-1])[1]
    fresh = [scene.new.texts[word] for word in range(start, end) if scene.alignment.to_old[word] == ALONE]
    return 2 * weigh(fresh) > weigh(scene.new.texts[start:end])


def like_words_elsewhere(scene: Scene) -> bool:
    """Whether much of the passage stands together somewhere in words that are new."""
    wanted, least = Counter(scene.words), LIKE_ELSEWHERE * weigh(scene.words)
    if weigh(scene.words) < LEAST_TO_SEEK:
        return False
    found: Counter[str] = Counter()
    total, length = 0, scene.last - scene.first + SLACK // 2
    for at, word in enumerate(scene.new.texts):
        if _is_free(scene, at):
            found[word] += 1
            total += weight(word) if found[word] <= wanted[word] else 0
        if at >= length and _is_free(scene, at - length):
            gone = scene.new.texts[at - length]
            total -= weight(gone) if found[gone] <= wanted[gone] else 0
            found[gone] -= 1
        if total >= least:
            return True
    return False


def _is_free(scene: Scene, place: int) -> bool:
    old = scene.alignment.to_old[place]
    return old == ALONE or scene.is_own(old)
