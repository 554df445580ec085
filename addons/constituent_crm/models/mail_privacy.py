"""What Odoo's own discussion and mail queue tell of a person, and what is left of it.

A message that the person wrote is emptied. One that was sent to them alone, or hangs on
a row about them, goes, with its copies in the queues and its files.
"""

from odoo import api, models
from odoo.tools import SQL

# Owners of files that belong to a message, and to nothing else.
MESSAGES = (False, "mail.compose.message", "mail.mail", "mail.message")
# The first address in `"Jane" <jane@example.org>`, as PostgreSQL finds it.
PATTERN = """'[^<>[:space:],;"]+@[^<>[:space:],;"]+'"""
# An index takes 2,704 bytes at most, and the longest address has 320 characters
# (RFC 5321, 4.5.3.1): a longer one is nobody's, and must not keep its e-mail out.
ADDRESS = f"lower(left(substring(%s from {PATTERN}), 320))"


def by_address(records, column, emails, condition="TRUE"):
    """The rows with one of `emails` in `column`; an index has both.

    Args:
        records: of the model to search.
        condition: of the partial index, as SQL.
    """
    if not emails:
        return records.browse()
    records.flush_model()
    rows = records.env.execute_query(
        SQL(
            "SELECT id FROM %s WHERE %s = ANY(%s) AND %s ORDER BY id",
            SQL.identifier(records._table),
            SQL(ADDRESS, SQL.identifier(column)),  # pylint: disable=sql-injection
            [*emails],
            SQL(condition),  # pylint: disable=sql-injection
        )
    )
    return records.browse(row_id for (row_id,) in rows)


class MailMessage(models.Model):
    _inherit = "mail.message"

    _email_from_address_idx = models.Index(
        f"({ADDRESS % 'email_from'}) WHERE author_id IS NULL"
    )

    @api.model
    def _personal_rows_of(self, partners):
        """Messages from an address of `partners` that nobody was found for."""
        emails = partners._own_addresses()["email"]
        return by_address(self, "email_from", emails, "author_id IS NULL")

    @api.model
    def _subject_access_fields(self):
        return ["date", "author_id", "subject", "body"]

    def _subject_access_review_reason(self, partner):
        authors = self.author_id
        is_staff = any(user._is_internal() for user in authors.user_ids)
        if authors and authors != partner and not is_staff:
            return self.env._("Written by another person"), False
        return super()._subject_access_review_reason(partner)

    def _erase_person(self, partners, names):
        """What they wrote is emptied; its files go, wherever it stands."""
        self._erase_sent()
        return super(MailMessage, self.exists())._erase_person(partners, names)

    def _erase_sent(self):
        """Delete what sends these messages, and the files that are theirs alone."""
        self._erase_files()
        queue = self.env["mail.mail"].search([("mail_message_id", "in", self.ids)])
        queue.unlink()

    def _erase_files(self):
        others = self.search(
            [
                ("attachment_ids", "in", self.attachment_ids.ids),
                ("id", "not in", self.ids),
            ]
        )
        for message in self:
            about = (message.model, message.res_id)
            files = message.attachment_ids - others.attachment_ids
            files.filtered(
                lambda one, about=about: (
                    one.res_model in MESSAGES or (one.res_model, one.res_id) == about
                )
            ).unlink()


class MailMail(models.Model):
    _inherit = "mail.mail"

    _email_to_address_idx = models.Index(f"({ADDRESS % 'email_to'})")

    @api.model
    def _personal_rows_of(self, partners):
        """E-mails in the queue, or kept there, that went to `partners` alone."""
        mails = self.search([("recipient_ids", "in", partners.ids)])
        alone = mails.filtered(lambda mail: mail.recipient_ids <= partners)
        emails = partners._own_addresses()["email"]
        return alone | by_address(self, "email_to", emails)

    @api.model
    def _erasure_policy(self, field):
        return "delete"

    @api.model
    def _subject_access_fields(self):
        return ["date", "subject", "body_content", "email_to"]

    def _erase_attached(self):
        self.mail_message_id._erase_files()
        return super()._erase_attached()


class MailNotification(models.Model):
    _inherit = "mail.notification"

    _email_address_idx = models.Index(
        "(lower(mail_email_address)) WHERE mail_email_address IS NOT NULL"
    )

    @api.model
    def _erasure_forget(self, partners):
        """That a message was sent to an address of theirs."""
        emails = partners._own_addresses()["email"]
        self.flush_model(["mail_email_address"])
        self.env.cr.execute(
            SQL(
                "DELETE FROM mail_notification WHERE mail_email_address IS NOT NULL"
                " AND lower(mail_email_address) = ANY(%s)",
                [*emails],
            )
        )
        self.invalidate_model()


class MailTrackingValue(models.Model):
    _inherit = "mail.tracking.value"

    @api.model
    def _erasure_forget(self, partners):
        """Their name as what a field of another record has been."""
        # By their numbers: what is tracked of other fields is not read.
        persons = self.env["ir.model.fields"].search(
            [("relation", "=", partners._name)]
        )
        self.search(
            [
                ("field_id", "in", persons.ids),
                "|",
                ("old_value_integer", "in", partners.ids),
                ("new_value_integer", "in", partners.ids),
            ]
        ).unlink()


class MailBlacklist(models.Model):
    _inherit = "mail.blacklist"

    @api.model
    def _erasure_forget(self, partners):
        """Nobody who is erased need be kept from e-mails: no address is left."""
        emails = partners._own_addresses()["email"]
        self.search([("email", "in", [*emails])]).unlink()


class PhoneBlacklist(models.Model):
    _inherit = "phone.blacklist"

    @api.model
    def _erasure_forget(self, partners):
        """As with `mail.blacklist`."""
        numbers = partners._own_addresses()["phone"]
        self.search([("number", "in", [*numbers])]).unlink()


class MailActivity(models.Model):
    _inherit = "mail.activity"

    @api.model
    def _subject_access_fields(self):
        return ["summary", "note", "date_deadline", "state"]


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model
    def _subject_access_fields(self):
        return ["name", "description", "mimetype"]

    def _subject_access_review_reason(self, partner):
        return self.env._(
            "Attached file: check whether it mentions other people"
        ), False
