from odoo import api, models

from ..matching import normalise, score

KNOWN_BY = ("name", "email", "phone")
CLUES = (*KNOWN_BY, "street", "city")
# An identifier of so many is nobody's.
MOST_SHARING = 20


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
            create: make a new constituent when there is none, and something to go by;
                and keep a phone number or address that the known one lacked.

        Returns:
            A `res.partner` of one record, or an empty one.
        """
        # Channels identify senders on behalf of nobody who is logged in.
        known = self.sudo()._identified_by(clues)
        if known and create:
            known._learn(clues)
        if known or not create:
            return known.with_env(self.env)
        if not any(str(clues.get(name) or "").strip() for name in KNOWN_BY):
            return self.browse()
        # And make them known to staff.
        near = self.sudo()._near(clues)
        made = self.sudo()._create_from(clues)
        made._propose_matches(near)
        return made.with_env(self.env)

    def _identified_by(self, clues):
        for kind in ("email", "phone"):
            rows = self._identifiers_like(kind, clues)
            partners = rows.partner_id.filtered(
                lambda one: one.active and one.is_constituent
            )
            agreeing = partners.filtered(lambda one: one._has_name_like(clues))
            shared = len(partners) > 1 or any(rows.mapped("is_shared"))
            if len(agreeing) == 1 and (self._name_in(clues) or not shared):
                return agreeing
        return self.browse()

    def _learn(self, clues):
        """Keep a first phone number or e-mail address; what is there is left alone."""
        Identifier = self.env["constituent.identifier"]
        for kind in ("email", "phone"):
            normal = Identifier._normalised(kind, clues.get(kind))
            if normal and not self[kind] and not self._identifiers_like(kind, clues):
                self[kind] = normal

    def _identifiers_like(self, kind, clues):
        """The identifiers of type `kind` in use that are what the clues say."""
        Identifier = self.env["constituent.identifier"]
        normal = Identifier._normalised(kind, clues.get(kind))
        if not normal:
            return Identifier
        domain = [("type", "=", kind), ("value_normalised", "=", normal)]
        rows = Identifier.search(domain, limit=MOST_SHARING)
        return rows.filtered(lambda row: row._is_current())

    def _has_name_like(self, clues):
        self.ensure_one()
        given = self._name_in(clues)
        known = self._name_in({"name": self.name})
        return not given or not known or score.may_be_one(given, known)

    @api.model
    def _name_in(self, clues):
        """The name among the clues; '' when it is only a number or an address."""
        name = str(clues.get("name") or "")
        if "@" in name or not any(sign.isalpha() for sign in name):
            return ""
        return name

    def _near(self, clues):
        """Candidates that share the postcode, or an identifier under another name."""
        near = self.browse()
        for kind in ("email", "phone"):
            near |= self._identifiers_like(kind, clues).partner_id
        postcode = normalise.postcode(clues.get("postcode"))
        if postcode and clues.get("name"):
            domain = [("is_constituent", "=", True), ("lookup_postcode", "=", postcode)]
            near |= self.search(domain, limit=100, order="id")
        return near

    def _create_from(self, clues):
        Identifier = self.env["constituent.identifier"]
        email = normalise.email(clues.get("email"))
        phone = Identifier._normalised("phone", clues.get("phone"))
        text = {
            name: str(clues.get(name) or "").strip()[: normalise.LONGEST]
            for name in CLUES
        }
        kind = self._kind_in(clues)
        return self.create(
            {
                "name": text["name"]
                or email
                or phone
                or text["email"]
                or text["phone"],
                "street": text["street"] or False,
                "city": text["city"] or False,
                "zip": normalise.postcode(clues.get("postcode")) or False,
                "email": email or False,
                "phone": phone or False,
                "is_constituent": True,
                "kind_id": kind.id,
                "is_company": kind.is_organisation,
            }
        )

    @api.model
    def _kind_in(self, clues):
        """The kind that is named, a citizen where there is no such kind."""
        asked = clues.get("kind")
        kinds = self.env["constituent.kind"].search(
            [("code", "in", [asked, "citizen"])]
        )
        return kinds.filtered(lambda kind: kind.code == asked) or kinds[:1]

    def _clues(self):
        """What is known of a constituent, as clues."""
        self.ensure_one()
        return {
            "name": self.name,
            "email": self.email,
            "phone": self.phone,
            "postcode": self.zip,
        }

    def _propose_matches(self, candidates):
        """Propose those of `candidates` who may be the same, with the reason."""
        # Staff review proposals; only the comparison itself writes them.
        Match = self.env["constituent.match"].sudo()
        known = Match.search(Match._about(self))
        new = candidates - self - known.partner_id - known.other_id
        Match.create([told for other in new if (told := self._proposal(other))])

    def _proposal(self, other):
        """Values of a `constituent.match`; None when the two are not alike."""
        mine = score.Person(self.name or "", self.zip or "", self.street or "")
        theirs = score.Person(other.name or "", other.zip or "", other.street or "")
        likeness = score.people(mine, theirs)
        # Channels compare on behalf of nobody who is logged in.
        shared = set(self.sudo().identifier_ids.mapped("value_normalised")) & set(
            other.sudo().identifier_ids.mapped("value_normalised")
        )
        if likeness < score.PROPOSE and not shared:
            return None
        reason = self.env._("name and address alike")
        if shared:
            reason = self.env._("shares %s", ", ".join(sorted(shared)))
        return {
            "partner_id": self.id,
            "other_id": other.id,
            "score": likeness,
            "reason": reason,
        }
