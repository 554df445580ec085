from . import (
    test_access,
    test_asking,
    test_asking_doors,
    test_clock,
    test_deadlines,
    test_finding,
    test_finding_messages,
    test_ledger,
    test_references,
    test_request_move,
    test_request_open,
    test_routing,
    test_screens,
    test_suggest,
    test_tours,
    test_tracking,
)
from . import test_privacy
