import logging

from .redact import redact

# Logins are what these are for; staff log in with their e-mail addresses.
LOGINS = ("odoo.addons.base.models.res_users",)


class RedactionFilter(logging.Filter):
    """Redact every record, and its traceback, before a handler writes it."""

    _formatter = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        keep = record.name in LOGINS
        try:
            message = record.getMessage()
        except Exception:  # noqa: BLE001 - what is logged has any way to fail
            # Its handler reports a message that does not fit its arguments, without
            # stopping whoever logs it.
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
    """Have every handler of the server's log redact what it writes."""
    for handler in logging.getLogger().handlers:
        if not any(isinstance(one, RedactionFilter) for one in handler.filters):
            handler.addFilter(RedactionFilter())
