# Record access and public fields; the models below build on these.
from . import (
    mail_message,
    service_phase_mixin,
    service_portal_mixin,
    service_thread_mixin,
    service_version_mixin,
)
from . import (
    service_assignment_mixin,
    service_place_mixin,
    service_reference_mixin,
    service_tracking_mixin,
)

from . import (
    constituent_comparison,
    constituent_interaction,
    constituent_interaction_proposal,
    constituent_marker_view,
    res_partner,
    res_users,
    service_answer,
    service_external_organisation,
    service_directorate,
    service_referral,
    service_matching_feedback,
    service_matching_network,
    service_keyword,
    service_workload,
    service_canned_response,
    service_outcome,
    service_question,
    service_question_option,
    service_satisfaction_mixin,
    service_rule_mixin,
    service_sla_policy,
    service_sla_clock,
    service_co_report,
    service_request_state,
    service_request,
    service_request_bulk,
    service_request_bulk_line,
    service_request_event,
    service_satisfaction,
    service_script,
    service_script_reply,
    service_team,
    service_team_lead,
    service_team_load,
    service_type,
)

# Deadlines and routing extend the models above.
from . import (
    resource_calendar,
    resource_calendar_attendance,
    resource_calendar_leaves,
    res_company,
    service_routing_rule,
    service_routing_rule_facts,
    service_routing_rule_words,
    service_version,
    service_version_screen,
)

# Import and export of the catalogue.
from . import (
    res_config_settings_catalogue,
    service_interaction_type,
    service_national,
)
from . import constituent_import, service_import, service_import_cells
from . import (
    constituent_import_service,
    constituent_import_service_keyword,
    constituent_import_service_canned_response,
    constituent_import_service_deadline,
    constituent_import_service_outcome,
    constituent_import_service_rule,
    constituent_import_service_national,
    constituent_import_service_question,
    constituent_import_service_script,
)

# One case, many reporters.
from . import constituent_merge, service_request_duplicate

# What residents' pages need.
from . import (
    constituent_property,
    ir_http,
    service_page,
    service_rate_limit,
    service_link_request,
)
