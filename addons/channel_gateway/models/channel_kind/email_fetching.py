import logging

from odoo import api, models
from odoo.tools import split_every

from ...imap.mailbox import MailboxError, MarkError, MessageError
from ..channel_message.processing import DATABASE_ERRORS, MESSAGE_ERRORS

_logger = logging.getLogger(__name__)

BATCH_SIZE = 20


class ChannelKindEmail(models.AbstractModel):
    """E-mails that are fetched from a folder by IMAP, beside the relay or alone.

    A batch of e-mails is stored and committed before any is marked, and the UID of the
    last is kept after that: whatever stops in between is fetched again, and recognised
    by the same keys as an e-mail that comes through the relay.
    """

    _inherit = "channel.kind.email"

    _can_fetch = True

    @api.model
    def _fetch(self, endpoint, mailbox):
        """Fetch what is new in a mailbox, and commit it.

        Args:
            endpoint: the `channel.endpoint`, locked.
            mailbox: an `imap.mailbox.Mailbox`.

        Returns:
            Whether more waits.

        Raises:
            MailboxError: the connection is gone, or the server cannot be used.
        """
        folder = mailbox.open(endpoint.imap_folder)
        after = endpoint._fetched_up_to(folder.validity)
        batches = split_every(
            BATCH_SIZE, mailbox.uids_after(after, endpoint.imap_since), list
        )
        waiting = list(batches)
        trouble = False
        for number, uids in enumerate(waiting, start=1):
            done = self._store_batch(endpoint, mailbox, folder, uids)
            self.env["ir.cron"]._commit_progress(len(uids))
            # Others may have taken over after the commit.
            if not endpoint.try_lock_for_update(allow_referencing=True):
                return False
            trouble = self._mark(endpoint, mailbox, done) or trouble
            endpoint._note_fetched(folder.validity, uids[-1], trouble)
            seconds_left = self.env["ir.cron"]._commit_progress()
            if not endpoint.try_lock_for_update(allow_referencing=True):
                return False
            if not seconds_left:
                return number < len(waiting)
        if not waiting:
            endpoint._note_fetched(folder.validity, after, False)
        return False

    @api.model
    def _store_batch(self, endpoint, mailbox, folder, uids):
        """Store e-mails as they came.

        Returns:
            The UIDs of those that are stored whole.
        """
        sizes = mailbox.sizes(uids)
        done = []
        for uid in uids:
            if uid not in sizes:
                # Somebody has removed it.
                continue
            try:
                with self.env.cr.savepoint():
                    if self._store_fetched(endpoint, mailbox, uid, sizes[uid]):
                        done.append(uid)
            except MailboxError:
                raise
            except Exception as error:
                if isinstance(error, DATABASE_ERRORS) and not isinstance(
                    error, MESSAGE_ERRORS
                ):
                    raise
                self._store_unread(endpoint, f"{folder.validity}:{uid}", error)
        return done

    @api.model
    def _store_fetched(self, endpoint, mailbox, uid, size):
        Message = self.env["channel.message"]
        if size > endpoint._limit_bytes:
            head = mailbox.read_head(uid)
            Message._accept_too_large(endpoint, head, size, is_kept_there=True)
            return False
        raw = mailbox.fetch(uid)
        if raw is None:
            return False
        Message._accept_message(endpoint, raw)
        return True

    @api.model
    def _store_unread(self, endpoint, key, error):
        """Store a row for staff about an e-mail that cannot be had, or stored."""
        Message = self.env["channel.message"]
        is_told = isinstance(error, MessageError)
        reason = str(error) if is_told else Message._describe_fault(error)
        _logger.info("E-mail %s of mailbox %s was not read", key, endpoint.id)
        words = self.env._(
            "The e-mail could not be read from the mailbox. Open it there. (%s)", reason
        )
        Message._accept_message(
            endpoint,
            b"",
            external_id=f"imap:{key}",
            subject=self.env._("(unreadable)"),
            state="triage",
            error=words,
        )

    @api.model
    def _mark(self, endpoint, mailbox, uids):
        """Mark e-mails that are stored, or move them.

        What is stored is not held up if the server refuses.

        Returns:
            Why it refuses, or False.
        """
        try:
            mailbox.mark_read(uids)
            if endpoint.imap_done == "move" and mailbox.can_move:
                mailbox.make(endpoint.imap_done_folder)
                mailbox.move(uids, endpoint.imap_done_folder)
        except MarkError as error:
            return self.env._("E-mails are fetched, but not marked: %s", error)
        return False
