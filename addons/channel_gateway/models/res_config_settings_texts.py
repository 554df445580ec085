from uuid import uuid4

from requests.exceptions import RequestException

from odoo import fields, models
from odoo.exceptions import UserError


class ResConfigSettings(models.TransientModel):
    """The gateway of texts, and a text to try it."""

    _inherit = "res.config.settings"

    text_endpoint_id = fields.Many2one(
        related="company_id.text_endpoint_id", readonly=False
    )
    test_text_number = fields.Char(string="Phone Number")

    def action_send_test_text(self):
        """Send a text at once by the gateway that is chosen, and say what it answered.

        Raises:
            UserError: the number is none, or the gateway does not take the text.
        """
        self.ensure_one()
        number = self._check_test_number()
        words = self.env._("A test text of %s.", self.company_id.name)
        api = self.company_id._get_sms_api_class()(self.env)
        api._set_company(self.company_id)
        numbers = [{"uuid": uuid4().hex, "number": number}]
        try:
            (result,) = api._send_sms_batch([{"content": words, "numbers": numbers}])
        except RequestException as error:
            raise UserError(
                self.env._("The gateway does not answer (%s).", type(error).__name__)
            ) from error
        states = self.env["sms.sms"].IAP_TO_SMS_STATE_SUCCESS
        if result["state"] not in states:
            reason = result.get("failure_reason") or result["state"]
            raise UserError(self.env._("The gateway refuses it: %s", reason))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The gateway has taken the text to %s.", number),
            },
        }

    def _check_test_number(self):
        Identifier = self.env["constituent.identifier"]
        numbers = Identifier._normal_forms("phone", self.test_text_number or "")
        if not numbers:
            raise UserError(self.env._("Enter the phone number to send it to."))
        return numbers[0]
