"""Sign-in and one's account at Dutch addresses; names that are not ours are those that allauth looks for."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as organisation
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts import views
from accounts.sign_in_forms import PasskeyAgainForm, PasskeyLoginForm

passkey_list = login_required(RedirectView.as_view(pattern_name="mfa_index"))  # they stand among the second steps
passkey_login = passkeys.LoginWebAuthnView.as_view(form_class=PasskeyLoginForm)
passkey_again = passkeys.ReauthenticateWebAuthnView.as_view(form_class=PasskeyAgainForm)

urlpatterns = [
    path("", views.home, name="account_home"),
    path("inloggen/", account.login, name="account_login"),
    path("inloggen/code/", mfa.authenticate, name="mfa_authenticate"),
    path("inloggen/passkey/", passkey_login, name="mfa_login_webauthn"),
    path("inloggen/afgebroken/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("inloggen/<slug:provider_id>/", organisation.login, name="openid_connect_login"),
    path("inloggen/<slug:provider_id>/terug/", organisation.callback, name="openid_connect_callback"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("aanmelden/", account.signup, name="account_signup"),
    path("inactief/", account.account_inactive, name="account_inactive"),
    path("e-mail/", account.email, name="account_email"),
    path("e-mail/bevestigen/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^e-mail/bevestigen/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("wachtwoord/", account.password_change, name="account_change_password"),
    path("wachtwoord/instellen/", account.password_set, name="account_set_password"),
    path("wachtwoord/vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord/vergeten/verzonden/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^wachtwoord/vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/\0]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord/vergeten/klaar/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("bevestigen/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bevestigen/passkey/", passkey_again, name="mfa_reauthenticate_webauthn"),
    path("tweede-stap/", mfa.index, name="mfa_index"),
    path("tweede-stap/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("tweede-stap/app/uit/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tweede-stap/passkeys/", passkey_list, name="mfa_list_webauthn"),
    path("tweede-stap/passkeys/nieuw/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("tweede-stap/passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("tweede-stap/passkeys/<int:pk>/weg/", views.PasskeyRemoval.as_view(), name="mfa_remove_webauthn"),
    path("tweede-stap/herstelcodes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("tweede-stap/herstelcodes/nieuw/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "tweede-stap/herstelcodes/bestand/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("sessies/", views.session_list, name="session_list"),
    path("sessies/andere/einde/", views.other_sessions_end, name="other_sessions_end"),
    path("sessies/<int:number>/einde/", views.session_end, name="session_end"),
    path("mijn-gegevens/", views.personal_data, name="personal_data"),
    path("opheffen/", views.erasure, name="account_erasure"),
    path("uitnodigen/", views.invitation_list, name="invitation_list"),
    path("uitnodigen/<int:number>/opnieuw/", views.invitation_renewal, name="invitation_renewal"),
    path("uitnodigen/<int:number>/intrekken/", views.invitation_revocation, name="invitation_revocation"),
    path("uitnodiging/<str:secret>/", views.invitation, name="invitation"),
]
