"""The contract's table of roles, as permissions."""

import pytest

from accounts.roles import Role, role_allows, role_enters

READER, RESEARCHER, EDITOR, ADMINISTRATOR = Role.READER, Role.RESEARCHER, Role.EDITOR, Role.ADMINISTRATOR


@pytest.mark.parametrize(
    ("permission", "holders"),
    [
        ("initiatives.add_initiative", {RESEARCHER, EDITOR, ADMINISTRATOR}),
        ("initiatives.submit_initiative", {RESEARCHER, EDITOR, ADMINISTRATOR}),
        ("initiatives.publish_initiative", {EDITOR, ADMINISTRATOR}),
        ("lessons.add_passage", {RESEARCHER, EDITOR, ADMINISTRATOR}),
        ("lessons.propose_lesson", {RESEARCHER, EDITOR, ADMINISTRATOR}),
        ("lessons.publish_lesson", {EDITOR, ADMINISTRATOR}),
        ("publications.change_publication", {EDITOR, ADMINISTRATOR}),
        ("initiatives.change_theme", {EDITOR, ADMINISTRATOR}),
        ("curation.undo_merge", {EDITOR, ADMINISTRATOR}),
        ("curation.view_statuschange", {ADMINISTRATOR}),
        ("curation.change_editorialpolicy", {ADMINISTRATOR}),
        ("accounts.change_user", {ADMINISTRATOR}),
        ("admin.view_logentry", {ADMINISTRATOR}),
    ],
)
def test_who_holds_a_permission(permission: str, holders: set[Role]) -> None:
    assert {role for role in Role if role_allows(role, permission)} == holders


def test_who_enters_a_room() -> None:
    assert {role for role in Role if role_enters(role, "accounts")} == {ADMINISTRATOR}
    assert {role for role in Role if role_enters(role, "curation")} == {EDITOR, ADMINISTRATOR}
    assert not role_enters("koning", "initiatives")
