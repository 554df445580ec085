"""Service officers see the messages of requests that they may see, and no others."""

from odoo import SUPERUSER_ID, api

OF_THEIR_TEAMS = (
    '[("request_id", "any", ["|", ("team_id", "=", False),'
    ' ("team_id.member_ids", "in", user.ids)])]'
)


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    # Not there any more where an administrator has deleted it.
    rule = env.ref(
        "channel_gateway.channel_message_rule_service_officer",
        raise_if_not_found=False,
    )
    if rule:
        rule.write(
            {"name": "Messages: as their request", "domain_force": OF_THEIR_TEAMS}
        )
