import secrets

from odoo import fields, models
from odoo.orm.models import NO_ACCESS

PIN_DIGITS = 6


class ServiceRequest(models.Model):
    """The PIN of a request, for screens without a keyboard and for the telephone.

    It shows who enters it with the reference that the request is theirs. Only its hash
    is stored, as of a password; a new PIN replaces the former.
    """

    _inherit = "service.request"

    pin_hash = fields.Char(copy=False, groups=NO_ACCESS)

    def _issue_pin(self, pin=None):
        """Store a PIN and return it; it cannot be read again.

        Args:
            pin: a PIN of `PIN_DIGITS` digits that nobody can guess; None for a new one.
        """
        self.ensure_one()
        pin = pin or f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}"
        # sudo: residents have no login; the route has checked whose the request is.
        self.sudo().pin_hash = self._pin_context().hash(pin)
        return pin

    def _matches_pin(self, text):
        """Return whether a text is the PIN of the request.

        It takes the same time whether there is a request, a PIN, or neither. Attempts
        on one request are limited.

        Args:
            text: as typed, with or without spaces.
        """
        given = "".join((text or "").split())
        if len(given) != PIN_DIGITS or not (given.isascii() and given.isdigit()):
            return False
        context = self._pin_context()
        # sudo: anonymous callers are counted, and their PIN is compared.
        limit = self.env["service.rate.limit"].sudo()
        if self and not limit._is_within_record_limit("request_pin", self):
            context.dummy_verify()
            return False
        stored = self.sudo().pin_hash
        if not stored:
            context.dummy_verify()
            return False
        return context.verify(given, stored)

    def _pin_context(self):
        """Return the password hashing of Odoo, as set for this server."""
        return self.env["res.users"].sudo()._crypt_context()
