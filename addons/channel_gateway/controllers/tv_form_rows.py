from ..television.steps import NOT_AT_ALL, UNKNOWN, WHO


class ScreenFormRows:
    """What was entered in a form on a screen, in words, and what a step asks."""

    def title(self):
        """Return what the step asks, as heading of its page."""
        step, env = self.step, self.env
        if step.question:
            return step.question.name
        return {
            "postcode": env._("Where is it? Enter the postcode"),
            "address": env._("Where is it?"),
            "place": env._("Where is it?"),
            "text": env._("Anything else we should know?")
            if not step.required
            else env._("What do you need?"),
            "who": env._("Do you want an answer?"),
            "phone": env._("Your phone number"),
            "check": env._("Check your answers"),
        }[step.kind]

    def hint(self):
        """Return how to enter what is asked, "" where that is plain."""
        step, env = self.step, self.env
        help_text = step.question.help if step.question else ""
        if step.kind == "day":
            own = env._("Day, month and year, like 31122026")
            if step.question.has_time:
                own = env._(
                    "Day, month, year, hours and minutes, like 311220261430; the time"
                    " may be left out"
                )
        elif step.kind == "postcode" and step.question:
            own = env._("Enter the postcode")
        elif step.kind == "several":
            own = env._("Choose one or more, then continue")
        elif step.kind == "address" and not self.choices()[:-1]:
            own = env._("We know no address at this postcode")
        else:
            own = ""
        return " ".join(filter(None, [help_text, own]))

    def rows(self):
        """Return pairs of label and text, to be checked before sending."""
        rows = [
            (self._label(step), self._text(step))
            for step in self.steps
            if step.name in self.state.values
        ]
        return [(label, text) for label, text in rows if text]

    def _label(self, step):
        env = self.env
        if step.question:
            return step.question.name
        if step.kind in ("postcode", "address", "place"):
            return env._("Where")
        labels = {
            "text": env._("What you told us"),
            "who": env._("Answer"),
            "phone": env._("Phone number"),
        }
        return labels[step.kind]

    def _text(self, step):
        value = self.state.values[step.name]
        if step.kind in ("choice", "several"):
            names = {one.code: one.name for one in step.question.options}
            codes = value if isinstance(value, list) else [value]
            return ", ".join(names.get(code, code) for code in codes)
        if step.kind == "postcode":
            # An address says it again.
            name = step.name.partition(":")[2]
            return "" if value == UNKNOWN or self._chosen(name) else value
        if step.kind == "address":
            return self._chosen(step.name.partition(":")[2]).name or ""
        if step.name == WHO:
            return self.env._("None") if value == NOT_AT_ALL else ""
        return value
