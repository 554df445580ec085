from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import consteq

SHOWN_CALLS = 5
# Clues by which a constituent is identified: the fields of the kiosk's form.
GIVEN_CLUES = {"name": "name", "postcode": "postcode", "phone": "mobile"}


class ChannelReception(models.Model):
    """What the display and the kiosk show; neither says who anybody is."""

    _inherit = "channel.reception"

    @api.model
    def _by_page_token(self, name, token):
        """Return, in sudo, the reception of a token, or an empty one.

        Args:
            name: field of the token.
            token: text.
        """
        # sudo: the token gives access to what its page shows.
        every = self.sudo()
        if not token or "\0" in token:
            return every.browse()
        found = every.search([(name, "=", token)], limit=1)
        is_same = found and consteq(found[name], token)
        return found if is_same else every.browse()

    def _display_langs(self):
        """Return codes of the display's languages, at most two and at least one."""
        active = self.lang_ids.filtered("active")[:2]
        return active.mapped("code") or [self.env.company.partner_id.lang or "en_US"]

    def _display_values(self):
        """Return what the display shows: the last calls, and the news by language."""
        called = self.env["channel.visit"].search(
            [
                ("reception_id", "=", self.id),
                ("called_at", "!=", False),
                ("ticket_day", "=", self._today()),
                ("state", "!=", "waiting"),
            ],
            order="called_at DESC, id DESC",
            limit=SHOWN_CALLS,
        )
        return {
            "calls": [
                {
                    "ticket": visit.ticket or "",
                    "counter": visit.counter_id.number or "",
                    # Changes when the same ticket is called again.
                    "key": f"{visit.ticket_number}-{visit.call_count}",
                }
                for visit in called
            ],
            "news": {
                code: self.with_context(lang=code).news or ""
                for code in self._display_langs()
            },
        }

    def _display_words(self):
        """Return the words on the display by language, each a dict."""
        return {
            code: self.with_context(lang=code)._words_in_language()
            for code in self._display_langs()
        }

    def _words_in_language(self):
        return {
            "direction": self.env["res.lang"]._get_data(code=self.env.lang).direction,
            "ticket": self.env._("Ticket"),
            "counter": self.env._("Counter"),
            "nobody": self.env._("Please wait until your ticket is called."),
            "stale": self.env._(
                "This display is not up to date. Our staff call you by your ticket."
            ),
            "spoken": self.env._(
                "Ticket %(ticket)s, please come to counter %(counter)s."
            ),
            "sound": self.env._("Switch the sound on"),
        }

    @api.model
    def _kiosk_languages(self):
        """Return the languages that visitors choose from: those of the catalogue.

        Returns:
            List of dicts of code, name (in that language), html_lang and welcome.
        """
        Lang = self.env["res.lang"]
        return [
            {
                "code": code,
                # Odoo's names are like "Polish / Język polski".
                "name": name.split(" / ")[-1],
                "html_lang": code.replace("_", "-"),
                "direction": Lang._get_data(code=code).direction,
                "welcome": self.with_context(lang=code).env._("Choose your language"),
            }
            for code, name in Lang.get_installed()
        ]

    def _kiosk_ticket(self, visit):
        """Return what a kiosk shows of a new ticket."""
        outlook = self._outlooks(self._line()).get(visit.id)
        return {
            "ticket": visit.ticket,
            "ahead": outlook.ahead if outlook else 0,
            "minutes": outlook.minutes if outlook else 0,
            "is_texted": bool(visit.mobile),
            "appointment_at": visit.appointment_at
            and self._local(visit.appointment_at).strftime("%H:%M"),
        }

    def _kiosk_check_in(self, reason, form):
        """Take a visitor at the kiosk.

        Args:
            reason: `channel.visit.reason`; an appointment has its own.
            form: dict of key, lang, reference, mobile, name, postcode and needs (ids).

        Returns:
            The `channel.visit`.

        Raises:
            UserError: the appointment or the number is none.
        """
        appointment = self.env["channel.appointment"]
        if form["reference"]:
            appointment = appointment._find_by_reference(form["reference"])
            if not appointment:
                raise UserError(self.env._("We do not know this reference."))
            appointment._check_arrival(self)
        mobile = self._mobile(form["mobile"])
        if form["mobile"] and not mobile:
            raise UserError(
                self.env._("We cannot send a text to this number. Check it, please.")
            )
        # Only a proposal for the officer, who asks; the kiosk says nothing of it.
        partner = appointment.partner_id or self.env[
            "res.partner"
        ]._constituent_identify(
            {name: form[given] for name, given in GIVEN_CLUES.items() if form[given]}
        )
        return self._check_in(
            appointment.reason_id or reason,
            appointment,
            partner_id=partner.id,
            need_ids=form["needs"],
            mobile=mobile,
            given_name=form["name"],
            given_postcode=form["postcode"],
            lang=form["lang"],
            source_key=form["key"],
        )
