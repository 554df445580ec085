class FormRows:
    """The answers of a form as rows, to be checked before sending."""

    def rows(self):
        """Return dicts of label, text and field (the id of the field to change)."""
        submitted, env = self.submitted, self.env
        rows = [
            self._answer_row(question)
            for question in self.questions
            if question["is_input"]
        ]
        rows.append(self._row(env._("Where"), "where", self._describe_where()))
        rows.append(self._row(env._("What you told us"), "description"))
        names = ", ".join(photo["name"] for photo in self.photos)
        rows.append(self._row(env._("Photos"), "answer-photos", names))
        if self.resident:
            rows.append(self._row(env._("Your name"), "other", self.resident.name))
        elif submitted["who"] == "known":
            rows.append(self._row(env._("Your name"), "name"))
            rows.append(self._row(env._("E-mail address"), "email"))
            rows.append(self._row(env._("Phone number"), "phone"))
        else:
            rows.append(
                self._row(env._("Your name"), "who", env._("You do not tell us"))
            )
        if submitted["other"] == "yes":
            rows.append(self._row(env._("For"), "other_name"))
        return [row for row in rows if row["text"]]

    def _describe_where(self):
        """Describe the place: address or words, and whether a point is set."""
        lines = [self.place.name or self.submitted["where-words"] or self.near()]
        if self.matched.name not in lines:
            lines.append(self.matched.name)
        if self.point() not in ((), (self.place.latitude, self.place.longitude)):
            lines.insert(0, self.env._("The point that you chose"))
        return "\n".join(filter(None, lines))

    def _row(self, label, field, text=None):
        """Return a row."""
        text = self.submitted.get(field, "") if text is None else text
        return {"label": label, "field": field, "text": text}

    def _answer_row(self, question):
        """Return the row of a question."""
        code, answer = question["code"], self.clean.get(question["code"])
        text = self._describe_answer(question, answer) if answer else ""
        return self._row(question["name"], f"answer-{code}", text)

    def _describe_answer(self, question, answer):
        """Format an answer of `_check_answers` for the resident."""
        if question["datatype"] == "place":
            return answer["words"]
        if question["datatype"] == "file":
            return ", ".join(file["name"] for file in answer)
        if question["datatype"] == "property":
            return self.places.search([("uprn", "=", answer)], limit=1).name or answer
        names = {option["code"]: option["name"] for option in question["options"]}
        several = answer if isinstance(answer, list) else [answer]
        return ", ".join(names.get(code, code) for code in several)
