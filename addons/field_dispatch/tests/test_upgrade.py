import importlib.util
from pathlib import Path

from odoo.tests import tagged

from .common import CouncilCase, exif, picture

MIGRATIONS = Path(__file__).parents[1] / "migrations"


@tagged("post_install", "-at_install")
class TestUpgrade(CouncilCase):
    """What is in a database already becomes what new photos are."""

    def migrate(self, version, name):
        path = MIGRATIONS / version / f"{name}.py"
        spec = importlib.util.spec_from_file_location("migration", path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        self.env.flush_all()
        script.migrate(self.env.cr, version)
        self.env.flush_all()
        self.env.invalidate_all()

    def test_photos_lose_what_was_noted_and_the_links_that_last(self):
        job = self.sent_job(self.new_request())
        sent = picture(exif=exif())
        photo = self.env["ir.attachment"].create(
            {
                "name": "a.jpg",
                "raw": sent,
                "res_model": "dispatch.job",
                "res_id": job.id,
                "access_token": "for-ever",
            }
        )
        self.assertIn(b"Camera of the crew", photo.raw)
        self.migrate("19.0.1.1.0", "post-crew_photos")
        self.assertFalse(photo.access_token)
        self.assertEqual(photo.mimetype, "image/jpeg")
        self.assertNotIn(b"Camera of the crew", photo.raw)
