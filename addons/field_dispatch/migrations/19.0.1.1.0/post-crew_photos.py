"""Crews' photos lose what the camera noted, and the links that open them for ever."""

import logging

from odoo import SUPERUSER_ID, api

from odoo.addons.service_catalog import asking

_logger = logging.getLogger(__name__)

# Larger photos than any that were taken.
LARGEST = 100 * 1024 * 1024


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    photos = env["ir.attachment"].search(
        [
            ("res_model", "=", "dispatch.job"),
            ("res_field", "=", False),
            ("mimetype", "=like", "image/%"),
        ]
    )
    photos.access_token = False
    question = asking.Question(code="photo", name="", datatype="file", largest=LARGEST)
    for photo in photos:
        file = asking.examine(question, photo.name, photo.raw)
        if isinstance(file, asking.File):
            photo.raw = file.content
        else:
            _logger.warning("Photo %s of a job cannot be read", photo.id)
        photo.invalidate_recordset(["raw"])
