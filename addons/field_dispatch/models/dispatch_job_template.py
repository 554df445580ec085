from odoo import fields, models
from odoo.fields import Command

PRIORITIES = [("0", "Low"), ("1", "Normal"), ("2", "High"), ("3", "Emergency")]


class DispatchJobTemplate(models.Model):
    """The kind of job for requests of a service."""

    _name = "dispatch.job.template"
    _description = "Job Template"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    skill_ids = fields.Many2many("dispatch.skill", string="Skills")
    duration = fields.Integer(
        string="Minutes", default=30, required=True, help="Working time on site."
    )
    priority = fields.Selection(PRIORITIES, default="1", required=True)
    instructions = fields.Text(translate=True, help="What the crew has to do.")
    checklist_id = fields.Many2one(
        "dispatch.checklist", ondelete="set null", index="btree_not_null"
    )
    is_visit = fields.Boolean(
        string="Visit to the Constituent",
        help="The crew receives the constituent's name and safety information before"
        " the visit.",
    )
    service_ids = fields.One2many("service.type", "job_template_id", string="Services")
    active = fields.Boolean(default=True)

    _duration_positive = models.Constraint(
        "CHECK (duration > 0)", "The duration must be positive."
    )

    def _job_values(self):
        """Return the initial values of a job."""
        self.ensure_one()
        return {
            "name": self.name,
            "template_id": self.id,
            "skill_ids": self.skill_ids.ids,
            "duration": self.duration,
            "priority": self.priority,
            "instructions": self.instructions,
            "check_ids": [
                Command.create(
                    {
                        "name": item.name,
                        "sequence": item.sequence,
                        "is_required": item.is_required,
                    }
                )
                for item in self.checklist_id.item_ids
            ],
        }
