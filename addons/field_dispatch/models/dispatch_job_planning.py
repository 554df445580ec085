from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .dispatch_job import UNFINISHED

# Working days to try for a job.
DAYS_TO_TRY = 5


class DispatchJob(models.Model):
    """Planning and manual placement of jobs."""

    _inherit = "dispatch.job"

    def action_plan(self):
        """Plan the jobs for today or the next day with capacity."""
        waiting = self.filtered(lambda job: job.state == "draft")
        if not waiting:
            raise UserError(self.env._("None of these jobs waits to be planned."))
        left = waiting._plan()
        return self.env["dispatch.plan"]._notice(
            waiting._planned_words(left), "warning" if left else "success"
        )

    def _plan(self, effort=None):
        """Plan the jobs day by day.

        Args:
            effort: a `planning.Effort`; None for the setting.

        Returns:
            The jobs left out, each with its `unplanned_reason`.
        """
        unplanned = candidates = self
        tried = 0
        for day in self.env["dispatch.plan"]._working_days():
            plan = self.env["dispatch.plan"]._for_day(day)
            unplanned = unplanned - candidates | plan._solve(candidates, effort)
            candidates = unplanned.filtered(lambda job: job._may_fit_later())
            tried += 1
            if not candidates or tried == DAYS_TO_TRY:
                break
        if not tried:
            self.unplanned_reason = "hours"
        return unplanned

    def _may_fit_later(self):
        """Return whether another day may help: place and skills are no obstacle."""
        crews = self.env["dispatch.plan"]._crews()
        able = crews.filtered(lambda crew: self.skill_ids <= crew.skill_ids)
        return bool(able) and self._has_place()

    def _planned_words(self, left):
        """Return the result of planning in words."""
        planned = self - left
        if len(self) > 1:
            return self.env._(
                "%(planned)s jobs planned, %(left)s left out.",
                planned=len(planned),
                left=len(left),
            )
        if planned:
            start = fields.Datetime.context_timestamp(self, self.planned_start)
            return self.env._(
                "%(job)s: %(crew)s, %(start)s.",
                job=self.number,
                crew=self.crew_id.name,
                start=start.strftime("%a %d %b %H:%M"),
            )
        reasons = dict(
            self._fields["unplanned_reason"]._description_selection(self.env)
        )
        return f"{self.number}: {reasons[self.unplanned_reason]}"

    def _unplan(self, reason=False):
        """Remove the jobs from their plans and reset them to draft."""
        self.stop_ids.unlink()
        self.with_context(dispatch_placed=True).write(
            {
                "state": "draft",
                "crew_id": False,
                "planned_start": False,
                "planned_end": False,
                "unplanned_reason": reason,
            }
        )

    def action_unplan(self):
        """Remove jobs that are not started from their plans."""
        for job in self.filtered(lambda one: one.state in ("planned", "dispatched")):
            if job.state == "dispatched":
                job._send_cancellation(job.crew_id)
            plan = job.stop_ids.plan_id
            job._unplan()
            plan._renumber_stops()
        return True

    # Manual placement on the board, in the calendar or in the form

    def _place_new(self, vals_list):
        """Place new jobs that a user created with a crew or a time.

        Args:
            vals_list: the values that they were created with.
        """
        if self.env.context.get("dispatch_placed"):
            return
        for job, vals in zip(self, vals_list, strict=True):
            if vals.get("crew_id") or vals.get("planned_start"):
                job._place_manually(vals, job.crew_id.browse())

    def write(self, vals):
        """Place jobs whose crew or time was changed by a user."""
        by_hand = {"crew_id", "planned_start"} & vals.keys()
        if not by_hand or self.env.context.get("dispatch_placed"):
            return super().write(vals)
        crews = {job: job.crew_id for job in self}
        self._check_may_move()
        result = super().write(vals)
        for job, crew in crews.items():
            job._place_manually(vals, crew)
        return result

    def _check_may_move(self):
        """Check that no job has started."""
        for job in self:
            if job.state not in UNFINISHED[:3]:
                raise UserError(
                    self.env._("%s has begun: it cannot be moved.", job.display_name)
                )

    def _place_manually(self, vals, crew_before):
        """Adapt the plan to a user's choice.

        Args:
            vals: the written values; a `planned_start` is kept, without one the best
                time is chosen.
            crew_before: the previous crew.
        """
        job = self.with_context(dispatch_placed=True)
        if job.state == "dispatched":
            if crew_before and crew_before != job.crew_id:
                job._send_cancellation(crew_before)
                job._renew_links()
            job.state = "planned"
        if not job.crew_id:
            job._unplan()
        elif vals.get("planned_start"):
            job._fix_time(job.planned_start)
        else:
            job._insert_into_day(job.crew_id)

    def _fix_time(self, start):
        """Fix the job at the chosen time."""
        end = start + timedelta(minutes=self.duration)
        self.write({"planned_end": end, "state": "planned", "unplanned_reason": False})
        self._check_no_overlap()
        day = fields.Datetime.context_timestamp(
            self.with_context(tz=self.env["dispatch.plan"]._zone()), start
        ).date()
        plan = self.env["dispatch.plan"]._for_day(day)
        values = {"plan_id": plan.id, "is_fixed": True}
        if self.stop_ids:
            self.stop_ids.write(values)
        else:
            self.env["dispatch.stop"].create({"job_id": self.id, **values})
        plan._renumber_stops()

    def _check_no_overlap(self):
        """Check that the crew has no other job at this time."""
        clash = self.search(
            [
                ("id", "!=", self.id),
                ("crew_id", "=", self.crew_id.id),
                ("state", "in", UNFINISHED),
                ("planned_start", "<", self.planned_end),
                ("planned_end", ">", self.planned_start),
            ],
            limit=1,
        )
        if clash:
            raise UserError(
                self.env._(
                    "%(crew)s is already at %(job)s at this time.",
                    crew=self.crew_id.name,
                    job=clash.display_name,
                )
            )

    def _insert_into_day(self, crew):
        """Insert the job into the crew's day; keep the other jobs' order."""
        if not self._has_place():
            raise UserError(
                self.env._("Say where %s is before planning it.", self.display_name)
            )
        Plan = self.env["dispatch.plan"]
        plan = self.stop_ids.plan_id
        if not plan:
            day = next(Plan._working_days(), None) or fields.Date.context_today(self)
            plan = Plan._for_day(day)
        self.stop_ids.unlink()
        left = plan._insert(self, crew)
        if left:
            reasons = dict(
                self._fields["unplanned_reason"]._description_selection(self.env)
            )
            raise UserError(
                self.env._(
                    "%(crew)s cannot take %(job)s on %(day)s: %(reason)s.",
                    crew=crew.name,
                    job=self.display_name,
                    day=plan.name,
                    reason=reasons[left.reason.value].lower(),
                )
            )

    @api.constrains("crew_id", "skill_ids")
    def _check_skills(self):
        """Check that the crew has the skills of its jobs."""
        for job in self.filtered(lambda one: one.crew_id and one.state in UNFINISHED):
            missing = job.skill_ids - job.crew_id.skill_ids
            if missing:
                raise ValidationError(
                    self.env._(
                        "%(crew)s lacks skills for %(job)s: %(skills)s.",
                        crew=job.crew_id.name,
                        job=job.display_name,
                        skills=", ".join(missing.mapped("name")),
                    )
                )
