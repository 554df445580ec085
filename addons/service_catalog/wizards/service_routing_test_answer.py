from odoo import fields, models


class ServiceRoutingTestAnswer(models.TransientModel):
    """An answer of the request under test."""

    _name = "service.routing.test.answer"
    _description = "Answer for Testing the Rules"

    test_id = fields.Many2one("service.routing.test", required=True, ondelete="cascade")
    code = fields.Char(string="Question", required=True)
    value = fields.Char(string="Answer", required=True)
