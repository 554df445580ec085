# Record access and public fields; the models below build on these.
from . import mail_message, service_portal_mixin, service_thread_mixin

from . import (
    constituent_comparison,
    constituent_interaction,
    constituent_marker_view,
    res_partner,
    res_users,
    service_answer,
    service_external_organisation,
    service_directorate,
    service_referral,
    service_matching_feedback,
    service_keyword,
    service_workload,
    service_canned_response,
    service_outcome,
    service_question,
    service_question_option,
    service_satisfaction_mixin,
    service_request,
    service_request_actions,
    service_request_bulk,
    service_request_bulk_line,
    service_request_asking,
    service_request_door,
    service_request_ending,
    service_request_event,
    service_request_family,
    service_request_holding,
    service_request_move,
    service_request_satisfaction,
    service_request_screen,
    service_request_priority,
    service_request_state,
    service_satisfaction,
    service_script,
    service_script_reply,
    service_team,
    service_team_lead,
    service_team_load,
    service_type,
    service_type_ending,
)

# Deadlines and routing extend the models above.
from . import (
    resource_calendar,
    resource_calendar_attendance,
    resource_calendar_leaves,
    res_company,
    service_rule_mixin,
    service_sla_policy,
    service_sla_clock,
    service_sla_clock_planning,
    service_sla_clock_telling,
    service_sla_clock_words,
    service_request_clocks,
    service_request_event_clocks,
    service_request_replanning,
    service_routing_rule,
    service_routing_rule_words,
    service_request_routing,
    service_type_asking,
    service_type_faults,
    service_type_rules,
    service_type_script,
    service_version,
    service_version_screen,
    service_type_versions,
)

# Extends models above, hence imported after them.
from . import service_privacy

# Import and export of the catalogue.
from . import (
    res_config_settings_catalogue,
    service_interaction_type,
    service_national,
    service_request_offer,
    service_type_attention,
    service_type_example,
    service_type_national,
    service_type_offer,
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

# Co-reports.
from . import service_request_nearby, service_co_report
from . import (
    constituent_merge,
    service_request_duplicate,
    service_request_duplicates,
    service_request_join,
    service_co_report_door,
    service_co_report_privacy,
    service_co_report_satisfaction,
)
from . import service_request_finding, service_type_finding
from . import (
    constituent_property,
    ir_http,
    service_rate_limit,
    service_link_request,
    service_request_correspondence,
    service_request_proof,
    service_co_report_web,
    service_request_web,
    service_type_map,
    service_type_web,
)
