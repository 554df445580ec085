import base64

from psycopg2 import Binary
from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL, ormcache

# PostgreSQL's time of the transaction, as Odoo stores it.
NOW = SQL("now() AT TIME ZONE 'UTC'")


class ChannelMessage(models.Model):
    """Storing of an incoming message in one statement: its sender waits for it."""

    _inherit = "channel.message"

    @api.model
    def _store(self, endpoint, key, payload, values):
        """Insert the row of a message, unless its endpoint has one with this key.

        Where a field needs more than a column, such as one that is computed and stored,
        the ORM creates the row.

        Args:
            endpoint: the `channel.endpoint` it came through.
            key: value of `external_id`.
            payload: bytes, as they were on the wire.
            values: more field values.

        Returns:
            The message, in the cache as if it had been created; an empty one where
            there is one.

        Raises:
            ConcurrencyError: the same message is being stored elsewhere at this very
                moment.
        """
        values = {
            **self._column_defaults(),
            "endpoint_id": endpoint.id,
            "channel_id": endpoint.channel_id.id,
            "external_id": key,
            **self._on_single_lines(values),
        }
        raw = base64.b64encode(payload)
        if self._is_created_by_orm(values):
            return self._create_once(endpoint, {**values, "raw": raw})
        row = {
            "raw": Binary(raw) if raw else None,
            **{name: self._to_column(name, values) for name in values},
            **dict.fromkeys(("create_uid", "write_uid"), self.env.uid),
            **dict.fromkeys(("create_date", "write_date"), NOW),
        }
        # Another message may just have given up the key.
        self.flush_model(["external_id"])
        self.env.cr.execute(
            SQL(
                "INSERT INTO channel_message (%s) VALUES (%s) ON CONFLICT"
                " (endpoint_id, direction, external_id) WHERE external_id IS NOT NULL"
                " DO NOTHING RETURNING id",
                SQL(", ").join(map(SQL.identifier, row)),
                SQL(", ").join(row.values()),
            )
        )
        message = self.browse(row_id for (row_id,) in self.env.cr.fetchall())
        if message:
            message._update_cache(values)
            message.modified(values, create=True)
            message._validate_fields([*values, "raw"])
        return message

    def _to_column(self, name, values):
        field = self._fields[name]
        return field.convert_to_column_insert(values[name], self, values)

    @api.model
    def _column_defaults(self):
        """Return the defaults of the columns, whoever the user is."""
        return {
            name: field.default(self)
            for name, field in self._fields.items()
            if field.default and field.column_type
        }

    @api.model
    def _is_created_by_orm(self, values):
        """Return whether a row has columns that only the ORM can fill."""
        return self._has_computed_columns() or not all(
            self._fields[name].column_type for name in values
        )

    @api.model
    @ormcache()
    def _has_computed_columns(self):
        return any(
            field.store and (field.compute or field.company_dependent)
            for field in self._fields.values()
        )

    @api.model
    def _create_once(self, endpoint, values):
        if self._find_accepted(endpoint, [values["external_id"]]):
            return self.browse()
        try:
            return self.create(values)
        except UniqueViolation as error:
            raise ConcurrencyError(values["external_id"]) from error
