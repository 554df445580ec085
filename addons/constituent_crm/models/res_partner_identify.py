from odoo import api, models

from ..matching import normalise, score

CLUE_FIELDS = ("name", "street", "city")
LONGEST_NAME = 200


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _constituent_identify(self, clues, create=False):
        """Who has sent this? The one constituent it certainly is, or nobody.

        Precision before recall: an identifier that one constituent alone has is
        certain unless both names are known and differ; anything less is proposed
        to staff as a possible duplicate, never attached.

        Args:
            clues: any of name, email, phone, postcode, street, city, kind (a code).
            create: make a new constituent when there is none, and something to go by.

        Returns:
            A `res.partner` of one record, or an empty one.
        """
        # Channels identify senders on behalf of nobody who is logged in.
        known = self.sudo()._identified_by(clues)
        if known or not create:
            return known.with_env(self.env)
        if not any(clues.get(name) for name in ("name", "email", "phone")):
            return self.browse()
        near = self.sudo()._near(clues)
        made = self.sudo()._create_from(clues)
        made._propose_matches(near)
        return made.with_env(self.env)

    def _identified_by(self, clues):
        Identifier = self.env["constituent.identifier"]
        for kind in ("email", "phone"):
            normal = Identifier._normalised(kind, clues.get(kind))
            if not normal:
                continue
            rows = Identifier.search(
                [("type", "=", kind), ("value_normalised", "=", normal)], limit=20
            )
            partners = rows.partner_id.filtered("active")
            agreeing = partners.filtered(lambda one: one._has_name_like(clues))
            shared = len(partners) > 1 or any(rows.mapped("is_shared"))
            if len(agreeing) == 1 and (clues.get("name") or not shared):
                return agreeing
        return self.browse()

    def _has_name_like(self, clues):
        self.ensure_one()
        if not clues.get("name") or not self.name:
            return True
        return score.names(clues["name"], self.name) >= score.SAME_NAME

    def _near(self, clues):
        """Candidates that share the postcode, or an identifier under another name."""
        Identifier = self.env["constituent.identifier"]
        near = self.browse()
        for kind in ("email", "phone"):
            normal = Identifier._normalised(kind, clues.get(kind))
            if normal:
                domain = [("type", "=", kind), ("value_normalised", "=", normal)]
                near |= Identifier.search(domain, limit=5).partner_id
        postcode = normalise.postcode(clues.get("postcode"))
        if postcode and clues.get("name"):
            domain = [("is_constituent", "=", True), ("lookup_postcode", "=", postcode)]
            near |= self.search(domain, limit=50)
        return near

    def _create_from(self, clues):
        Identifier = self.env["constituent.identifier"]
        code = clues.get("kind") or "citizen"
        values = {name: clues.get(name) or False for name in CLUE_FIELDS}
        kind = self.env["constituent.kind"].search([("code", "=", code)], limit=1)
        email = normalise.email(clues.get("email"))
        name = (clues.get("name") or email or clues.get("phone") or "")[:LONGEST_NAME]
        return self.create(
            {
                **values,
                "name": name,
                "zip": normalise.postcode(clues.get("postcode")) or False,
                "email": email or False,
                "phone": Identifier._normalised("phone", clues.get("phone")) or False,
                "is_constituent": True,
                "kind_id": kind.id,
                "is_company": kind.is_organisation,
            }
        )

    def _propose_matches(self, candidates):
        """Propose those of `candidates` who may be the same, with the reason."""
        mine = score.Person(self.name or "", self.zip or "", self.street or "")
        proposals = []
        for other in candidates - self:
            theirs = score.Person(other.name or "", other.zip or "", other.street or "")
            likeness = score.people(mine, theirs)
            shared = set(self.identifier_ids.mapped("value_normalised")) & set(
                other.identifier_ids.mapped("value_normalised")
            )
            if likeness < score.PROPOSE and not shared:
                continue
            reason = (
                self.env._("shares %s", ", ".join(sorted(shared)))
                if shared
                else self.env._("name and address alike")
            )
            proposals.append(
                {
                    "partner_id": self.id,
                    "other_id": other.id,
                    "score": likeness,
                    "reason": reason,
                }
            )
        self.env["constituent.match"].create(proposals)
