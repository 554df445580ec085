from . import (
    constituent_interaction,
    constituent_marker_view,
    res_partner,
    res_partner_lookup,
    service_answer,
    service_answer_draft,
    service_directorate,
    service_keyword,
    service_outcome,
    service_question,
    service_question_option,
    service_request,
    service_request_actions,
    service_request_door,
    service_request_event,
    service_request_satisfaction,
    service_request_state,
    service_script,
    service_team,
    service_type,
)

# Deadlines and routing extend the models above.
from . import (
    resource_calendar,
    resource_calendar_attendance,
    resource_calendar_leaves,
    res_company,
    service_team_lead,
    service_request_priority,
    service_rule_mixin,
    service_sla_policy,
    service_sla_clock,
    service_sla_clock_planning,
    service_sla_clock_telling,
    service_sla_clock_words,
    service_request_clocks,
    service_request_replanning,
    service_routing_rule,
    service_routing_rule_words,
    service_request_routing,
)

# Extends models above, so comes after them.
from . import service_privacy
