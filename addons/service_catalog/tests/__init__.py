from . import (
    test_access,
    test_clock,
    test_deadlines,
    test_finding,
    test_finding_messages,
    test_references,
    test_request_move,
    test_request_open,
    test_routing,
    test_suggest,
    test_tours,
    test_tracking,
)
