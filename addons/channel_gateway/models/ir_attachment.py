import contextlib
import hashlib
import logging
from pathlib import Path

from odoo import api, models

_logger = logging.getLogger(__name__)


class IrAttachment(models.Model):
    """Attachments that replace files damaged by a full disk or a killed process."""

    _inherit = "ir.attachment"

    @api.model
    def _get_path(self, bin_data, sha):
        """Remove a damaged file of this name before the path is determined.

        Odoo takes a partly written file for another file with the same digest. The
        e-mail that contains it could then never be processed.

        Args:
            bin_data: content of the attachment.
            sha: SHA-1 digest of the content.

        Returns:
            Result of super.
        """
        self._remove_damaged_file(Path(self._full_path(f"{sha[:2]}/{sha}")))
        return super()._get_path(bin_data, sha)

    @api.model
    def _remove_damaged_file(self, path):
        """Remove the file at `path` unless its content has the digest in its name.

        An intact file stays, even if the digests of two contents collide: Odoo refuses
        the second.
        """
        with contextlib.suppress(FileNotFoundError):
            # The digest that the filestore uses. It is not used for security.
            digest = hashlib.sha1(path.read_bytes(), usedforsecurity=False)
            if digest.hexdigest() != path.name:
                _logger.info("Removing %s, which was written in part", path)
                path.unlink()
