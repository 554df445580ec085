from odoo import api, models
from odoo.tools import ormcache

from odoo.addons.constituent_crm.permission import Answer

from ...outgoing import Outgoing

# Acknowledgements are sent even in quiet hours: the sender expects them now.
ACKNOWLEDGEMENTS = ("opened", "joined")
# Each person is notified of these events once, on one channel.
NOTIFIED_ONCE = ("opened",)
MAX_SUBJECT_LENGTH = 60


class ChannelMessage(models.Model):
    """Sending of messages, on the channels that have a `channel.carrier`."""

    _inherit = "channel.message"

    @api.model
    def _send_message(
        self,
        partner,
        subject,
        body,
        request=None,
        channel=None,
        event=False,
        purpose=None,
    ):
        """Send a message to a constituent; every outgoing message passes here.

        It is sent after the transaction by Odoo's mail or SMS queue, and its row
        records the result. In quiet hours it waits for their end, unless it
        acknowledges what the constituent has just sent or its purpose is urgent.

        Args:
            partner: the recipient.
            subject: subject of an e-mail.
            body: text, or HTML as `Markup`.
            request: the `service.request` it is about.
            channel: a `constituent.channel` or its code; the constituent's own when
                left out.
            event: the event of the request that it reports.
            purpose: a `constituent.purpose` or its code; service delivery by default.

        Returns:
            The message, that of the first time for an event that is notified once;
            empty when the constituent may or can not be written to, with the reason
            noted on the request.
        """
        # Callers include pages for residents and crews, without access rights.
        out = self.sudo()
        request = (request or self.env["service.request"]).sudo()
        if isinstance(channel, str):
            channel = self.env["constituent.interaction"]._channel(channel)
        if not isinstance(purpose, models.BaseModel):
            purpose = self.env["constituent.purpose"]._get_by_code(purpose)
        message = out._address_message(partner, request, event, purpose, channel)
        if not message:
            return self.browse()
        return self._send_all([message.with_content(subject, body)])

    @api.model
    def _address_message(
        self, partner, request, event, purpose, channel=None, seen_as=None
    ):
        """Choose how a message reaches a constituent; it has no content yet.

        Args:
            partner: the recipient.
            request: the `service.request` it is about; may be empty.
            event: the event that it reports, or False.
            purpose: a `constituent.purpose`.
            channel: as in `_choose_channel`.
            seen_as: the request as the recipient sees it, when that differs.

        Returns:
            An `Outgoing`; None when the constituent may or can not be written to, with
            the reason noted on the request.
        """
        chosen, answer = self._choose_channel(
            partner, seen_as or request, channel, purpose
        )
        if not chosen:
            if request:
                request._message_log(body=self._not_sent(answer))
            return None
        return Outgoing(
            partner=partner,
            request=request,
            event=event,
            purpose=purpose,
            channel=chosen,
            earliest=answer.earliest,
        )

    @api.model
    def _send_all(self, outgoing):
        """Send several messages in a constant number of queries.

        Args:
            outgoing: a list of `Outgoing`, each to somebody who may be written to.

        Returns:
            The messages; for what is notified once, that of the first time.
        """
        # As in `_send_message`.
        out = self.sudo()
        before = out._find_notified(outgoing)
        new = [one for one in outgoing if one.key not in before]
        mailboxes = out._mailboxes_of(
            out.env["service.request"].union(
                *(one.request for one in new if one.channel.code == "email")
            )
        )
        messages = out.create(
            [
                out._prepare_outgoing_values(one, mailboxes.get(one.request))
                for one in new
            ]
        )
        bodies = {message: one.body for message, one in zip(messages, new, strict=True)}
        messages._send_by_channel(bodies)
        return messages.concat(*before.values()).with_env(self.env)

    @api.model
    def _prepare_outgoing_values(self, one, mailbox):
        """Return the field values of the message for an `Outgoing`."""
        return {
            "direction": "out",
            "channel_id": one.channel.id,
            "endpoint_id": mailbox and mailbox.id,
            "state": "queued",
            "partner_id": one.partner.id,
            "sender": mailbox and mailbox.address,
            "recipient": one.channel._carrier()._address(one.partner),
            "subject": one.subject or one.text[:MAX_SUBJECT_LENGTH],
            "body": one.text,
            "request_id": one.request.id,
            "service_id": one.request.service_id.id,
            "event": one.event,
            "purpose_id": one.purpose.id,
            "not_before": one.event not in ACKNOWLEDGEMENTS and one.earliest,
        }

    @api.model
    def _find_notified(self, outgoing):
        """Return the former messages about events that are notified once.

        Returns:
            A dict of `Outgoing.key` to `channel.message`.
        """
        once = [one for one in outgoing if one.event in NOTIFIED_ONCE and one.request]
        if not once:
            return {}
        known = self.search(
            [
                ("direction", "=", "out"),
                ("event", "in", NOTIFIED_ONCE),
                ("request_id", "in", [one.request.id for one in once]),
            ]
        )
        by_key = {
            (one.event, one.request_id, one.partner_id, one.channel_id): one
            for one in known
        }
        return {one.key: by_key[one.key] for one in once if one.key in by_key}

    @api.model
    def _not_sent(self, answer):
        return self.env._("Not sent: %s", answer.reason)

    # Which way

    @api.model
    def _sending_channels(self):
        """Return the channels on which the system itself can send.

        Those with a model `channel.carrier.<code>`; see `docs/extend.md`.

        Returns:
            Active `constituent.channel` records in their order.
        """
        # Residents' and crews' pages send too; channels are configuration.
        Channel = self.env["constituent.channel"].sudo()
        return Channel.browse(self._sending_channel_ids())

    @api.model
    @ormcache()
    def _sending_channel_ids(self):
        # User-independent, hence cached; `constituent.code.mixin` clears the cache when
        # code, order or activity change.
        Channel = self.env["constituent.channel"].sudo()
        return tuple(
            channel.id
            for channel in Channel.search([("active", "=", True)])
            if channel._can_send()
        )

    def _send_by_channel(self, bodies):
        """Queue messages, each on its own channel.

        Args:
            bodies: a dict of `channel.message` to text, or HTML as `Markup`.

        Raises:
            UserError: nothing that is installed sends on the channel.
        """
        for channel, some in self.grouped("channel_id").items():
            channel._carrier()._send({message: bodies[message] for message in some})

    @api.model
    def _choose_channel(self, partner, request, channel=None, purpose=None):
        """Choose the channel to reach `partner` on.

        Candidates are the channel that is asked for; else, in this order, the
        constituent's preferred channel, that of the request, and any other. The first
        for which there is an address and no refusal is chosen.

        Returns:
            A `constituent.channel`, empty when there is none, and an `Answer`: it says
            why not, or from when.
        """
        sending = self._sending_channels()
        preferred = partner.preferred_channel_id | request.channel_id
        candidates = channel or preferred | sending
        refused = []
        for found in (candidates & sending).sudo():
            if found._carrier()._address(partner):
                answer = partner._may_contact(found, purpose)
                if answer or answer.earliest:
                    return found, answer
                refused.append(answer)
        reason = self.env._(
            "%s has neither an e-mail address nor a phone number for texts.",
            partner.display_name,
        )
        return sending.browse(), (*refused, Answer(False, "no_address", reason))[0]

    @api.model
    def _mailboxes_of(self, requests):
        """Return the e-mail endpoint that each request came by, or else the first.

        Returns:
            A dict of `service.request` to `channel.endpoint`; that of no request is
            there, too.
        """
        # Users who cause an e-mail may lack access to endpoints and messages.
        Message = self.sudo()
        Endpoint = self.env["channel.endpoint"].sudo()
        kinds = Endpoint._mailbox_kinds()
        default = Endpoint.search(
            [("kind", "in", kinds), ("address", "!=", False)], limit=1
        )
        latest = Message._read_group(
            [
                ("request_id", "in", requests.ids),
                ("direction", "=", "in"),
                ("endpoint_id.kind", "in", kinds),
            ],
            ["request_id"],
            ["id:max"],
        )
        came_by = {
            request.id: Message.browse(message_id).endpoint_id
            for request, message_id in latest
        }
        return {one: came_by.get(one.id, default) for one in [*requests, requests[:0]]}
