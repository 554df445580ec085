/** Return the texts of an answer; an empty list for no answer. */
export function words(value) {
    const several = Array.isArray(value) ? value : [value];
    return several
        .filter((one) => one !== undefined && one !== null && one !== false)
        .map((one) =>
            typeof one === "object" ? JSON.stringify(one) : String(one).trim()
        )
        .filter(Boolean);
}

/**
 * Return the visible questions for the answers so far; the same as `forms.shown` on
 * the server, which decides.
 *
 * @param {Object[]} form as from `service.type._form`
 * @param {Object} answers by code
 */
export function shownQuestions(form, answers) {
    const shown = new Set();
    return form.filter(({code, shown_if: condition}) => {
        if (condition) {
            const values = words(answers[condition.question]);
            const holds = condition.values.length
                ? condition.values.some((value) => values.includes(value))
                : values.length;
            if (!shown.has(condition.question) || !holds) {
                return false;
            }
        }
        shown.add(code);
        return true;
    });
}
