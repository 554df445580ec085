from odoo import api, fields, models
from odoo.tools import html_sanitize

from ... import forms

TILE_URL = "service_catalog.tile_url"
TILE_ATTRIBUTION = "service_catalog.tile_attribution"


class ServiceType(models.Model):
    """The public view of services, and call scripts."""

    _inherit = "service.type"

    script_version_id = fields.Many2one(
        "service.version",
        string="Current Version of the Script",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
    )
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
        found = self._suggest(words[:500], limit=limit * 3)
        services = self.sudo().browse([one["id"] for one in found])
        return services.filtered("is_published")[:limit]

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

    # The script of a call; its versions are those of `service.version`

    def _script(self):
        """Return the call script of today, in the language of the context.

        Returns:
            A list of dicts as `forms.read_script` takes them; empty without a script.
        """
        self.ensure_one()
        return [step._as_plain_data() for step in self.sudo().script_ids]

    def _clear_script_version(self):
        self.filtered("script_version_id").script_version_id = False

    def _script_version(self):
        """Return the `service.version` of today's call script; create it if needed.

        Returns:
            A `service.version`, empty without a script.
        """
        self.ensure_one()
        if not self.script_version_id and self.script_ids:
            languages = [code for code, _name in self.env["res.lang"].get_installed()]
            script_by_language = {
                code: self.with_context(lang=code)._script() for code in languages
            }
            # sudo: taking a call stores its script for every user.
            Version = self.env["service.version"].sudo()
            self.sudo().script_version_id = Version._get_or_create(
                self, "script", script_by_language
            )
        return self.script_version_id

    @api.model
    def _script_values(self, service, path):
        """Return the values of a ledger row for the path of a call through a script.

        Args:
            service: the `service.type`, or an empty one.
            path: for each step passed the index of the reply, None for none.
        """
        version = service._script_version() if service and path else None
        if not version:
            return {}
        steps = forms.read_script(version._content_in_language())
        way = forms.follow(steps, path)
        return {"script_version_id": version.id, "script_path": path[: len(way)]}
