from odoo import api, fields, models
from odoo.tools import html_sanitize

from ...service_matching import is_named

TILE_URL = "service_catalog.tile_url"
TILE_ATTRIBUTION = "service_catalog.tile_attribution"


class ServiceType(models.Model):
    """The public view of services."""

    _inherit = "service.type"

    canned_response_ids = fields.One2many(
        "service.canned.response", "service_id", string="Canned Responses"
    )

    @api.model
    def _public(self, code):
        """Return the service with a code, in sudo, if it is or was published.

        Args:
            code: code of the service.

        Returns:
            A `service.type` of one record, or an empty one.
        """
        # sudo: the published catalogue is public.
        every = self.sudo().with_context(active_test=False)
        found = every.search([("code", "=", code.replace("\0", ""))], limit=1)
        return found if found.is_published else every.browse()

    @api.model
    def _public_headings(self):
        """Return pairs of heading and published services, in sudo, sorted by name."""
        # sudo: the published catalogue is public.
        services = self.sudo().search([("is_published", "=", True)], order="name")
        services.fetch(["name", "code", "group", "description"])
        groups = services.grouped(lambda one: one.group or self.env._("Other services"))
        return sorted(groups.items())

    @api.model
    def _public_found(self, words, limit=6):
        """Return published services that match a resident's words, in sudo.

        Args:
            words: what the resident needs; the first 500 characters count.
            limit: maximum number of services.

        Returns:
            `service.type` records, the best first.
        """
        return self._public_found_or_whose(words, limit)[0]

    @api.model
    def _public_found_or_whose(self, words, limit=6):
        """Return what `_public_found` returns, and who to turn to instead."""
        found, whose = self._suggest_or_whose(words[:500], limit=limit * 3)
        services = self.sudo().browse([one["id"] for one in found])
        return services.filtered("is_published")[:limit], whose

    @api.model
    def _public_answer(self, words):
        """Return what a search of residents finds, in sudo.

        Args:
            words: as for `_public_found`.

        Returns:
            A dict of found (`service.type` records), whose (who to turn to when it is
            not the council's, or False) and named (the headings that it names).
        """
        words = words[:500]
        found, whose = self._public_found_or_whose(words)
        return {
            "found": found,
            "whose": whose,
            "named": [
                heading
                for heading, _services in self._public_headings()
                if is_named(words, heading)
            ],
        }

    def _public_others(self):
        """Return up to four similar published services, in sudo."""
        self.ensure_one()
        alike = self._public_found(f"{self.name} {self.group or ''}", limit=5)
        return (alike - self)[:4]

    def _public_promises(self):
        """Return the promise of the service's own SLA policy, as a list of texts."""
        self.ensure_one()
        policy = self.sla_policy_id
        return [policy.promise] if policy else []

    # The map that residents pick a place on

    @api.model
    def _map(self):
        """Return the settings of the map of a form.

        Returns:
            A dict of tiles (the template of their addresses), attribution (safe HTML)
            and box (south, west, north and east in degrees of WGS 84 around all
            wards, or else all addresses; or None). It is empty where no tile server is
            set: then there is no map.
        """
        # sudo: the map is public, its settings are not readable.
        parameters = self.env["ir.config_parameter"].sudo()
        tiles = parameters.get_param(TILE_URL)
        if not tiles:
            return {}
        attribution = parameters.get_param(TILE_ATTRIBUTION) or ""
        return {
            "tiles": tiles,
            "attribution": html_sanitize(attribution, strip_style=True),
            "box": self._council_box(),
        }

    @api.model
    def _council_box(self):
        # sudo: locations of wards and addresses are public.
        Ward = self.env["constituent.ward"].sudo()
        sides = ["south:min", "west:min", "north:max", "east:max"]
        return self._box(Ward, "has_boundary", sides) or self._box(
            self.env["constituent.property"].sudo(),
            "latitude",
            ["latitude:min", "longitude:min", "latitude:max", "longitude:max"],
        )

    @api.model
    def _box(self, places, there, sides):
        on_map = [(there, "!=", False)]
        [[count, *box]] = places._read_group(on_map, aggregates=["__count", *sides])
        return ",".join(f"{side:.6f}" for side in box) if count else None
