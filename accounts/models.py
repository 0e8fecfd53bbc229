"""People who sign in, by e-mail and with one role each; who was invited; and how often somebody tried."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.querysets import InvitationQuerySet, LetterQuerySet
from accounts.roles import Role, role_allows, role_enters


class UserManager(BaseUserManager["User"]):
    """Makes accounts the way Django's own commands and allauth expect."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, role=Role.ADMINISTRATOR, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.READER)
    # Not `choices=settings.LANGUAGES`: a release that speaks one language more is no migration.
    language = models.CharField(_("language"), max_length=8, blank=True)
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Switch this off instead of deleting: the work of the person stays."),
    )
    date_joined = models.DateTimeField(_("member since"), default=timezone.now, editable=False)
    role_since = models.DateTimeField(_("role since"), default=timezone.now, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("There is an account with this e-mail address already."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="user_role_known",
                violation_error_message=_("This role does not exist."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("former colleague") if self.erased_at else self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Whether this person may enter the administration."""
        return self.role in {Role.EDITOR, Role.ADMINISTRATOR}

    @property
    def is_superuser(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return self.is_active and role_allows(self.role, perm)

    def has_perms(self, perm_list: Iterable[str], obj: models.Model | None = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and role_enters(self.role, app_label)


class Invitation(models.Model):
    """Somebody is asked to join with a role; the mail has a secret of which only a digest is kept."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.RESEARCHER)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="invitations_sent")
    invited_at = models.DateTimeField(_("invited"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("valid until"), editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_open_once",
                violation_error_message=_("This address has an open invitation already."),
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invitation_role_known"),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()


class Letter(models.Model):
    """A mail that waits for the mail server; sealed, since it may hold a link that lets somebody in."""

    sealed = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    refusal = models.CharField(max_length=200, blank=True)

    objects = LetterQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d %H:%M}"


class Attempt(models.Model):
    """How often somebody tried to get in: the table of Django's cache in the database, which counts for all workers."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_attempt"

    def __str__(self) -> str:
        return self.cache_key
