from odoo import models

from .. import planning


class DispatchPlan(models.Model):
    """Insertion of single jobs into a plan."""

    _inherit = "dispatch.plan"

    def _insert(self, job, crew):
        """Insert a job into a crew's day with the least additional travel.

        Args:
            job: `dispatch.job`.
            crew: `dispatch.crew`.

        Returns:
            None, or the `planning.Unserved` with the reason why it does not fit.
        """
        self.ensure_one()
        new = self._task(job)
        problem = self._problem(job, crew)
        stops = self._movable_stops().filtered(lambda stop: stop.crew_id == crew)
        rest = [self._task(planned) for planned in stops.sorted("arrive_at").job_id]
        starts = {
            planned.id: self._clock(planned.planned_start) for planned in stops.job_id
        }
        routes = []
        for shift in problem.shifts:
            here = [t for t in rest if shift.begins <= starts[t.key] < shift.ends]
            route = planning.insert(shift, here, new, problem.travel)
            if route:
                routes.append(route)
        if not routes:
            return planning.explained(problem, [new])[0]
        best = min(routes, key=lambda route: route.travel)
        self._apply(planning.Plan((best,), ()))
        return None
