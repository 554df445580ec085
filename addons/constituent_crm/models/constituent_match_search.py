import time

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

# A batch takes a few seconds and is committed as a whole.
BATCH = 1000
AT_WORK = ("waiting", "running")


class ConstituentMatchSearch(models.Model):
    """A search for duplicates among all constituents, in batches by a scheduled action.

    It proceeds in the order of ids and compares each batch with those who share a key.
    It continues where it was stopped, or where the server was.
    """

    _name = "constituent.match.search"
    _description = "Search for Duplicates"
    _order = "id desc"

    scope = fields.Selection(
        [("all", "All constituents"), ("changed", "Changed since the last search")],
        required=True,
        default="all",
    )
    state = fields.Selection(
        [
            ("draft", "New"),
            ("waiting", "Waiting"),
            ("running", "Running"),
            ("stopped", "Stopped"),
            ("done", "Done"),
        ],
        required=True,
        default="draft",
        copy=False,
        readonly=True,
    )
    since = fields.Datetime(readonly=True, copy=False, string="Changed Since")
    started_at = fields.Datetime(readonly=True, copy=False, string="Started")
    ended_at = fields.Datetime(readonly=True, copy=False, string="Ended")
    seconds = fields.Float(
        readonly=True, copy=False, help="Seconds of processing so far."
    )
    last_id = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    total = fields.Integer(readonly=True, copy=False, string="Constituents")
    done_count = fields.Integer(readonly=True, copy=False, string="Searched")
    pair_count = fields.Integer(readonly=True, copy=False, string="Pairs Compared")
    found_count = fields.Integer(readonly=True, copy=False, string="Proposed")
    progress = fields.Float(compute="_compute_progress", help="Progress in per cent.")
    time_left = fields.Char(compute="_compute_progress")
    is_working = fields.Boolean(compute="_compute_progress")

    @api.depends("scope", "started_at")
    def _compute_display_name(self):
        scopes = dict(self._fields["scope"]._description_selection(self.env))
        for search in self:
            when = search.started_at and fields.Datetime.context_timestamp(
                search, search.started_at
            ).strftime("%Y-%m-%d %H:%M")
            search.display_name = " · ".join(
                filter(None, [scopes.get(search.scope), when])
            )

    @api.depends("done_count", "total", "seconds", "state")
    @api.depends_context("lang")
    def _compute_progress(self):
        for search in self:
            search.is_working = search.state in AT_WORK
            share = search.done_count / search.total if search.total else 0.0
            search.progress = 100.0 if search.state == "done" else 100.0 * share
            search.time_left = search._time_left(share)

    def _time_left(self, share):
        if not self.is_working:
            return ""
        if not share:
            return self.env._("not known yet")
        minutes = self.seconds * (1 - share) / share / 60
        if minutes < 1:
            return self.env._("less than a minute")
        return self.env._("about %s minutes", round(minutes))

    @api.constrains("state")
    def _check_one_at_a_time(self):
        if self.search_count([("state", "in", AT_WORK)], limit=2) > 1:
            raise ValidationError(
                self.env._(
                    "Another search is running. Wait for it to finish, or stop it"
                    " first."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_running(self):
        if self.filtered(lambda search: search.state in AT_WORK):
            raise UserError(self.env._("Stop the search before you delete it."))

    def action_start(self):
        """Start a new search, or continue a stopped one."""
        for search in self.filtered(
            lambda search: search.state in ("draft", "stopped")
        ):
            if search.state == "draft":
                search._prepare()
            search.state = "waiting"
        self._wake()

    def action_stop(self):
        """Stop after the current batch."""
        self.filtered(lambda search: search.state in AT_WORK).state = "stopped"

    def action_view_matches(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "constituent_crm.constituent_match_action"
        )

    def _prepare(self):
        self.ensure_one()
        since = False
        if self.scope == "changed":
            whole = Domain("state", "=", "done") & Domain("id", "!=", self.id)
            last = self.search(whole, order="started_at desc", limit=1)
            if not last:
                raise UserError(
                    self.env._(
                        "Run a search among all constituents first; then search for"
                        " changed ones."
                    )
                )
            since = last.started_at
        self.write({"since": since, "started_at": fields.Datetime.now()})
        self.total = (
            self.env["res.partner"].sudo().search_count(self._searched_domain())
        )

    def _searched_domain(self):
        """Return the domain of the constituents to search."""
        domain = Domain("is_constituent", "=", True)
        if self.since:
            domain &= Domain("write_date", ">=", self.since)
        return domain

    @api.model
    def _wake(self):
        """Trigger the scheduled action of the comparison."""
        # Users who save a constituent may have no access to scheduled actions.
        self.env.ref("constituent_crm.cron_find_duplicates").sudo()._trigger()

    @api.model
    def _cron_find(self):
        """Compare queued constituents, then continue a running search.

        One scheduled action does both, so that no two processes propose a pair at once.
        """
        Pending, cron = self.env["constituent.match.pending"], self.env["ir.cron"]
        while True:
            taken = Pending._pop_batch(BATCH)
            search = self.search([("state", "in", AT_WORK)], order="id", limit=1)
            if taken:
                self.env["res.partner"].browse(taken)._find_duplicates()
            elif search:
                search._work()
            left = Pending.search_count([]) + sum(
                max(running.total - running.done_count, 1)
                for running in search.filtered(lambda row: row.state in AT_WORK)
            )
            self.env.invalidate_all()
            if not cron._commit_progress(len(taken), remaining=left) or not left:
                break

    def _work(self):
        """Compare one batch."""
        self.ensure_one()
        begun = time.monotonic()
        domain = self._searched_domain() & Domain("id", ">", self.last_id)
        partners = self.env["res.partner"].search(domain, order="id", limit=BATCH)
        if not partners:
            ended = {"ended_at": fields.Datetime.now(), "done_count": self.total}
            self.write({"state": "done", **ended})
            return
        pairs, found = partners._find_duplicates()
        self.write(
            {
                "state": "running",
                "last_id": partners[-1].id,
                "done_count": self.done_count + len(partners),
                "pair_count": self.pair_count + pairs,
                "found_count": self.found_count + len(found),
                "seconds": self.seconds + time.monotonic() - begun,
            }
        )
