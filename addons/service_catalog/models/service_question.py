from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# Datatypes of Open311 GeoReport v2, service definition; the last three are our own.
DATATYPES = [
    ("string", "Short text"),
    ("text", "Long text"),
    ("number", "Number"),
    ("datetime", "Date and time"),
    ("singlevaluelist", "One of a list"),
    ("multivaluelist", "Several of a list"),
    ("file", "Photo or file"),
    ("place", "Place"),
    ("property", "Address"),
]
MAX_MEGABYTES = 50


class ServiceQuestion(models.Model):
    """A question that a service asks.

    Questions are edited in place. The questions that a request was asked are stored in
    `service.version`.
    """

    _name = "service.question"
    _description = "Service Question"
    _inherit = ["service.version.mixin"]
    _order = "service_id, sequence, id"

    service_id = fields.Many2one(
        "service.type", required=True, ondelete="cascade", index=True
    )
    code = fields.Char(
        required=True,
        compute="_compute_code",
        store=True,
        readonly=False,
        precompute=True,
        help="Technical code: letters, digits, “_” and “-”.",
    )
    name = fields.Char(string="Question", required=True, translate=True)
    datatype = fields.Selection(
        DATATYPES, string="Kind of Answer", required=True, default="string"
    )
    is_required = fields.Boolean(string="Required")
    is_input = fields.Boolean(
        string="Needs an Answer",
        default=True,
        help="Unset for information texts.",
    )
    help = fields.Char(string="Hint", translate=True)
    sequence = fields.Integer(default=10)
    option_ids = fields.One2many(
        "service.question.option", "question_id", string="Options"
    )
    # Condition
    shown_if_id = fields.Many2one(
        "service.question",
        string="Depends on Question",
        ondelete="set null",
        index="btree_not_null",
        domain="[('service_id', '=', service_id), ('is_input', '=', True)]",
        help="An earlier question; leave empty to ask always.",
    )
    shown_if_option_ids = fields.Many2many(
        "service.question.option",
        "service_question_shown_if_rel",
        string="Answered With",
        domain="[('question_id', '=', shown_if_id)]",
        help="One of these; leave empty for any answer.",
    )
    # Limits
    minimum = fields.Float()
    maximum = fields.Float()
    has_bounds = fields.Boolean(string="Within Bounds")
    is_whole = fields.Boolean(string="Whole Numbers Only")
    max_length = fields.Integer(
        help="Characters; 0 for 255 in a short and 4,000 in a long text."
    )
    is_day = fields.Boolean(string="Day Only", help="Without the time of day.")
    when = fields.Selection(
        [
            ("any", "Any time"),
            ("past", "Today or before"),
            ("future", "Today or after"),
        ],
        string="Which Dates",
        required=True,
        default="any",
    )
    accepts = fields.Selection(
        [("image", "Photos"), ("document", "Photos and documents")],
        string="Files",
        required=True,
        default="image",
    )
    max_files = fields.Integer(string="How Many Files", default=5)
    max_file_mb = fields.Integer(string="Megabytes Each", default=10)

    _code_uniq = models.Constraint(
        "UNIQUE (service_id, code)", "This service asks this question already."
    )
    _required_is_input = models.Constraint(
        "CHECK (is_input OR NOT is_required)",
        "An information text cannot be required.",
    )
    _sound_limits = models.Constraint(
        "CHECK (max_length >= 0 AND max_files BETWEEN 1 AND 20"
        f" AND max_file_mb BETWEEN 1 AND {MAX_MEGABYTES}"
        " AND (NOT has_bounds OR minimum <= maximum))",
        "Limits: 1 to 20 files of 1 to 50 MB, and at least is not above at most.",
    )

    @api.depends("name")
    def _compute_code(self):
        """Compute the code from the question, unless it is set."""
        for question in self:
            spelt = self.env["ir.http"]._slugify(question.name or "").replace("-", "_")
            question.code = question.code or spelt[:40].strip("_")

    @api.constrains("code")
    def _check_code(self):
        """Check that the code has only ASCII letters, digits, "_" and "-"."""
        for question in self:
            code = question.code.replace("_", "").replace("-", "")
            if not (code.isascii() and code.isalnum()):
                raise ValidationError(
                    self.env._("A code has letters, digits, “_” and “-” only.")
                )

    @api.constrains("shown_if_id", "shown_if_option_ids", "sequence", "service_id")
    def _check_shown_if(self):
        """Check that the condition refers to an earlier question and its options."""
        for question in self.filtered("shown_if_id"):
            earlier = question.shown_if_id
            asked = list(question.service_id.question_ids)
            if earlier not in asked or asked.index(earlier) >= asked.index(question):
                raise ValidationError(
                    self.env._(
                        "“%(question)s” depends on “%(earlier)s”, which must come"
                        " before it in the same form.",
                        question=question.name,
                        earlier=earlier.name,
                    )
                )
            if question.shown_if_option_ids - earlier.option_ids:
                raise ValidationError(
                    self.env._("“%s” has no such options.", earlier.name)
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_referenced(self):
        """Forbid to delete a question in a condition, which would be lost."""
        others = [("shown_if_id", "in", self.ids), ("id", "not in", self.ids)]
        if hanging := self.search(others, limit=1):
            raise UserError(
                self.env._(
                    "“%(question)s” depends on “%(earlier)s”. Change the condition"
                    " first.",
                    question=hanging.name,
                    earlier=hanging.shown_if_id.name,
                )
            )

    def _as_plain_data(self):
        """Return the question as plain data, in the language of the context.

        Returns:
            A dict as `forms.read_form` takes it.
        """
        self.ensure_one()
        plain = {
            "code": self.code,
            "name": self.name,
            "help": self.help or "",
            "datatype": self.datatype,
            "required": self.is_required,
            "is_input": self.is_input,
            "sequence": self.sequence,
            "options": [
                {"code": option.code, "name": option.name} for option in self.option_ids
            ],
            "shown_if": self._condition_data(),
        }
        return {**plain, **self._limit_data()}

    def _condition_data(self):
        """Return the condition as plain data, or None."""
        if not self.shown_if_id:
            return None
        codes = self.shown_if_option_ids.mapped("code")
        return {"question": self.shown_if_id.code, "values": codes}

    def _limit_data(self):
        """Return the limits of answers of this datatype."""
        limits = {
            "number": {"is_whole": self.is_whole},
            "string": {"max_length": self.max_length},
            "text": {"max_length": self.max_length},
            "datetime": {"has_time": not self.is_day, "when": self.when},
            "file": {
                "accepts": self.accepts,
                "max_files": self.max_files,
                "max_file_mb": self.max_file_mb,
            },
        }.get(self.datatype, {})
        if self.datatype == "number" and self.has_bounds:
            limits |= {"minimum": self.minimum, "maximum": self.maximum}
        return limits
