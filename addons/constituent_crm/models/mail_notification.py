from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class MailNotification(models.Model):
    """Notifications are readable for users who may read their message.

    Core lets every user read all of them, including recipients and records.
    """

    _inherit = "mail.notification"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._readable_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        # Core limits writing to recipients and creation to readers of the message.
        if operation != "read" or not any(self._ids):
            return result
        rest = self - result[0] if result else self
        readable = self.browse(self._search([("id", "in", rest.ids)]))
        if not (hidden := (rest - readable).exists()):
            return result
        refused = result[0] | hidden if result else hidden
        return refused, lambda: self.env["ir.rule"]._make_access_error("read", refused)

    @api.model
    def _readable_domain(self):
        """Return the domain of notifications whose message the user may read.

        It includes the record rules of documents in a single query. A user has few
        notifications, but may read documents of many messages. See `mail.message`.
        """
        partner = self.env.user.partner_id
        own = Domain("res_partner_id", "=", partner.id) | Domain(
            "author_id", "=", partner.id
        )
        message = Domain("message_type", "!=", "user_notification") & Domain.OR(
            self._documents_domains()
        )
        return own | Domain("mail_message_id", "any!", message)

    @api.model
    def _documents_domains(self):
        """Yield the domains of messages about documents that the user may read."""
        unrestricted = []
        for name in self.env.registry.descendants(["mail.thread"], "_inherit"):
            documents = self.env[name].with_context(active_test=False)
            if documents._abstract or not documents.has_access("read"):
                continue
            if self.env["ir.rule"]._compute_domain(name, "read").is_true():
                unrestricted.append(name)
                continue
            yield Domain("model", "=", name) & _is_about(documents)
        yield Domain("model", "in", unrestricted)


def _is_about(documents):
    """Return the domain of messages about records that the user may read."""

    def to_sql(messages, alias, query):
        found = documents._search([])
        column = messages._field_to_sql(alias, "res_id", query)
        # Few messages are searched for among many documents.
        found.add_where(SQL("%s = %s", SQL.identifier(found.table, "id"), column))
        return SQL("EXISTS %s", found.subselect("1"))

    return Domain.custom(to_sql=to_sql)
