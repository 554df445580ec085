from werkzeug.datastructures import MultiDict

from odoo.exceptions import UserError
from odoo.http import request

# `website` makes Odoo serve a public page in the visitor's language.
PUBLIC = {
    "type": "http",
    "auth": "public",
    "website": True,
    "sitemap": False,
    "page_policy": "resident",
}
# The same for logged-in users.
OWN = {**PUBLIC, "auth": "user"}
PRIVATE = {
    # Not indexed by search engines; the token is not passed on as a referrer.
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def plain(text):
    """Remove null characters, which PostgreSQL does not store."""
    return text.replace("\0", "")


class Pages:
    """Common methods of the pages for residents."""

    @staticmethod
    def _render(template, values, status=200, private=True):
        """Render a template, with headers against caching unless it is public."""
        response = request.render(template, values, status=status)
        if private:
            response.headers.update(PRIVATE)
        return response

    @staticmethod
    def _is_attempt_allowed(kind, number=1):
        """Count attempts of this client; return False over the hourly limit."""
        address = request.httprequest.remote_addr
        # sudo: anonymous callers may be counted, but not read the counts.
        return (
            request.env["service.rate.limit"]
            .sudo()
            ._is_within_limit(kind, address, number)
        )

    @staticmethod
    def _is_record_attempt_allowed(kind, record, number=1):
        """Count attempts on this record; return False over the hourly limit."""
        # sudo: as above.
        return (
            request.env["service.rate.limit"]
            .sudo()
            ._is_within_record_limit(kind, record, number)
        )

    def _submitted(self):
        """Return the submitted form and files.

        Files over the hourly limit are not read.

        Returns:
            The form, the files, and the field of a file over the limit or None.
        """
        sent = request.httprequest
        form = MultiDict(
            (name, plain(value)) for name, value in sent.form.items(multi=True)
        )
        files = [name for name, file in sent.files.items(multi=True) if file.filename]
        if files and not self._is_attempt_allowed("upload", len(files)):
            return form, MultiDict(), files[0]
        return form, sent.files, None

    def _photos_of_reply(self, record):
        """Return the photographs attached to a message.

        If one is invalid, all are returned unchecked.

        Args:
            record: the record that the page shows.

        Returns:
            The photographs, and an error message or None.
        """
        sent, files, one_too_many = self._submitted()
        chosen = len([file for _name, file in files.items(multi=True) if file.filename])
        if chosen and not self._is_record_attempt_allowed(
            "request_file", record, chosen
        ):
            one_too_many, files = True, MultiDict()
        service = record.service_id
        photos = service._photos_in(sent, files) or []
        kept, fault = service._photos_checked(photos)
        if one_too_many or fault:
            return photos, fault or self._too_many()
        return kept, None

    def _submit_words(self, record, field, thanks, method, *arguments):
        """Store a resident's message about a record and redirect.

        Args:
            record: the record that `_page` shows.
            field: id of the field for error messages.
            thanks: path of the page to redirect to.
            method: as that of `service.tracking.mixin._take_from_page`.
            *arguments: its arguments.

        Returns:
            The response.
        """
        said = dict(request.httprequest.form)
        if not self._is_record_attempt_allowed("request_message", record):
            faults = {field: self._too_many()}
            return self._page(record, status=429, faults=faults, said=said)
        try:
            with request.env.cr.savepoint():
                record._take_from_page(method, *arguments)
        except UserError as error:
            faults = {field: str(error)}
            return self._page(record, status=400, faults=faults, said=said)
        return request.redirect(thanks, local=True)

    @staticmethod
    def _download(file):
        """Send a file as a download; browsers must not render it on our site."""
        # sudo: the caller has verified the token.
        stream = request.env["ir.binary"].sudo()._get_stream_from(file)
        response = stream.get_response(as_attachment=True)
        response.headers.update(PRIVATE)
        return response

    @staticmethod
    def _too_many():
        """Return the message for too many attempts."""
        return request.env._("You have tried this many times. Please wait an hour.")

    @staticmethod
    def _resident():
        """Return the `res.partner` who is logged in; an empty one for the public."""
        user = request.env.user
        partner = request.env["res.partner"].sudo()
        return partner if user._is_public() else user.sudo().partner_id
