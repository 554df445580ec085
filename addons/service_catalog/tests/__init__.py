from . import test_request_open
