from collections import defaultdict

from odoo import api, models, tools

from ..service_matching import Entry, ServiceMatcher

SEARCHED = {"name", "description", "active"}


class ServiceType(models.Model):
    """The services found in residents' own words."""

    _inherit = "service.type"

    @api.model_create_multi
    def create(self, vals_list):
        services = super().create(vals_list)
        self._clear_service_matcher()
        return services

    def write(self, vals):
        result = super().write(vals)
        if SEARCHED & vals.keys():
            self._clear_service_matcher()
        return result

    def unlink(self):
        result = super().unlink()
        self._clear_service_matcher()
        return result

    @api.model
    @api.readonly
    def suggest(self, text, limit=5):
        """The officer's box calls this; see `_suggest`."""
        self.check_access("read")
        return self._suggest(text, min(int(limit), 20))

    @api.model
    def _suggest(self, text, limit=5):
        """Which services is this about? Best first, nothing when it is not ours.

        Args:
            text: a resident's own words, of any length.
            limit: how many at most.

        Returns:
            A list of dicts with id, code, name, score (0 to 1; certain from
            `service_matching.CERTAIN_SCORE` on) and reason.
        """
        hits = self._service_matcher().find(text, limit)
        # The catalogue is no secret, and channels find services for nobody logged in.
        keys = [hit.key for hit in hits]
        services = {service.id: service for service in self.sudo().browse(keys)}
        return [
            {
                "id": hit.key,
                "code": services[hit.key].code,
                "name": services[hit.key].name,
                "score": round(hit.score, 2),
                "reason": self.env._("“%s” matched", "”, “".join(hit.matched)),
            }
            for hit in hits
        ]

    @api.model
    @tools.ormcache(cache="stable")
    def _service_matcher(self):
        """The catalogue ready for searching, made once until the catalogue changes."""
        # Finding is the same for all, whoever happens to come first.
        Service = self.sudo()
        offered = Service.search([("active", "=", True)])
        texts_by_service = defaultdict(list)
        for code, _name in self.env["res.lang"].get_installed():
            for service in offered.with_context(lang=code):
                texts_by_service[service.id] += [
                    service.name,
                    service.description or "",
                ]
        phrases = self.env["service.keyword"].sudo()._phrases()
        lessons = self.env["service.matching.feedback"].sudo()._feedback_by_service()
        return ServiceMatcher(
            Entry(
                key=key,
                names=tuple(dict.fromkeys(texts_by_service[key][::2])),
                descriptions=tuple(dict.fromkeys(texts_by_service[key][1::2])),
                phrases=tuple(phrases[key]),
                lessons=tuple(lessons[key]),
            )
            # What no service has is none of the council's.
            for key in (*offered.ids, None)
        )

    @api.model
    def _clear_service_matcher(self):
        self.env.registry.clear_cache("stable")
