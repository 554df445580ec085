from . import (
    constituent_interaction,
    constituent_marker_view,
    res_partner,
    res_partner_lookup,
    service_answer,
    service_answer_draft,
    service_directorate,
    service_finding_lesson,
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
    service_routing_rule,
    service_script,
    service_sla_clock,
    service_sla_policy,
    service_team,
    service_type,
)

# Extends models above, so comes after them.
from . import service_privacy
from . import service_request_finding, service_type_finding
