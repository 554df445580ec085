from math import isclose

from odoo.tests import BaseCase

from odoo.addons.service_catalog.nearby import around, distance, sketch

HERE = (53.7676, -0.3574)


class TestEarth(BaseCase):
    def test_a_degree_of_latitude_is_111_km(self):
        self.assertAlmostEqual(distance((53, 0), (54, 0)), 111_195, delta=1)

    def test_distance_is_symmetrical(self):
        there = (53.7690, -0.3501)
        self.assertTrue(isclose(distance(HERE, there), distance(there, HERE)))

    def test_the_other_side_of_the_earth_is_half_way_round(self):
        self.assertAlmostEqual(distance((0, 0), (0, 180)), 20_015_115, delta=5)

    def test_the_box_holds_the_circle_and_little_more(self):
        box = around(*HERE, 100)
        for latitude, longitude in (
            (box.north, HERE[1]),
            (box.south, HERE[1]),
            (HERE[0], box.west),
            (HERE[0], box.east),
        ):
            self.assertAlmostEqual(
                distance(HERE, (latitude, longitude)), 100, delta=0.01
            )

    def test_box_spans_all_longitudes_at_a_pole_and_the_date_line(self):
        self.assertTrue(around(89.9999, 20, 100).holds(89.9999, -160))
        self.assertTrue(around(0, 179.9999, 100).holds(0, -179.9999))

    def test_sketch_shows_both_points_and_the_circle(self):
        for there in (HERE, (53.7677, -0.3575), (53.77, -0.35)):
            plan = sketch(HERE, there, 50)
            for spot in (plan.here, plan.there):
                self.assertTrue(0 <= spot.x <= plan.size)
                self.assertTrue(0 <= spot.y <= plan.size)
            self.assertLess(plan.circle, plan.size / 2)

    def test_north_is_up_and_east_is_right_in_the_sketch(self):
        plan = sketch(HERE, (HERE[0] + 0.001, HERE[1] + 0.001), 50)
        self.assertLess(plan.there.y, plan.here.y)
        self.assertGreater(plan.there.x, plan.here.x)
