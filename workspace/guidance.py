"""What the entry page says beside its fields: questions in plain words, with examples."""

from typing import Any

from django.utils.translation import gettext_lazy as _

LABELS: dict[str, Any] = {
    "title": _("What is the initiative called?"),
    "summary": _("What is it, in two or three sentences?"),
    "themes": _("What is it about?"),
    "keywords": _("Keywords that are not among the themes"),
    "started": _("When did it start?"),
    "ended": _("Has it ended? When?"),
    "phase": _("In which phase is it?"),
    "visited": _("When was it visited?"),
    "language": _("In which language is this description?"),
    "incomplete": _("Something essential is still missing"),
    "municipality": _("In which municipality is it?"),
    "online": _("It meets online, without a place of its own"),
    "neighbourhood": _("In which neighbourhood or village?"),
    "target_group_terms": _("For whom is it?"),
    "community_work_terms": _("Which community workers help?"),
    "bonding": _("Bonding: who meet that are alike?"),
    "bridging": _("Bridging: who meet that are different?"),
    "linking": _("Linking: which institutions does it reach?"),
    "body": _("The story"),
}
HELP: dict[str, Any] = {
    "title": _("The name that people there use, such as “Krachtstation”. Make up no name that no source gives."),
    "summary": _("Somebody who has never heard of it should know after reading this what happens, where, and by whom."),
    "themes": _("Tick what matters most; three is usually enough."),
    "keywords": _("Separated by commas, such as “repair café, knitting”. An editor may make a theme of one later."),
    "started": _("A year, a month or a day: 2012, november 2019 or 5-11-2019."),
    "ended": _("Leave it empty when it goes on."),
    "visited": _("When somebody of us was there. Leave it empty when nobody has been."),
    "incomplete": _("Readers are told so, above the description."),
    "municipality": _("A name of today or of the past, or a code such as GM0917."),
    "neighbourhood": _("As people there call it, such as “Kanaleneiland”."),
    "target_group_terms": _("Whom it wants to reach; who comes in fact belongs in the story."),
    "community_work_terms": _("The professional who helps residents to organise themselves, by whatever name."),
    "bonding": _(
        "Contact with people one recognises oneself in. For instance: neighbours of the same stairwell eat together."
    ),
    "bridging": _(
        "Contact with people outside one’s own group. For instance: students and older residents share a garden."
    ),
    "linking": _(
        "Contact with institutions. For instance: residents sit at the table with the municipality and"
        " the housing association."
    ),
    "body": _(
        "What did one see and hear there? How did it start, what happens, what helps, what is hard?"
        " Use headings, and quote people as they said it. A picture goes where you write [picture 2] on a line of its"
        " own: the number stands beside the picture below. A note is written as [note: see the report of 2019]."
    ),
}
