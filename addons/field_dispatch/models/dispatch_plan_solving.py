import time
from datetime import datetime, timedelta

import pytz

from odoo import api, fields, models

from .. import planning

# Days from today that planning considers.
HORIZON_DAYS = 21
SPEED, DETOUR, SECONDS = 30.0, 1.35, 5.0


class DispatchPlan(models.Model):
    """Solving of a day's plan."""

    _inherit = "dispatch.plan"

    def _solve(self, jobs, effort=None):
        """Plan jobs for this day; the entry point of planning.

        Fixed stops and those sent to crews stay. Planned stops may change time and crew
        to do more jobs with less travel.

        Args:
            jobs: `dispatch.job` in state draft.
            effort: a `planning.Effort`; None for the setting.

        Returns:
            The jobs left out, each with its `unplanned_reason`.
        """
        self.ensure_one()
        # Concurrent planning of a day could assign a crew twice.
        self.lock_for_update()
        begun = time.monotonic()
        located = jobs.filtered(lambda job: job._has_place())
        (jobs - located).unplanned_reason = "location"
        movable = self._movable_stops().job_id | located
        problem = self._problem(movable)
        left = self._apply(self._solve_problem(problem, effort or self._effort()))
        left |= jobs - located
        self.write(
            {
                "unplanned_ids": [fields.Command.set(left.ids)],
                "solved_at": fields.Datetime.now(),
                "solve_seconds": time.monotonic() - begun,
            }
        )
        return left

    @api.model
    def _solve_problem(self, problem, effort):
        """Return the `planning.Plan` for a problem; override for another solver.

        Args:
            problem: a `planning.Problem`.
            effort: a `planning.Effort`.

        Returns:
            A plan without `violations`; each task is on a route or `unserved`.
        """
        return planning.solve(problem, effort)

    def _movable_stops(self):
        """Return the stops that planning may move."""
        return self.stop_ids.filtered(lambda stop: not stop._is_pinned())

    def _problem(self, jobs, crews=None):
        """Return the day as a `planning.Problem`."""
        return planning.Problem(
            tasks=tuple(self._task(job) for job in jobs),
            shifts=tuple(self._shifts(crews)),
            travel=self._travel(),
        )

    def _task(self, job):
        """Return a job as a `planning.Task`."""
        hurry = int(job.priority) + (job.is_overdue or self._is_last_chance(job))
        return planning.Task(
            key=job.id,
            place=planning.Place(job.latitude, job.longitude),
            service=job.duration * 60,
            skills=frozenset(job.skill_ids.ids),
            priority=hurry,
            earliest=max(0, self._clock(job.earliest_at)) if job.earliest_at else 0,
            latest=self._clock(job.latest_at) if job.latest_at else None,
        )

    def _is_last_chance(self, job):
        """Return whether the job is due on this day or before."""
        return bool(job.due_at) and job.due_at.date() <= self.date

    def _shifts(self, crews=None):
        """Yield the crews' working times without pinned stops."""
        now = self._clock(fields.Datetime.now())
        pins = self._pins()
        crews = crews or self._crews()
        for crew, spans in crews._working_times(*self._bounds()).items():
            depot = self._place(crew.depot_id)
            skills = frozenset(crew.skill_ids.ids)
            for since, until in spans:
                begins, ends = map(self._clock, (since, until))
                shift = planning.Shift(crew.id, begins, ends, depot, depot, skills)
                yield from planning.cut(shift, pins.get(crew, ()), now)

    def _crews(self):
        """Return the crews of the plan's company."""
        company = self.company_id or self.env.company
        return self.env["dispatch.crew"].search(
            [("company_id", "in", [False, company.id])]
        )

    def _pins(self):
        """Return the pinned stops by crew, as `planning.Pin`."""
        pins = {}
        for stop in self.stop_ids.filtered(lambda stop: stop._is_pinned()):
            job = stop.job_id
            if not job.planned_start:
                continue
            place = self._place(job if job._has_place() else job.crew_id.depot_id)
            starts = job.started_at or job.planned_start
            ends = job.done_at or starts + timedelta(minutes=job.duration)
            pin = planning.Pin(place, self._clock(starts), self._clock(ends))
            pins.setdefault(job.crew_id, []).append(pin)
        return pins

    @api.model
    def _place(self, record):
        """Return the coordinates of a record."""
        return planning.Place(record.latitude, record.longitude)

    def _apply(self, plan):
        """Write the routes to stops and jobs; return the jobs left out."""
        Job = self.env["dispatch.job"].with_context(dispatch_placed=True)
        stops = {stop.job_id.id: stop for stop in self.stop_ids}
        new_stops = []
        for route in plan.routes:
            for visit in route.visits:
                job_id = visit.task.key
                Job.browse(job_id).write(self._placement(route.shift.crew, visit))
                values = {"travel_minutes": round(visit.travel / 60)}
                if job_id in stops:
                    stops[job_id].write(values)
                else:
                    new_stops.append({"plan_id": self.id, "job_id": job_id, **values})
        self.env["dispatch.stop"].create(new_stops)
        left = Job
        for reason, tasks in self._unserved_by_reason(plan):
            jobs = Job.browse(task.key for task in tasks)
            jobs._unplan(reason)
            left |= jobs
        self._renumber_stops()
        return left.with_context(dispatch_placed=False)

    @api.model
    def _unserved_by_reason(self, plan):
        """Return the tasks left out by reason."""
        grouped = {}
        for unserved in plan.unserved:
            grouped.setdefault(unserved.reason.value, []).append(unserved.task)
        return grouped.items()

    def _placement(self, crew_id, visit):
        """Return the job values for a visit."""
        return {
            "crew_id": crew_id,
            "planned_start": self._moment(visit.starts),
            "planned_end": self._moment(visit.ends),
            "state": "planned",
            "unplanned_reason": False,
        }

    def _renumber_stops(self):
        """Update the numbers of each crew's stops, by time from 1."""
        for stops in self.stop_ids.grouped("crew_id").values():
            in_order = stops.sorted(
                lambda stop: (stop.arrive_at or datetime.max, stop.id)
            )
            for number, stop in enumerate(in_order, 1):
                if stop.sequence != number:
                    stop.sequence = number

    # Clock: seconds since midnight (UTC) of the day before, so that none is negative

    def _clock_origin(self):
        """Return the origin of the clock."""
        return datetime.combine(self.date, datetime.min.time()) - timedelta(days=1)

    def _clock(self, moment):
        """Return a time as seconds of the clock."""
        if moment.tzinfo:
            moment = moment.astimezone(pytz.UTC).replace(tzinfo=None)
        return int((moment - self._clock_origin()).total_seconds())

    def _moment(self, seconds):
        """Return seconds of the clock as naive UTC."""
        return self._clock_origin() + timedelta(seconds=seconds)

    def _bounds(self):
        """Return the two local midnights of the day."""
        zone = pytz.timezone(self._zone())
        midnight = datetime.combine(self.date, datetime.min.time())
        return (
            zone.localize(midnight),
            zone.localize(midnight + timedelta(days=1)),
        )

    @api.model
    def _zone(self):
        """Return the council's time zone."""
        return self.env.company.resource_calendar_id.tz or self.env.user.tz or "UTC"

    @api.model
    def _working_days(self):
        """Yield days from today on which a crew still has working time."""
        now = pytz.UTC.localize(fields.Datetime.now())
        today = now.astimezone(pytz.timezone(self._zone())).date()
        crews = self._crews()
        for offset in range(HORIZON_DAYS):
            day = self.new({"date": today + timedelta(days=offset)})
            times = crews._working_times(*day._bounds())
            if any(until > now for spans in times.values() for _, until in spans):
                yield day.date

    # Settings

    @api.model
    def _setting(self, name, default):
        """Return a numeric setting."""
        # sudo: only administrators may read settings.
        text = (
            self.env["ir.config_parameter"].sudo().get_param(f"field_dispatch.{name}")
        )
        try:
            return float(text) or default
        except (TypeError, ValueError):
            return default

    @api.model
    def _travel(self):
        """Return the travel model of the settings."""
        return planning.Travel(
            speed=max(1.0, self._setting("speed", SPEED)),
            detour=max(1.0, self._setting("detour", DETOUR)),
        )

    @api.model
    def _effort(self):
        """Return the effort of the settings."""
        return planning.Effort(seconds=self._setting("solve_seconds", SECONDS))
