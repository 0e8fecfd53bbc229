"""What the entry page shows of the review of its case."""

from typing import Any

from django import template

from accounts.models import User
from initiatives.models import Initiative
from workspace.review.standing import Standing

register = template.Library()


@register.inclusion_tag("workspace/review/_panel.html")
def review_panel(record: Initiative, person: User) -> dict[str, Any]:
    """Who reviews it, what is remarked on which part, and the way on."""
    return {"record": record, "standing": Standing(record, person)}
