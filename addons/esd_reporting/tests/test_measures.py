from datetime import date, datetime

from odoo.tests import BaseCase

from ..measures import calls, contacts, costs, eservice, figure, requests
from ..measures.period import DAY, MONTH, WEEK, YEAR, Period, today

# 860 answered in time, 1,000 answered, 60 gave up, 24 of them early.
WORKED_EXAMPLE = calls.Calls(
    answered=1000,
    answered_in_time=860,
    abandoned=60,
    abandoned_early=24,
    handling_seconds=270_000,
    handled=1000,
)


class TestCalls(BaseCase):
    def test_service_level_of_all_offered_calls_is_81(self):
        self.assertEqual(round(calls.of_offered(WORKED_EXAMPLE).value), 81)

    def test_service_level_without_early_abandoned_calls_is_83(self):
        self.assertEqual(round(calls.of_patient(WORKED_EXAMPLE).value), 83)

    def test_service_level_of_answered_calls_is_86(self):
        self.assertEqual(round(calls.of_answered(WORKED_EXAMPLE).value), 86)

    def test_early_abandoned_calls_may_count_as_met(self):
        self.assertAlmostEqual(calls.early_as_met(WORKED_EXAMPLE).value, 88400 / 1060)

    def test_call_abandoned_before_answer_counts_against_service_level(self):
        one_more = WORKED_EXAMPLE + calls.Calls(abandoned=1)
        self.assertLess(
            calls.of_offered(one_more).value, calls.of_offered(WORKED_EXAMPLE).value
        )

    def test_abandonment_is_of_offered_calls(self):
        self.assertAlmostEqual(calls.abandonment(WORKED_EXAMPLE).value, 6000 / 1060)

    def test_handling_time_is_the_mean_of_handled_calls(self):
        self.assertEqual(calls.handling_time(WORKED_EXAMPLE).value, 270)

    def test_no_call_is_no_figure(self):
        for formula in (*calls.SERVICE_LEVEL.values(), calls.abandonment):
            self.assertIsNone(formula(calls.Calls()).value)

    def test_calls_add_up_before_they_are_divided(self):
        two_days = calls.Calls(answered=1, answered_in_time=1) + calls.Calls(
            abandoned=3
        )
        self.assertEqual(calls.of_offered(two_days).value, 25)


class TestContacts(BaseCase):
    def test_abandoned_contacts_are_not_first_contact_failures(self):
        some = contacts.Contacts(received=11, served=10, resolved=8)
        self.assertEqual(contacts.first_contact(some).value, 80)

    def test_avoidable_contact_is_of_all_contacts(self):
        some = contacts.Contacts(received=8, served=4, avoidable=2)
        self.assertEqual(contacts.avoidable(some).value, 25)

    def test_electronic_share_ignores_what_was_sent(self):
        some = contacts.Contacts(received=4, sent=100, electronic=1)
        self.assertEqual(contacts.electronic(some).value, 25)


class TestRequests(BaseCase):
    def test_deadlines_met_are_of_closed_requests_that_had_one(self):
        some = requests.Requests(closed=12, with_deadline=10, in_time=9)
        self.assertEqual(requests.deadlines_met(some).value, 90)

    def test_satisfaction_is_the_mean_of_the_ratings(self):
        some = requests.Requests(closed=100, rated=4, satisfied=3, rating_total=17)
        self.assertEqual(requests.satisfaction(some).value, 4.25)
        self.assertEqual(requests.satisfied(some).value, 75)

    def test_no_ratings_are_no_figure(self):
        self.assertIsNone(requests.satisfied(requests.Requests(closed=3)).value)


class TestElectronicService(BaseCase):
    PAIRS = (
        eservice.Pair(0, enabled_on=date(2026, 1, 10)),
        eservice.Pair(8, enabled_on=date(2026, 3, 1)),
        eservice.Pair(9),
        eservice.Pair(9, is_permissible=False),
        eservice.Pair(eservice.PROCUREMENT),
    )

    def _percentage(self, day, **switches):
        return eservice.bvpi_157(self.PAIRS, as_at=day, **switches)

    def test_barred_interactions_are_in_neither_numerator_nor_denominator(self):
        self.assertEqual(self._percentage(date(2026, 3, 1)).denominator, 4)

    def test_interaction_counts_from_the_day_it_is_enabled(self):
        self.assertEqual(self._percentage(date(2026, 2, 28)).value, 25)
        self.assertEqual(self._percentage(date(2026, 3, 1)).value, 50)

    def test_procurement_may_be_excluded(self):
        found = self._percentage(date(2026, 3, 1), count_procurement=False)
        self.assertEqual((found.numerator, found.denominator), (2, 3))

    def test_nothing_permissible_is_no_figure(self):
        barred = [eservice.Pair(0, is_permissible=False)]
        self.assertIsNone(eservice.bvpi_157(barred, as_at=date(2026, 1, 1)).value)


