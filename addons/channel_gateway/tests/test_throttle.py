from odoo.tests import BaseCase, tagged

from ..adapters.throttle import FailureLimit


@tagged("-at_install", "post_install")
class TestFailureLimit(BaseCase):
    def setUp(self):
        super().setUp()
        self.limit = FailureLimit(most=3, seconds=60, max_addresses=2)

    def fail(self, address="a", times=1, now=0):
        for _time in range(times):
            self.limit.fail(address, now)

    def test_address_is_refused_after_its_failures(self):
        self.fail(times=2)
        self.assertFalse(self.limit.is_exceeded("a", 1))
        self.fail(now=1)
        self.assertTrue(self.limit.is_exceeded("a", 1))
        self.assertFalse(self.limit.is_exceeded("b", 1))

    def test_it_may_try_again_after_the_period(self):
        self.fail(times=3)
        self.assertTrue(self.limit.is_exceeded("a", 59))
        self.assertFalse(self.limit.is_exceeded("a", 60))
        self.fail(now=60)
        self.assertFalse(self.limit.is_exceeded("a", 60))

    def test_success_clears_the_address(self):
        self.fail(times=3)
        self.limit.succeed("a")
        self.limit.succeed("unknown")
        self.assertFalse(self.limit.is_exceeded("a", 0))

    def test_memory_is_bounded(self):
        for number in range(100):
            self.fail(str(number), times=3)
        self.assertFalse(self.limit.is_exceeded("0", 0))
        self.assertTrue(self.limit.is_exceeded("99", 0))
