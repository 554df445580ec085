from werkzeug.datastructures import MultiDict

from odoo.exceptions import UserError
from odoo.http import request

# `website` is portal's mark of a page for the public, in the public's language.
PUBLIC = {
    "type": "http",
    "auth": "public",
    "website": True,
    "sitemap": False,
    "page_policy": "resident",
}
# The same for those who are logged in.
OWN = {**PUBLIC, "auth": "user"}
PRIVATE = {
    # Neither found by search engines nor passed on with the token in it.
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def plain(text):
    """`text` without what PostgreSQL keeps in none."""
    return text.replace("\0", "")


class Pages:
    """What the pages for residents share."""

    @staticmethod
    def _render(template, values, status=200, private=True):
        response = request.render(template, values, status=status)
        if private:
            response.headers.update(PRIVATE)
        return response

    @staticmethod
    def _is_attempt_allowed(kind, number=1):
        """Count attempts of whoever asks; False when there are too many this hour."""
        address = request.httprequest.remote_addr
        # Counting is for everybody, reading the counts is not.
        return (
            request.env["service.rate.limit"]
            .sudo()
            ._is_within_limit(kind, address, number)
        )

    @staticmethod
    def _is_record_attempt_allowed(kind, record, number=1):
        """As `_is_attempt_allowed`, for whoever has the link of `record`."""
        # As above.
        return (
            request.env["service.rate.limit"]
            .sudo()
            ._is_within_record_limit(kind, record, number)
        )

    def _sent(self):
        """The form and the files that were sent, and the name of a file too many.

        Of whoever has sent too many files in this hour none is looked at.
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
        """The photographs that came with a message, and a sentence or None.

        Where something is wrong with one, all are returned as they came.

        Args:
            record: what their page is about.
        """
        sent, files, one_too_many = self._sent()
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

    def _submit_words(self, record, field, keep, thanks):
        """Have `keep` write down what somebody says of `record`, and thank them.

        Args:
            record: what their page, `_page`, is about.
            field: the id of the field that a refusal is shown beside.
            thanks: the path of the page that thanks them.
        """
        said = dict(request.httprequest.form)
        if not self._is_record_attempt_allowed("request_message", record):
            faults = {field: self._too_many()}
            return self._page(record, status=429, faults=faults, said=said)
        try:
            with request.env.cr.savepoint():
                keep(record)
        except UserError as error:
            faults = {field: str(error)}
            return self._page(record, status=400, faults=faults, said=said)
        return request.redirect(thanks, local=True)

    @staticmethod
    def _download(file):
        """A file that somebody sent, to keep: never to be opened on our site."""
        # Whoever asks for it has shown that it is theirs.
        stream = request.env["ir.binary"].sudo()._get_stream_from(file)
        response = stream.get_response(as_attachment=True)
        response.headers.update(PRIVATE)
        return response

    @staticmethod
    def _too_many():
        return request.env._("You have tried this many times. Please wait an hour.")

    @staticmethod
    def _resident():
        """The `res.partner` who is logged in; an empty one for the public."""
        user = request.env.user
        partner = request.env["res.partner"].sudo()
        return partner if user._is_public() else user.sudo().partner_id
