import logging

from .redact import redact

# These messages contain logins, which are e-mail addresses of staff.
LOGINS = ("odoo.addons.base.models.res_users",)


class RedactionFilter(logging.Filter):
    """Filter that redacts every record and its traceback before a handler writes it."""

    _formatter = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact a record; always return True.

        Args:
            record: record to change in place.

        Returns:
            True, so that the record is written.
        """
        keep = record.name in LOGINS
        try:
            message = record.getMessage()
        except Exception:  # noqa: BLE001 - logged arguments may raise anything
            # The handler reports a message that does not fit its arguments, without
            # stopping the caller.
            return True
        redacted = redact(message, keep_addresses=keep)
        if redacted != message:
            record.msg, record.args = redacted, None
        if record.exc_info and not record.exc_text:
            record.exc_text = self._formatter.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redact(record.exc_text, keep_addresses=keep)
        return True


def install() -> None:
    """Add the filter to every handler of the server's log."""
    for handler in logging.getLogger().handlers:
        if not any(
            isinstance(existing, RedactionFilter) for existing in handler.filters
        ):
            handler.addFilter(RedactionFilter())
