from . import (
    constituent_interaction_correct,
    service_catalogue_example,
    service_catalogue_export,
    service_request_close,
    service_request_new,
    service_request_new_answer,
)
