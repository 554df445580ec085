import hashlib
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import TransactionCase

CONTENT = b"a photo of a pothole"
DIGEST = hashlib.sha1(CONTENT, usedforsecurity=False).hexdigest()


class TestAttachment(TransactionCase):
    """Files that were written in part, as a full disk leaves them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.startClassPatcher(
            patch.object(
                cls.registry["ir.attachment"], "_filestore", lambda _self: folder.name
            )
        )
        cls.env["ir.config_parameter"].set_param("ir_attachment.location", "file")
        cls.path = Path(folder.name, DIGEST[:2], DIGEST)
        cls.path.parent.mkdir()

    def attach(self, content=CONTENT):
        return self.env["ir.attachment"].create({"name": "photo.bin", "raw": content})

    def test_file_written_in_part_is_written_anew(self):
        self.path.write_bytes(CONTENT[:5])
        self.assertEqual(self.attach().raw, CONTENT)
        self.assertEqual(self.path.read_bytes(), CONTENT)

    def test_whole_file_is_kept(self):
        self.path.write_bytes(CONTENT)
        before = self.path.stat().st_ino
        self.attach()
        self.assertEqual(self.path.stat().st_ino, before)

    def test_other_content_of_the_same_digest_is_refused(self):
        self.path.write_bytes(CONTENT)
        with self.assertRaises(UserError):
            self.env["ir.attachment"]._get_path(b"another photo", DIGEST)
        self.assertEqual(self.path.read_bytes(), CONTENT)
