from odoo.http import request

# `website` is portal's mark of a page for the public, in the public's language.
PUBLIC = {"type": "http", "auth": "public", "website": True, "sitemap": False}
PRIVATE = {
    # Neither found by search engines nor passed on with the token in it.
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Pages:
    """What the pages for residents share."""

    @staticmethod
    def _render(template, values, status=200, private=True):
        response = request.render(template, values, status=status)
        if private:
            response.headers.update(PRIVATE)
        return response

    @staticmethod
    def _may_try(kind):
        """Count an attempt of whoever asks; False when there are too many this hour."""
        address = request.httprequest.remote_addr
        # Counting is for everybody, reading the counts is not.
        return request.env["service.attempt"].sudo()._allowed(kind, address)

    @staticmethod
    def _too_many():
        return request.env._("You have tried this many times. Please wait an hour.")

    @staticmethod
    def _resident():
        """The `res.partner` who is logged in; an empty one for the public."""
        user = request.env.user
        partner = request.env["res.partner"].sudo()
        return partner if user._is_public() else user.sudo().partner_id
