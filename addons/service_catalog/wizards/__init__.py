from . import service_form_mixin
from . import (
    constituent_interaction_correct,
    service_answer_correct,
    service_catalogue_example,
    service_catalogue_export,
    service_canned_response_send,
    service_request_cancel,
    service_request_close,
    service_request_new,
    service_request_take_over,
    service_routing_test,
    service_routing_test_answer,
    service_upload,
)
