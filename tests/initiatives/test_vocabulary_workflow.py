"""Changes to the vocabulary: words are unique, uses move, the catalogue follows, and a merge can be undone."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import User
from curation.merging import MergeNotAllowed, follow
from curation.models import FormerSlug, Merge, StatusChange
from initiatives import projection
from initiatives.catalogue import Result
from initiatives.models import (
    Actor,
    ActorKind,
    CatalogueEntry,
    Involvement,
    InvolvementRole,
    Keyword,
    KeywordInVersion,
    TargetGroup,
    Theme,
    ThemeInVersion,
)
from initiatives.vocabulary_workflow import merge_terms, promote_keyword, save_term, undo_merge
from initiatives.workflow import open_draft
from tests.factories import a_case, a_draft, a_lesson

pytestmark = pytest.mark.django_db


def total(**filters: str) -> int:
    query = QueryDict(mutable=True)
    query.update(filters)
    return Result(query).total


def the_catalogue() -> list[tuple]:
    return list(CatalogueEntry.objects.order_by("pk").values_list("pk", "title", "facets", "words"))


def theme(slug: str) -> Theme:
    return Theme.objects.get(slug=slug)


def uses_of(term: Theme) -> set[int]:
    return set(ThemeInVersion.objects.filter(tag=term).values_list("content_object", flat=True))


class TestWordsAreUnique:
    @pytest.mark.parametrize("word", ["ONTMOETING", "Omzien naar elkaar", "  ontmoeting  "])
    def test_a_synonym_that_another_term_has_is_refused_beside_its_field(self, word: str, carla: User) -> None:
        samenhang = theme("samenhang")
        samenhang.synonyms = [word]

        with pytest.raises(ValidationError) as refusal:
            save_term(samenhang, by=carla)

        assert set(refusal.value.message_dict) == {"synonyms"}

    def test_a_name_that_another_term_has_as_synonym_is_refused(self, carla: User) -> None:
        taken = theme("ontmoeting")
        taken.synonyms = ["Trefpunt"]
        save_term(taken, by=carla)

        with pytest.raises(ValidationError) as refusal:
            save_term(Theme(name="trefPUNT", slug="trefpunt"), by=carla)

        assert set(refusal.value.message_dict) == {"name"}

    def test_the_name_of_a_merged_term_cannot_be_given_away(self, carla: User) -> None:
        merge_terms(theme("omzien"), into=theme("ontmoeting"), by=carla)

        with pytest.raises(ValidationError):
            save_term(Theme(name="Omzien naar elkaar", slug="nieuw"), by=carla)

    def test_synonyms_are_kept_once_and_without_the_name(self, carla: User) -> None:
        ontmoeting = theme("ontmoeting")
        ontmoeting.synonyms = ["Treffen", "treffen", " ", "Ontmoeting"]

        save_term(ontmoeting, by=carla)

        assert theme("ontmoeting").synonyms == ["Treffen"]

    def test_another_list_may_use_the_same_word(self, carla: User) -> None:
        group = TargetGroup(name="Ontmoeting", slug="ontmoeting")

        save_term(group, by=carla)

        assert TargetGroup.objects.filter(slug="ontmoeting").exists()

    def test_the_words_that_ship_with_the_site_are_unique(self) -> None:
        for term in [*Theme.objects.all(), *ActorKind.objects.all(), *TargetGroup.objects.all()]:
            save_term(term, by=None)


class TestSaving:
    def test_a_changed_address_stays_known(self, carla: User) -> None:
        ontmoeting = theme("ontmoeting")
        ontmoeting.slug = "elkaar-treffen"

        save_term(ontmoeting, by=carla)

        assert FormerSlug.objects.owner_of(Theme, "ontmoeting") == ontmoeting.pk

    def test_an_address_that_is_taken_back_no_longer_counts_as_former(self, carla: User) -> None:
        ontmoeting = theme("ontmoeting")
        for slug in ("elkaar-treffen", "ontmoeting"):
            ontmoeting.slug = slug
            save_term(ontmoeting, by=carla)

        assert FormerSlug.objects.owner_of(Theme, "ontmoeting") is None

    def test_cases_are_found_by_a_new_synonym(self, carla: User) -> None:
        a_case(themes=["ontmoeting"])
        ontmoeting = theme("ontmoeting")
        ontmoeting.synonyms = ["kwebbelhoek"]

        save_term(ontmoeting, by=carla)

        assert total(q="kwebbelhoek") == 1

    def test_an_actor_that_gets_a_kind_is_counted_under_it(self, carla: User) -> None:
        a_case(actors=[("De Haard", "welzijn")])
        actor = Actor.objects.get(name="De Haard")
        actor.kind = ActorKind.objects.get(slug="sport")

        save_term(actor, by=carla)

        assert (total(actor="sport"), total(actor="welzijn")) == (1, 0)

    def test_it_leaves_a_trace(self, carla: User) -> None:
        save_term(theme("ontmoeting"), by=carla)

        assert StatusChange.objects.filter(action="change_term", by=carla).count() == 1


class TestMerging:
    def test_uses_move_and_the_catalogue_follows(self, carla: User) -> None:
        case = a_case(themes=["omzien"])
        lesson = a_lesson()
        lesson.published_version.themes.add(theme("omzien"))

        merge_terms(theme("omzien"), into=theme("ontmoeting"), by=carla)

        assert uses_of(theme("ontmoeting")) == {case.published_version_id}
        assert list(lesson.published_version.themes.all()) == [theme("ontmoeting")]
        assert total(thema="ontmoeting") == 1
        assert total(q="omzien") == 1

    def test_the_merged_term_points_on_and_its_words_become_synonyms(self, carla: User) -> None:
        words = ["omzien naar elkaar", *theme("omzien").synonyms]

        merge_terms(theme("omzien"), into=theme("ontmoeting"), by=carla)

        assert theme("omzien").merged_into == theme("ontmoeting")
        assert set(words) <= set(theme("ontmoeting").synonyms)

    def test_a_case_with_both_has_it_once(self, carla: User) -> None:
        case = a_case(themes=["omzien", "ontmoeting"])

        merge_terms(theme("omzien"), into=theme("ontmoeting"), by=carla)

        assert list(case.published_version.themes.all()) == [theme("ontmoeting")]

    def test_it_cannot_be_done_twice_or_with_itself_or_across_lists(self, carla: User) -> None:
        merge_terms(theme("omzien"), into=theme("ontmoeting"), by=carla)

        for merged, kept in [
            (theme("omzien"), theme("samenhang")),
            (theme("samenhang"), theme("omzien")),
            (theme("samenhang"), theme("samenhang")),
            (TargetGroup.objects.first(), theme("samenhang")),
        ]:
            with pytest.raises(MergeNotAllowed):
                merge_terms(merged, into=kept, by=carla)

    def test_an_actor_in_the_same_role_stays_once(self, carla: User) -> None:
        case = a_case(actors=[("De Haard", "welzijn"), ("de haard", "welzijn")])
        role = InvolvementRole.objects.get(slug="trekker")
        kept, merged = Actor.objects.get(name="De Haard"), Actor.objects.get(name="de haard")
        Involvement.objects.create(version=case.published_version, actor=merged, role=role)

        merge_terms(merged, into=kept, by=carla)

        rows = case.published_version.involvements.values_list("actor", "role")
        assert set(rows) == {(kept.pk, None), (kept.pk, role.pk)}

    def test_actors_that_differ_only_in_the_merged_kind_become_one_too(self, carla: User) -> None:
        case = a_case(actors=[("De Haard", "welzijn")])
        other = a_case(actors=[("De Haard", "zorg")])
        before = the_catalogue()

        merge = merge_terms(ActorKind.objects.get(slug="zorg"), into=ActorKind.objects.get(slug="welzijn"), by=carla)

        assert {row.actor_id for row in Involvement.objects.all()} == {
            Actor.objects.get(name="De Haard", kind__slug="welzijn").pk
        }
        assert total(actor="welzijn") == 2
        undo_merge(merge, by=carla)
        assert other.published_version.involvements.get().actor.kind.slug == "zorg"
        assert case.published_version.involvements.get().actor.kind.slug == "welzijn"
        assert the_catalogue() == before

    def test_an_actor_merged_before_does_not_stand_in_the_way_unseen(self, carla: User) -> None:
        a_case(actors=[("De Haard", "welzijn"), ("De Haard", "zorg")])
        kinds = {slug: ActorKind.objects.get(slug=slug) for slug in ("welzijn", "zorg")}
        actors = {slug: Actor.objects.get(name="De Haard", kind=kind) for slug, kind in kinds.items()}
        merge_terms(actors["welzijn"], into=actors["zorg"], by=carla)

        with pytest.raises(MergeNotAllowed):
            merge_terms(kinds["zorg"], into=kinds["welzijn"], by=carla)
        merge_terms(kinds["welzijn"], into=kinds["zorg"], by=carla)

        assert total(actor="zorg") == 1


class TestFollowing:
    def test_what_was_written_while_a_merge_went_on_says_the_kept_term(self) -> None:
        draft = a_draft(themes=["ontmoeting"], actors=[("De Haard", "welzijn")])
        merge_terms(theme("omzien"), into=theme("ontmoeting"), by=None)
        merge_terms(theme("wonen"), into=theme("samenhang"), by=None)
        kept = Actor.objects.create(name="Vuur")
        merge_terms(Actor.objects.get(name="De Haard"), into=kept, by=None)
        for late in ("omzien", "wonen"):
            ThemeInVersion.objects.create(content_object=draft, tag=theme(late))
        draft.involvements.update(actor=Actor.objects.get(name="De Haard"))

        follow(draft)

        assert set(draft.themes.all()) == {theme("ontmoeting"), theme("samenhang")}
        assert draft.involvements.get().actor == kept


class TestUndoing:
    def test_everything_is_as_before(self, carla: User) -> None:
        for themes in (["omzien"], ["omzien", "ontmoeting"], ["ontmoeting"], []):
            a_case(themes=themes)
        a_draft(themes=["omzien"])
        before = (the_catalogue(), uses_of(theme("omzien")), uses_of(theme("ontmoeting")), theme("ontmoeting").synonyms)

        undo_merge(merge_terms(theme("omzien"), into=theme("ontmoeting"), by=carla), by=carla)

        assert before == (
            the_catalogue(),
            uses_of(theme("omzien")),
            uses_of(theme("ontmoeting")),
            theme("ontmoeting").synonyms,
        )
        assert theme("omzien").merged_into is None

    def test_what_was_written_since_stays_as_written(self, carla: User) -> None:
        case = a_case(themes=["omzien"])
        merge = merge_terms(theme("omzien"), into=theme("ontmoeting"), by=carla)
        draft = open_draft(case, by=carla)

        undo_merge(merge, by=carla)

        assert list(case.published_version.themes.all()) == [theme("omzien")]
        assert list(draft.themes.all()) == [theme("ontmoeting")]

    def test_a_use_that_a_person_removed_since_does_not_come_back(self, carla: User) -> None:
        draft = a_draft(themes=["omzien", "ontmoeting"])
        merge = merge_terms(theme("omzien"), into=theme("ontmoeting"), by=carla)
        draft.themes.clear()

        undo_merge(merge, by=carla)

        assert not draft.themes.exists()

    def test_it_is_refused_twice(self, carla: User) -> None:
        merge = undo_merge(merge_terms(theme("omzien"), into=theme("ontmoeting"), by=carla), by=carla)

        with pytest.raises(MergeNotAllowed):
            undo_merge(merge, by=carla)

    def test_a_chain_is_undone_from_its_end(self, carla: User) -> None:
        case = a_case(themes=["omzien"])
        first = merge_terms(theme("omzien"), into=theme("ontmoeting"), by=carla)
        second = merge_terms(theme("ontmoeting"), into=theme("samenhang"), by=carla)
        assert theme("omzien").merged_into == theme("samenhang")

        with pytest.raises(MergeNotAllowed):
            undo_merge(first, by=carla)
        undo_merge(second, by=carla)
        undo_merge(first, by=carla)

        assert list(case.published_version.themes.all()) == [theme("omzien")]

    def test_an_actor_does_not_come_back_to_a_kind_that_is_gone(self, carla: User) -> None:
        a_case(actors=[("De Haard", "welzijn"), ("De Haard", "zorg")])
        kinds = merge_terms(ActorKind.objects.get(slug="zorg"), into=ActorKind.objects.get(slug="welzijn"), by=carla)
        actors = Merge.objects.exclude(pk=kinds.pk).get()

        with pytest.raises(MergeNotAllowed):
            undo_merge(actors, by=carla)
        undo_merge(kinds, by=carla)

        assert Actor.objects.filter(merged_into=None).count() == 2

    def test_it_is_refused_when_another_term_took_over_a_word(self, carla: User) -> None:
        merge = merge_terms(theme("omzien"), into=theme("ontmoeting"), by=carla)
        kept, third = theme("ontmoeting"), theme("samenhang")
        word = theme("omzien").synonyms[0]
        kept.synonyms = [other for other in kept.synonyms if other != word]
        save_term(kept, by=carla)
        third.synonyms = [*third.synonyms, word]
        save_term(third, by=carla)

        with pytest.raises(MergeNotAllowed):
            undo_merge(merge, by=carla)

        assert theme("omzien").merged_into == kept


class TestPromotingAKeyword:
    def tagged(self, name: str, *slugs: str) -> Keyword:
        keyword = Keyword.objects.create(name=name, slug=name)
        for slug in slugs:
            case = a_case(slug=slug, not_found=["themes"])
            KeywordInVersion.objects.create(content_object=case.published_version, tag=keyword)
        return keyword

    def test_it_becomes_a_theme_with_all_its_uses(self, carla: User) -> None:
        keyword = self.tagged("moestuin", "een", "twee")

        promoted = promote_keyword(keyword, by=carla)

        assert promoted.slug == "moestuin"
        assert len(uses_of(promoted)) == total(thema="moestuin") == 2
        assert not Keyword.objects.filter(name="moestuin").exists()

    def test_what_was_looked_for_in_vain_is_found_now(self, carla: User) -> None:
        promoted = promote_keyword(self.tagged("moestuin", "een"), by=carla)

        assert [row.content_object.not_found for row in promoted.initiative_rows.all()] == [[]]

    def test_it_becomes_a_synonym_of_a_theme(self, carla: User) -> None:
        keyword = self.tagged("moestuin", "een")
        a_case(themes=["groen"])

        promote_keyword(keyword, to=theme("groen"), by=carla)

        assert "moestuin" in theme("groen").synonyms
        assert total(thema="groen") == total(q="moestuin") == 2

    def test_a_word_that_is_a_theme_already_is_refused(self, carla: User) -> None:
        keyword = self.tagged("Ontmoeting", "een")

        with pytest.raises(ValidationError):
            promote_keyword(keyword, by=carla)

        assert Keyword.objects.filter(pk=keyword.pk).exists()

    def test_the_address_is_free(self, carla: User) -> None:
        theme("groen")
        keyword = Keyword.objects.create(name="Groén", slug="groen")

        assert promote_keyword(keyword, by=carla).slug == "groen-2"


def test_the_catalogue_is_what_rebuilding_it_gives(carla: User) -> None:
    for themes in (["omzien"], ["omzien", "ontmoeting"], ["samenhang"]):
        a_case(themes=themes, actors=[("De Haard", "welzijn"), ("De haard", "zorg")])
    first = merge_terms(theme("omzien"), into=theme("ontmoeting"), by=carla)
    merge_terms(ActorKind.objects.get(slug="zorg"), into=ActorKind.objects.get(slug="welzijn"), by=carla)
    undo_merge(first, by=carla)
    followed = the_catalogue()

    projection.rebuild()

    assert the_catalogue() == followed