class TestCosts(BaseCase):
    PHONE_AND_WEB = (
        costs.UnitCost("phone", 2.83, "Socitm", 2011),
        costs.UnitCost("web", 0.15, "Socitm", 2011),
    )

    def test_moving_half_of_the_calls_to_the_web_saves_the_difference(self):
        before, _out = costs.cost_per_need(
            {"phone": costs.Volume(100)}, self.PHONE_AND_WEB
        )
        now, _out = costs.cost_per_need(
            {"phone": costs.Volume(50), "web": costs.Volume(50)}, self.PHONE_AND_WEB
        )
        saved = costs.shift_saving(before, now).value
        self.assertAlmostEqual(saved, 50 * (2.83 - 0.15))

    def test_web_visits_followed_by_a_call_are_subtracted(self):
        before, _out = costs.cost_per_need(
            {"phone": costs.Volume(100)}, self.PHONE_AND_WEB
        )
        now, _out = costs.cost_per_need(
            {"phone": costs.Volume(100, repeats=50), "web": costs.Volume(50)},
            self.PHONE_AND_WEB,
        )
        self.assertLess(costs.shift_saving(before, now).value, 0)

    def test_channels_without_a_cost_are_excluded_and_reported(self):
        found, left_out = costs.cost_per_need(
            {"phone": costs.Volume(10), "fax": costs.Volume(3)}, self.PHONE_AND_WEB
        )
        self.assertAlmostEqual(found.value, 2.83)
        self.assertEqual(left_out, 3)


class TestTrafficLight(BaseCase):
    def test_target_is_a_floor_or_a_ceiling(self):
        two = figure.percentage(2, 100)
        self.assertEqual(figure.light(two, 2, higher_is_better=False), figure.GREEN)
        self.assertEqual(figure.light(two, 98), figure.RED)

    def test_within_the_margin_is_amber(self):
        ninety_six = figure.percentage(96, 100)
        self.assertEqual(figure.light(ninety_six, 98, margin=2), figure.AMBER)

    def test_empty_figure_has_no_traffic_light(self):
        self.assertIsNone(figure.light(figure.percentage(0, 0), 98))
        self.assertIsNone(figure.light(figure.percentage(1, 2), None))


class TestPeriod(BaseCase):
    def test_summer_day_in_hull_starts_an_hour_before_utc(self):
        day = Period.around(DAY, date(2026, 7, 1), "Europe/London")
        self.assertEqual(day.start, datetime(2026, 6, 30, 23))
        self.assertEqual(day.end, datetime(2026, 7, 1, 23))

    def test_day_the_clocks_go_back_has_25_hours(self):
        day = Period.around(DAY, date(2026, 10, 25), "Europe/London")
        self.assertEqual((day.end - day.start).total_seconds(), 25 * 3600)

    def test_weeks_start_on_monday(self):
        week = Period.around(WEEK, date(2026, 11, 29))
        self.assertEqual((week.first, week.last), (date(2026, 11, 23), week.last))
        self.assertEqual(week.last, date(2026, 11, 29))

    def test_the_month_before_march_is_february(self):
        month = Period.around(MONTH, date(2028, 3, 31)).previous
        self.assertEqual(
            (month.first, month.last), (date(2028, 2, 1), date(2028, 2, 29))
        )

    def test_current_week_is_compared_with_the_same_part_of_the_last(self):
        wednesday_noon = datetime(2026, 11, 25, 12)
        week = Period.around(WEEK, wednesday_noon.date())
        self.assertEqual(
            week.comparable_before(wednesday_noon),
            (datetime(2026, 11, 16), datetime(2026, 11, 18, 12)),
        )

    def test_closed_period_is_compared_with_the_whole_previous_one(self):
        january = Period.around(MONTH, date(2026, 1, 15))
        self.assertEqual(
            january.comparable_before(datetime(2026, 11, 1)),
            (datetime(2025, 12, 1), datetime(2026, 1, 1)),
        )

    def test_today_is_in_the_time_zone_of_the_council(self):
        self.assertEqual(
            today(datetime(2026, 7, 1, 23, 30), "Europe/London"), date(2026, 7, 2)
        )

    def test_unknown_kind_is_refused(self):
        with self.assertRaisesRegex(ValueError, "fortnight"):
            Period.around("fortnight", date(2026, 1, 1))
        self.assertEqual(Period.around(YEAR, date(2026, 5, 5)).first, date(2026, 1, 1))
