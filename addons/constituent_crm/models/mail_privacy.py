"""Personal data in core's messages and mail queue: disclosure and erasure.

Messages by the person are emptied. Messages that were sent to the person alone, or that
belong to a row about the person, are deleted with their copies in the queues and their
files.
"""

from odoo import api, models
from odoo.tools import SQL

# Models whose attachments belong to a message only.
MESSAGES = (False, "mail.compose.message", "mail.mail", "mail.message")
# Pattern of PostgreSQL for the first address in `"Jane" <jane@example.org>`.
PATTERN = """'[^<>[:space:],;"]+@[^<>[:space:],;"]+'"""
# An index accepts at most 2,704 bytes, and an address has at most 320 characters (RFC
# 5321, 4.5.3.1). A longer text must not prevent storing the e-mail.
ADDRESS = f"lower(left(substring(%s from {PATTERN}), 320))"


def by_address(records, column, emails, condition="TRUE"):
    """Return the records with one of several addresses, by index.

    Args:
        records: recordset of the model to search.
        column: name of the column.
        emails: addresses in lower case.
        condition: SQL condition of the partial index.

    Returns:
        Records of the model.
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
        """Return messages without an author from an address of `partners`."""
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
        """Erase messages, and delete their files and queued copies."""
        self._erase_sent()
        return super(MailMessage, self.exists())._erase_person(partners, names)

    def _erase_sent(self):
        """Delete queued copies of these messages, and files that only they have.

        Hook: addons extend it for their own queues.
        """
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
        """Return queued or sent e-mails to `partners` alone."""
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
        """Delete notifications that were sent to an address of `partners`."""
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
        """Delete tracked values of other records that name `partners`."""
        # By id: tracked values of other fields need not be read.
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
        """Delete their addresses from the blacklist: none is left to be contacted."""
        emails = partners._own_addresses()["email"]
        self.search([("email", "in", [*emails])]).unlink()


class PhoneBlacklist(models.Model):
    _inherit = "phone.blacklist"

    @api.model
    def _erasure_forget(self, partners):
        """Delete their numbers from the blacklist: none is left to be contacted."""
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
