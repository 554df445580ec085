from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = ("channel.call", "channel.visit")
END = (
    "outcome",
    "note",
    "request_id",
    "service_id",
    "is_avoidable",
    "avoidable_reason",
)


class ChannelContact(models.AbstractModel):
    """Server methods of the Contact Desk, see static/src/desk.

    The methods that they call also serve anonymous channels. Therefore each method here
    checks the officer's access itself.
    """

    _inherit = "channel.contact"

    # Contacts

    @api.model
    def desk_board(self):
        """Return the waiting contacts, this officer's open ones, and today's figures.

        Returns:
            Dict of `waiting` (longest first) and `mine` (lists of `_desk_values`) and
            `today`.
        """
        waiting, mine = [], []
        for kind in KINDS:
            Kind = self.env[kind]
            waiting += Kind.search([("state", "=", "waiting")], limit=20)
            mine += Kind.search(
                [("state", "=", "live"), ("user_id", "=", self.env.uid)], limit=20
            )
        by_time = sorted(waiting, key=lambda one: one.started_at)
        return {
            "waiting": [contact._desk_values() for contact in by_time],
            "mine": [contact._desk_values() for contact in mine],
            "today": self._desk_today(),
        }

    @api.model
    def _desk_today(self):
        """Return this officer's number of contacts today, and their mean seconds."""
        now = fields.Datetime.context_timestamp(self, fields.Datetime.now())
        since = fields.Datetime.now() - (
            now - now.replace(hour=0, minute=0, second=0, microsecond=0)
        )
        served, seconds = 0, 0
        for kind in KINDS:
            rows = self.env[kind]._read_group(
                [
                    ("user_id", "=", self.env.uid),
                    ("state", "=", "done"),
                    ("ended_at", ">=", since),
                ],
                [],
                ["__count", "handling_seconds:sum"],
            )
            served += rows[0][0]
            seconds += rows[0][1] or 0
        return {"served": served, "seconds": seconds // served if served else 0}

    @api.model
    def desk_begin(self, values=None):
        """Create a contact with somebody who is served at once and has not waited.

        Args:
            values: dict of any of number, queue, ticket, place and partner_id.

        Returns:
            Dict of `_desk_values`.
        """
        known = {"number", "queue", "ticket", "place", "partner_id"} & set(self._fields)
        now = fields.Datetime.now()
        self.check_access("create")
        # Only the desk writes the officer and the times.
        contact = self.sudo().create(
            {
                **{name: (values or {}).get(name) for name in known},
                "state": "live",
                "user_id": self.env.uid,
                "started_at": now,
                "answered_at": now,
            }
        )
        return contact.with_env(self.env)._desk_values()

    @api.model
    def desk_queue(self, caption):
        """Create a waiting contact.

        Args:
            caption: number of the caller, or of the ticket.

        Returns:
            Dict of `_desk_values`.
        """
        name = "number" if "number" in self._fields else "ticket"
        return self.create({name: caption})._desk_values()

    def desk_answer(self):
        self._answer()
        return self._desk_values()

    def desk_give_up(self):
        self._mark_abandoned()

    def desk_read(self):
        """Return the values of a contact that is being served.

        Raises:
            UserError: The contact has ended.
        """
        contact = self.exists()
        contact._check_live()
        return contact._desk_values()

    def desk_save(self, draft):
        """Save the officer's input so far.

        Args:
            draft: dict of the desk's form, with partner_id, beneficiary_id and words.
        """
        self.ensure_one()
        self.check_access("write")
        if self.state == "live":
            # Only the desk writes drafts.
            self.sudo().write(
                {
                    "draft": draft,
                    "partner_id": draft.get("partner_id"),
                    "beneficiary_id": draft.get("beneficiary_id"),
                    "subject": draft.get("words"),
                }
            )

    def desk_end(self, values):
        """End the contact; partner and description are those of the last draft.

        Args:
            values: dict of the fields in `END`, script_service_id, script_path and
                canned_responses_used.

        Returns:
            Dict of `_desk_values`.
        """
        self.ensure_one()
        self.check_access("write")
        self._end({name: values.get(name) or False for name in END})
        self._desk_script_values(values)
        if self.outcome == "existing":
            self._desk_note_on_request()
        return self._desk_values()

    def _desk_script_values(self, values):
        """Record in the ledger the script that was followed and the responses given."""
        Service = self.env["service.type"]
        service = Service.browse(values.get("script_service_id") or None).exists()
        script = Service._script_values(service, values.get("script_path"))
        given = self.env["service.canned.response"]._as_used(
            values.get("canned_responses_used")
        )
        if script or given:
            # The model that serves a contact writes the ledger, not the user.
            self.interaction_id.sudo().write(
                {**script, "canned_response_ids": [fields.Command.set(given.ids)]}
            )

    def _desk_note_on_request(self):
        """Post the officer's note on the existing request."""
        words = self.note or self.env._("Status enquiry.")
        body = self.env._("%(kind)s: %(words)s", kind=self._description, words=words)
        self.request_id.message_post(body=body, subtype_xmlid="mail.mt_note")

    def _desk_values(self):
        self.ensure_one()
        moments = ("started_at", "answered_at", "ended_at")
        return {
            "model": self._name,
            "id": self.id,
            "channel": self._channel_code,
            "caption": self.partner_id.name or self._caption(),
            "queue": self.queue if "queue" in self._fields else self.place,
            "state": self.state,
            "draft": self.draft or {},
            "subject": self.subject or "",
            "waiting_seconds": self.waiting_seconds,
            "handling_seconds": self.handling_seconds,
            "requests": [
                self._desk_receipt(request) for request in self.request_ids.sorted("id")
            ],
            **{name: fields.Datetime.to_string(self[name]) for name in moments},
        }

    # Service and request

    @api.model
    @api.readonly
    def desk_service(self, service_id):
        """Return script, knowledge and questions of a service.

        Args:
            service_id: id of the `service.type`.

        Returns:
            Dict of texts, target hours, team, script, knowledge and questions.

        Raises:
            UserError: The service does not exist.
        """
        service = self.env["service.type"].browse(service_id).exists()
        if not service:
            raise UserError(self.env._("This service is not there any more."))
        return {
            "id": service.id,
            "name": service.name,
            "description": service.description or "",
            "needs_location": service._form_has_place(),
            "hours": service.sla_policy_id.hours or 0,
            "team": service.team_id.name or "",
            "script": service._script(),
            "knowledge": self.env["service.canned.response"]._available_for(service),
            "questions": service._form(),
        }

    def desk_open(self, values):
        """Open a request for the constituent who is being served.

        Args:
            values: dict of `key` (chosen by the desk, so that a repeated call opens one
                request), service_id, partner_id, beneficiary_id, words, description,
                address, postcode, property_id, is_as_typed (whether the address is no
                property) and answers.

        Returns:
            Dict of what the officer reads out: reference, due time, team, and e-mail or
            phone for updates.

        Raises:
            UserError: No service is given.
        """
        self.ensure_one()
        self.check_access("write")
        Request = self.env["service.request"]
        Request.check_access("create")
        if not values.get("service_id"):
            raise UserError(self.env._("Choose a service first."))
        request = Request._open_request(
            {
                "service_id": values["service_id"],
                "partner_id": values.get("partner_id"),
                "beneficiary_id": values.get("beneficiary_id"),
                "channel": self._channel_code,
                "description": values.get("description") or values.get("words"),
                "answers": values.get("answers"),
                **self._desk_place(values),
                "user_id": False,
                "source_key": f"{self._name},{self.id},{values.get('key')}",
            }
        )
        # Only the desk writes the requests of a contact.
        self.sudo().write(
            {
                "request_ids": [fields.Command.link(request.id)],
                "request_id": self.request_id.id or request.id,
                "service_id": self.service_id.id or request.service_id.id,
            }
        )
        return self._desk_receipt(request)

    @api.model
    def _desk_place(self, values):
        """Return where it is: the property, also if it was typed and not chosen."""
        place = {name: values.get(name) for name in ("address", "postcode")}
        if values.get("property_id") or values.get("is_as_typed"):
            return {**place, "property_id": values.get("property_id")}
        return {**place, **self.env["service.request"]._match_place(**place)}

    @api.model
    def _desk_receipt(self, request):
        """Return what the officer reads out of a request."""
        return {
            "id": request.id,
            "reference": request.reference,
            "service": request.service_id.name,
            "service_id": request.service_id.id,
            "team": request.team_id.name or "",
            "due_at": fields.Datetime.to_string(request.due_at),
            "reach": self._desk_reach(request),
        }

    @api.model
    def _desk_reach(self, request):
        """Return the address or number that messages about a request go to, or ""."""
        if not request.partner_id:
            return ""
        # Sending reads templates and permissions, which officers may not.
        Message = self.env["channel.message"].sudo()
        partner = request.sudo().partner_id
        channel, _answer = Message._choose_channel(partner, request.sudo())
        return channel._carrier()._address(partner)
