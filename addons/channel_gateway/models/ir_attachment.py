import contextlib
import hashlib
import logging
from pathlib import Path

from odoo import api, models

_logger = logging.getLogger(__name__)


class IrAttachment(models.Model):
    """What a full disk or a killed process left of a file does not stay."""

    _inherit = "ir.attachment"

    @api.model
    def _get_path(self, bin_data, sha):
        """Remove a damaged file of this name, then find the path as ever.

        Odoo takes what is left of a file that was written in part for another file
        with the same digest: the e-mail that brought it could never be processed.
        """
        self._remove_damaged_file(Path(self._full_path(f"{sha[:2]}/{sha}")))
        return super()._get_path(bin_data, sha)

    @api.model
    def _remove_damaged_file(self, path):
        """Remove the file at `path` unless its content has the digest in its name.

        A whole file stays, even one whose digest collides: Odoo refuses the other.
        """
        with contextlib.suppress(FileNotFoundError):
            # The filestore's own digest; nothing is kept secret by it.
            digest = hashlib.sha1(path.read_bytes(), usedforsecurity=False)
            if digest.hexdigest() != path.name:
                _logger.info("Removing %s, which was written in part", path)
                path.unlink()
