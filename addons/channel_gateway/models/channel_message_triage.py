from odoo import models
from odoo.exceptions import UserError


class ChannelMessage(models.Model):
    """What staff do with messages that the system could not settle."""

    _inherit = "channel.message"

    def _open_chosen_request(self, **chosen):
        """Open the request that staff have chosen for this message.

        Args:
            chosen: values of `service.request._open_request`, at least service_id.
        """
        self.ensure_one()
        self.check_access("write")
        self._check_undecided()
        partner = chosen.get("partner_id")
        if partner:
            # Messages are written by these methods alone.
            self.sudo().partner_id = partner
            # Who it was is learnt here; the facts of the contact stay.
            self.interaction_id.sudo().partner_id = partner
        if self.endpoint_id.kind == "email":
            self._open_from_email(**chosen)._send_event_messages("opened")
        else:
            self._open_request(**chosen)
        return self.request_id

    def _attach_to(self, request):
        """Put this message on a request there is."""
        self.ensure_one()
        self.check_access("write")
        self._check_undecided()
        if self.endpoint_id.kind == "email":
            self._attach_email(request)
        else:
            self._mark_attached(request)
            # Who sorts the inbox need not be of the request's team.
            self._post_text(request.sudo())

    def _post_text(self, request):
        """Have it say what was sent: on its page too, if by its own constituent."""
        words = self.body or self.subject
        if request._is_from_requester(self.partner_id):
            request._post_constituent_message(words)
        else:
            request._message_log(body=words)

    # Buttons

    def action_open_request(self):
        self._check_undecided()
        return self._wizard("channel.message.open", self.env._("Open Request"))

    def action_attach(self):
        self._check_undecided()
        return self._wizard("channel.message.attach", self.env._("Attach to Request"))

    def _wizard(self, model, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_message_id": self.id},
        }

    def action_discard(self):
        self._check_undecided()
        words = self.env._("Discarded by %s.", self.env.user.name)
        self._decide("discarded", words)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "Discarded. Use “Restore” on the message to undo."
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_restore(self):
        """Undo what `action_discard` did, or the system for a machine's letter."""
        if self.filtered(lambda message: message.state != "discarded"):
            raise UserError(self.env._("Only discarded messages can be restored."))
        words = self.env._("Restored by %s.", self.env.user.name)
        outgoing = self.filtered(lambda message: message.direction == "out")
        outgoing._decide("failed", words)
        (self - outgoing)._decide("triage", words, is_automatic=False)

    def action_retry(self):
        """Try again: to understand what came in, or to send what did not leave."""
        self.check_access("write")
        incoming = self.filtered(lambda message: message.direction == "in")
        incoming._check_undecided()
        if incoming.filtered(lambda message: not message.raw):
            raise UserError(
                self.env._("Cannot be retried: the message was too large and not kept.")
            )
        if incoming:
            # Counting begins anew; staff do not read the counts.
            Attempt = self.env["channel.message.attempt"].sudo()
            Attempt.search([("message_id", "in", incoming.ids)]).unlink()
            # Messages are written by these methods alone.
            incoming.sudo().write({"state": "received", "attempts": 0, "error": False})
            self._wake()
        outgoing = (self - incoming).filtered(
            lambda one: one.state in ("failed", "uncertain")
        )
        # As above.
        outgoing.sudo().write({"attempts": 0})
        outgoing.sudo()._send_again()

    def action_view_request(self):
        self.ensure_one()
        return self.request_id._get_records_action(context={})
