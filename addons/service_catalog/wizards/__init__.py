from . import service_asking
from . import (
    constituent_interaction_correct,
    service_answer_correct,
    service_request_close,
    service_request_new,
    service_upload,
)
