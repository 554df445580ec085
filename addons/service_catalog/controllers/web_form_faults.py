from odoo.addons.constituent_crm.matching import phone_numbers


class FormFaults:
    """Validation of a submitted form."""

    def check(self):
        """Validate the form; collect error messages in `faults` by id of the field.

        Returns:
            True when there are none.
        """
        self.faults = {}
        self._check_lengths()
        self._check_words()
        self._check_answers()
        self._check_photos()
        if self.service._form_has_place():
            self._check_place()
        if not self.resident:
            self._check_who()
        if self.submitted["other"] == "yes" and not self.submitted["other_name"]:
            self.faults["other_name"] = self.env._("Enter the name of who it is for")
        return not self.faults

    def _check_lengths(self):
        """Check the lengths of texts."""
        for name, most in self.max_length.items():
            if len(self.submitted[name]) > most:
                field = "where" if name.startswith("where-") else name
                message = self.env._("Use %s characters or fewer", most)
                self.faults[field] = message

    def wants_words(self):
        """Return whether the description is the only field about the matter."""
        return not self.questions and not self.service._form_has_place()

    def _check_words(self):
        """Check that there is a description, if it is needed."""
        if self.wants_words() and not self.submitted["description"]:
            self.faults["description"] = self.env._("Tell us what you need")

    def _check_answers(self):
        """Check the answers and keep the valid ones."""
        self.clean, faults = self.service._check_answers(self.answers)
        self.faults |= {f"answer-{code}": message for code, message in faults.items()}

    def _check_photos(self):
        """Check the photographs and keep the accepted ones."""
        if not self.photo_form:
            return
        kept, fault = self.service._photos_checked(self.photos)
        if fault:
            self.faults["answer-photos"] = fault
        else:
            self.photos = kept

    def _check_place(self):
        """Check that the place is valid and inside the council's area."""
        point = self.point()
        if point is None:
            message = self.env._("The place on the map cannot be read. Choose it again")
            self.faults["where"] = message
        elif point and not self.service._is_inside(*point):
            self.faults["where"] = self.env._(
                "This place is outside the council's area. Choose one inside it"
            )
        elif not (point or self.submitted["where-words"] or self.place):
            self.faults["where"] = self.env._("Tell us where it is")

    def _check_who(self):
        """Check the details of the constituent."""
        submitted = self.submitted
        if submitted["who"] not in ("known", "anonymous"):
            self.faults["who"] = self.env._("Choose whether to tell us who you are")
        if submitted["who"] != "known":
            return
        if not submitted["name"]:
            self.faults["name"] = self.env._("Enter your name")
        if submitted["email"] and not self._normal_forms("email"):
            self.faults["email"] = self.env._(
                "Enter an e-mail address like name@example.com"
            )
        if submitted["phone"] and not self._normal_forms("phone"):
            self.faults["phone"] = self.env._(
                "Enter a phone number, like 01632 960 001"
            )
        if not (submitted["email"] or submitted["phone"]):
            self.faults["email"] = self.env._(
                "Enter an e-mail address or a phone number"
            )
        self._check_told_by()

    def _check_told_by(self):
        """Check that the preferred channel has an address or number."""
        wanted = {"email": "email", "sms": "phone"}.get(
            self.submitted["notification_preference"]
        )
        if not wanted or wanted in self.faults:
            return
        if not self.submitted[wanted]:
            self.faults[wanted] = self.env._("We need this to tell you what happens")
        elif wanted == "phone" and not any(
            map(phone_numbers.takes_texts, self._normal_forms("phone"))
        ):
            self.faults["phone"] = self.env._(
                "Enter a mobile number, like 07700 900 982, or choose another way"
            )

    def _normal_forms(self, kind):
        """Return the submitted numbers or address in normal form, () if there is none.

        Args:
            kind: "phone" or "email".
        """
        # sudo: normalises only; nothing is read.
        Identifier = self.env["constituent.identifier"].sudo()
        return Identifier._normal_forms(kind, self.submitted[kind])

    def answer_faults(self):
        """Return messages by code, as `service_catalog.question_fields` takes them."""
        return {
            field.removeprefix("answer-"): message
            for field, message in self.faults.items()
            if field.startswith("answer-")
        }
