import logging
from functools import partial

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


class ConstituentMarkerView(models.Model):
    """Log of viewings of restricted markers: user, time, marker and screen.

    Rows are only added, at most one for each user, marker, screen and hour.
    """

    _name = "constituent.marker.view"
    _description = "Viewing of a Restricted Marker"
    _order = "viewed_at desc, id desc"
    _rec_name = "marker_id"
    _log_access = False

    viewed_at = fields.Datetime(string="Seen", required=True, index=True)
    user_id = fields.Many2one(
        "res.users", string="By", required=True, ondelete="restrict", index=True
    )
    marker_id = fields.Many2one("constituent.marker", ondelete="set null", index=True)
    partner_id = fields.Many2one(
        "res.partner", string="Constituent", ondelete="set null", index="btree_not_null"
    )
    # Addons with a screen that shows markers extend this selection.
    screen = fields.Selection(
        [("constituent", "Constituent"), ("record", "Marker"), ("export", "Export")],
        string="Where",
    )

    _once_uniq = models.UniqueIndex(
        "(user_id, marker_id, screen, date_trunc('hour', viewed_at))",
        "This viewing is logged already.",
    )

    @api.model
    def _log(self, markers, screen):
        """Log that the user has viewed `markers` on `screen`.

        A request on a read-only replica cannot write. Its viewings are written in a
        transaction of their own after it has ended.

        Args:
            markers: `constituent.marker` records.
            screen: value of the field `screen`.
        """
        now = fields.Datetime.now()
        rows = [
            (now, self.env.uid, marker.id, marker.partner_id.id, screen)
            for marker in markers
        ]
        if self.env.cr.readonly:
            self.env.cr.postcommit.add(partial(self._log_later, rows))
        else:
            self._insert(rows)

    def _log_later(self, rows):
        try:
            with self.env.registry.cursor() as cr:
                self.with_env(api.Environment(cr, SUPERUSER_ID, {}))._insert(rows)
        except Exception:
            # The user has already read the markers, so that administrators must learn
            # of the missing log.
            _logger.exception("Viewings of restricted markers not logged: %s", rows)

    @api.model
    def _insert(self, rows):
        self.flush_model()
        self.env.execute_query(
            SQL(
                "INSERT INTO constituent_marker_view"
                " (viewed_at, user_id, marker_id, partner_id, screen) VALUES %s"
                " ON CONFLICT DO NOTHING RETURNING id",
                SQL(", ").join(SQL("%s", row) for row in rows),
            )
        )
        self.invalidate_model()
