from . import (
    test_planning,
    test_ical,
    test_job,
    test_plan,
    test_sending,
    test_work,
    test_privacy,
    test_programme,
    test_access,
    test_worker_page,
    test_js,
    test_tours,
)
