from odoo import api, fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    telephone_extension = fields.Char(
        string="Extension",
        help="Number or user name of the officer's telephone in the telephone system,"
        " such as 102. Calls that are answered there open at their Contact Desk.",
    )

    _telephone_extension_uniq = models.UniqueIndex(
        "(telephone_extension) WHERE telephone_extension IS NOT NULL",
        "This extension is another officer's.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "telephone_extension"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        # At hot desks, officers use another telephone each day.
        return [*super().SELF_WRITEABLE_FIELDS, "telephone_extension"]

    @api.model
    def _by_extension(self, names):
        """Return the officer at a telephone.

        Args:
            names: by what the telephone is known, the most telling first.

        Returns:
            The `res.users`; an empty one if it is nobody's.
        """
        if not names:
            return self.browse()
        found = self.search([("telephone_extension", "in", list(names))])
        by_name = {user.telephone_extension: user for user in found}
        return next((by_name[name] for name in names if name in by_name), self.browse())
