"""Whoever plans sees every job; a service sees those of its own requests only."""

from odoo import SUPERUSER_ID, Command, api

RULES = (
    "dispatch_job_rule_office",
    "dispatch_stop_rule_office",
    "dispatch_job_check_rule_office",
)


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    services = env.ref("constituent_crm.group_service_officer")
    dispatchers = env.ref("field_dispatch.group_dispatcher")
    for name in RULES:
        # Not there any more where an administrator has deleted it.
        rule = env.ref(f"field_dispatch.{name}", raise_if_not_found=False)
        if rule:
            rule.groups = [Command.unlink(services.id), Command.link(dispatchers.id)]
