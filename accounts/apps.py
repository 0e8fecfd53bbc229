"""Django's configuration of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

NOTED = {
    "sign_in": _("signed in"),
    "invite": _("invited somebody"),
    "renew_invitation": _("sent an invitation again"),
    "revoke_invitation": _("took an invitation back"),
    "accept_invitation": _("accepted an invitation"),
    "make_account": _("made an account"),
    "give_role": _("gave another role"),
    "switch_off": _("switched an account off"),
    "switch_on": _("switched an account on again"),
    "remove_second_step": _("removed the second step of somebody"),
    "close_account": _("closed their account"),
    "download_personal_data": _("downloaded their own data"),
}


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from trail import actions

        actions.register(NOTED)
