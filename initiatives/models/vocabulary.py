"""The curated lists that describe a case, its free keywords, and the actors that return from case to case."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from curation.models import Term, TermDescription


class Access(models.TextChoices):
    """To whom premises belong, as the lessons tell them apart."""

    PUBLIC = "publiek", _("public")
    COMMERCIAL = "commercieel", _("commercial")
    OUTDOOR = "buiten", _("outdoor")


class Theme(TermDescription, TagBase):
    """A curated subject; shared by cases, lessons and publications."""

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="theme_name_unique",
                violation_error_message=_("There is a theme with this name already."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("theme", args=[self.slug])


class Keyword(TagBase):
    """A free tag that a researcher suggests; an editor may promote it to a theme or a synonym."""

    class Meta:
        verbose_name = _("keyword")
        verbose_name_plural = _("keywords")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="keyword_name_unique",
                violation_error_message=_("There is a keyword with this name already."),
            ),
        ]


class ActorKind(Term):
    class Meta(Term.Meta):
        verbose_name = _("kind of actor")
        verbose_name_plural = _("kinds of actors")


class InvolvementRole(Term):
    class Meta(Term.Meta):
        verbose_name = _("role of an actor")
        verbose_name_plural = _("roles of actors")


class AccommodationKind(Term):
    default_access = models.CharField(_("usual access"), max_length=12, choices=Access, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("kind of accommodation")
        verbose_name_plural = _("kinds of accommodation")


class TargetGroup(Term):
    class Meta(Term.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class CommunityWork(Term):
    """The professional helper: opbouwwerker, sociaal makelaar, dorpsondersteuner …"""

    class Meta(Term.Meta):
        verbose_name = _("community work function")
        verbose_name_plural = _("community work functions")


class Phase(Term):
    class Meta(Term.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")


class Folded(models.Func):
    """A text without capitals and accents, to compare names by; PostgreSQL keeps an index on it."""

    template = r"lower(regexp_replace(normalize(%(expressions)s, NFKD), U&'[\0300-\036F]', '', 'g'))"
    arity = 1
    output_field = models.TextField()

    @classmethod
    def of(cls, sql: str) -> str:
        """The same in a statement that is written out."""
        return cls.template % {"expressions": sql}


class Actor(models.Model):
    """A group or organisation that takes part in one or more cases."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.ForeignKey(
        ActorKind,
        verbose_name=_("kind"),
        on_delete=models.PROTECT,
        related_name="actors",
        null=True,
        blank=True,
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        related_name="merged_actors",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        indexes = [GinIndex(OpClass(Folded("name"), name="gin_trgm_ops"), name="actor_like")]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "kind"],
                name="actor_unique",
                nulls_distinct=False,
                violation_error_message=_("This actor exists already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="actor_named",
                violation_error_message=_("Give the actor a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
