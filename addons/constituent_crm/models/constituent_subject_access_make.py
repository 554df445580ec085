import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext, split_every

from ..privacy import bundle
from .setting import days

# Number of rows in one part.
ROWS_AT_ONCE = 200
KEPT_DAYS = "constituent_crm.subject_access_days", 30


class ConstituentSubjectAccess(models.Model):
    """Creation of the subject access file."""

    _inherit = "constituent.subject.access"

    # Collection

    def action_collect(self):
        """Collect all personal data, and the items that need a decision."""
        for access in self:
            access._check_may_collect()
            access._collect()
        return True

    def _check_may_collect(self):
        if self.state not in ("new", "review", "ready"):
            raise UserError(self.env._("This request is closed or being made."))
        if not self.partner_id:
            raise UserError(self.env._("Choose the constituent."))
        if not self.identity_check:
            raise UserError(
                self.env._("Verify the constituent's identity first, and record how.")
            )

    def _collect(self):
        # Decisions are kept. Parts and items are internal to this process, hence the
        # superuser.
        work = self.sudo()
        work.part_ids.unlink()
        known = {(item.res_model, item.res_id): item for item in work.item_ids}
        found = set()
        for rows in work._rows_to_disclose():
            self.env["constituent.subject.access.part"].sudo().create(
                [
                    {"access_id": self.id, "model": rows._name, "record_ids": list(ids)}
                    for ids in split_every(ROWS_AT_ONCE, rows.ids)
                ]
            )
            found |= {(rows._name, row_id) for row_id in rows.ids}
            work._add_items(rows, known)
        for key, item in known.items():
            if key not in found:
                item.unlink()
        values = {"state": "review", "problem": False, "file": False}
        work.write({**values, "identity_checked_on": self._checked_on()})
        self.env["constituent.privacy.register"]._log(
            "access_collected", self.partner_id
        )

    def _checked_on(self):
        return self.identity_checked_on or fields.Date.context_today(self)

    def _rows_to_disclose(self):
        """Return the records about the person by model, the partner first."""
        partner = self.partner_id.sudo().with_context(active_test=False)
        found = {partner._name: partner}
        for _field, rows in partner._personal_rows():
            if rows._name != partner._name and rows._subject_access_fields():
                found[rows._name] = found.get(rows._name, rows.browse()) | rows
        for rows in [*found.values()]:
            for attached in self._find_attached(rows):
                known = found.get(attached._name, attached.browse())
                found[attached._name] = known | attached
        found.pop(self._name, None)
        return [rows for rows in found.values() if rows]

    def _find_attached(self, rows):
        """Yield the messages and attachments of `rows`."""
        if rows._name in ("mail.message", "ir.attachment", self._name):
            return
        about = ("res_id", "in", rows.ids)
        env = rows.env
        yield env["mail.message"].search([("model", "=", rows._name), about])
        yield env["ir.attachment"].search(
            [("res_model", "=", rows._name), about, ("res_field", "=", False)]
        )

    def _add_items(self, rows, known):
        label = self.env["ir.model"]._get(rows._name).name
        values = []
        for row in rows:
            review_reason, is_withheld = row._subject_access_review_reason(
                self.partner_id
            )
            if not review_reason or (row._name, row.id) in known:
                continue
            values.append(
                {
                    "access_id": self.id,
                    "label": label,
                    "res_model": row._name,
                    "res_id": row.id,
                    "review_reason": review_reason,
                    "decision": "withhold" if is_withheld else "look",
                    "reason": review_reason if is_withheld else False,
                }
            )
        self.env["constituent.subject.access.item"].create(values)

    # Disclosure of a row

    @api.model
    def _disclosed_entry(self, row, partner):
        """Return a row as it is disclosed to the person, without names of other people.

        Args:
            row: record of any model.
            partner: `res.partner` who made the request.

        Returns:
            A `privacy.bundle.Entry`.
        """
        values = []
        for name in row._subject_access_fields():
            field = row._fields[name]
            value = self._disclosed_value(row, field, partner)
            if value:
                label = field._description_string(self.env) or name
                values.append(bundle.DisclosedValue(name, label, value))
        return bundle.Entry(row.id, self._disclosed_title(row, partner), tuple(values))

    @api.model
    def _disclosed_title(self, row, partner):
        name = row._rec_name
        if not name or row._fields[name].type not in ("char", "text"):
            return f"#{row.id}"
        return self._disclosed_value(row, row._fields[name], partner) or f"#{row.id}"

    @api.model
    def _disclosed_value(self, row, field, partner):
        """Return a value as text; "" if there is nothing to disclose."""
        value = row[field.name]
        if field.type == "boolean":
            return self.env._("Yes") if value else ""
        if not value:
            return ""
        if field.type in ("many2one", "many2many", "reference"):
            return ", ".join(self._disclosed_name(record, partner) for record in value)
        if field.type == "selection":
            labels = dict(field._description_selection(row.env))
            return str(labels.get(value, value))
        if field.type == "html":
            return html2plaintext(value)
        if field.type in ("date", "datetime"):
            return value.isoformat()
        return str(value)

    @api.model
    def _disclosed_name(self, record, partner):
        """Return the name of a record, unless it is a third person's."""
        if record._name == "res.partner" and record != partner:
            # Staff act in their official role, so that their names are disclosed.
            is_staff = any(user._is_internal() for user in record.user_ids)
            if not is_staff and record not in self.env.company.partner_id:
                return self.env._("another person")
        return record.display_name or ""

    # Creation of the file

    def action_make(self):
        """Create the file in the background."""
        for access in self:
            if access.state != "review" or not access.part_ids:
                raise UserError(self.env._("Collect what is held first."))
            if access.undecided_count:
                raise UserError(
                    self.env._(
                        "%s items are undecided: disclose or withhold each.",
                        access.undecided_count,
                    )
                )
        self.write({"state": "making"})
        # Users who handle requests may have no access to scheduled actions.
        self.env.ref("constituent_crm.cron_subject_access").sudo()._trigger()

    def action_stop(self):
        """Stop the creation; completed parts are kept for a later start."""
        self.filtered(lambda access: access.state == "making").write(
            {"state": "review"}
        )

    @api.model
    def _cron_make(self):
        Part = self.env["constituent.subject.access.part"]
        waiting = [("access_id.state", "=", "making"), ("is_done", "=", False)]
        self.env["ir.cron"]._commit_progress(remaining=Part.search_count(waiting))
        for access in self.search([("state", "=", "making")]):
            for part in access.part_ids.filtered(lambda part: not part.is_done):
                if not access._still_making():
                    break
                part.content = access._part_content(part)
                if not self.env["ir.cron"]._commit_progress(1):
                    return
            if access._still_making():
                access._finish()
                self.env["ir.cron"]._commit_progress()

    def _still_making(self):
        # Another user may have stopped or refused it since the last part.
        self.invalidate_recordset(["state"])
        return self.exists() and self.state == "making"

    def _part_content(self, part):
        withheld = self.item_ids.filtered(lambda item: item.decision == "withhold")
        spared = {item.res_id for item in withheld if item.res_model == part.model}
        rows = self.env[part.model].browse(part.record_ids).exists()
        entries = [
            bundle.entry_to_json(self._disclosed_entry(row, self.partner_id))
            for row in rows
            if row.id not in spared
        ]
        # A dict, never empty, because `is_done` is true for truthy content.
        return {"entries": entries}

    def _finish(self):
        made = self._bundle()
        about = {
            "subject": self.partner_id.name,
            "made_on": fields.Date.to_string(fields.Date.context_today(self)),
            "controller": self.env.company.name,
        }
        files = {
            "data.json": bundle.as_json(made, about),
            "index.html": self._document(made, about),
            **made.files,
        }
        today = fields.Date.context_today(self)
        self.write(
            {
                "file": base64.b64encode(bundle.as_zip(files)),
                "file_name": f"subject-access-{self.id}.zip",
                "file_until": fields.Date.add(today, days=days(self.env, *KEPT_DAYS)),
                "state": "ready",
            }
        )
        self.part_ids.unlink()
        self.with_user(self.user_id or self.env.user).env[
            "constituent.privacy.register"
        ]._log("access_made", self.partner_id)

    def _bundle(self):
        sections = {}
        for part in self.part_ids:
            entries = [
                bundle.entry_from_json(entry) for entry in part.content["entries"]
            ]
            sections.setdefault(part.model, []).extend(entries)
        withheld = self.item_ids.filtered(lambda item: item.decision == "withhold")
        return bundle.Bundle(
            tuple(
                bundle.Section(model, self._model_label(model), tuple(entries))
                for model, entries in sections.items()
                if entries
            ),
            tuple(bundle.Withheld(item.label, item.reason) for item in withheld),
            self._files(sections.get("ir.attachment", [])),
        )

    def _model_label(self, model):
        if model == "res.partner":
            return self.env._("Your Record")
        return self.env["ir.model"]._get(model).name

    def _files(self, entries):
        attachments = self.env["ir.attachment"].browse(
            entry.number for entry in entries
        )
        attachments = attachments.exists().filtered(
            lambda attachment: attachment.type == "binary"
        )
        names = bundle.unique_names(attachments.mapped("name"))
        return {
            f"attachments/{name}": attachment.raw or b""
            for name, attachment in zip(names, attachments, strict=True)
        }

    def _document(self, made, about):
        """Render the human-readable part of the file."""
        html = self.env["ir.qweb"]._render(
            "constituent_crm.subject_access_document", {"made": made, "about": about}
        )
        return f"<!DOCTYPE html>\n{html}".encode()

    # Download

    def action_download(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/constituent/subject-access/{self.id}",
            "target": "download",
        }

    def _download(self):
        """Return the content of the file, and log the download.

        Returns:
            A ZIP file as bytes.

        Raises:
            UserError: The file does not exist.
        """
        self.check_access("read")
        # The field itself is not readable, so that each access is logged here.
        content = self.sudo().with_context(bin_size=False).file
        if not content:
            raise UserError(self.env._("The file does not exist yet. Create it first."))
        self.env["constituent.privacy.register"]._log(
            "access_downloaded", self.partner_id
        )
        return base64.b64decode(content)

    @api.autovacuum
    def _gc_files(self):
        """Delete the files whose retention period is over."""
        today = fields.Date.context_today(self)
        over = self.search([("file_until", "<", today), ("file_name", "!=", False)])
        for access in over:
            access.write({"file": False, "file_name": False, "file_until": False})
            self.env["constituent.privacy.register"]._log(
                "access_expired", access.partner_id
            )
        for access in over.filtered(lambda access: access.state == "ready"):
            access.state = "review"
