from odoo import api, fields, models


class ServiceQuestion(models.Model):
    """Questions for an allotment plot; `plots` reads the answers."""

    _inherit = "service.question"

    datatype = fields.Selection(
        selection_add=[("plot", "Allotment plot")], ondelete={"plot": "set default"}
    )


class ServiceType(models.Model):
    """The error message of the datatype."""

    _inherit = "service.type"

    @api.model
    def _fault_sentence(self, code):
        """Add the sentence for an invalid plot."""
        if code == "not_plot":
            return self.env._("“%(word)s” is not a plot. Enter one such as B7.")
        return super()._fault_sentence(code)
