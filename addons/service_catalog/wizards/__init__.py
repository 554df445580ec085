from . import (
    constituent_interaction_correct,
    service_request_close,
    service_request_new,
    service_request_new_answer,
    service_upload,
)
