// Which questions are asked. The server decides by the same rules (`forms.shown`); the
// cases of both are in `static/tests/forms/shown_if.json`.

function isNothing(value) {
    return value === undefined || value === null || value === false;
}

function textOf(value) {
    if (isNothing(value)) {
        return "";
    }
    const text = typeof value === "object" ? JSON.stringify(value) : String(value);
    return text.replaceAll("\0", "").replaceAll("\ufeff", "").trim();
}

/** Return whether a value is a place or a file of which no part is filled in. */
function isBlankObject(value) {
    return (
        !isNothing(value) &&
        typeof value === "object" &&
        !Array.isArray(value) &&
        !Object.values(value).some(textOf)
    );
}

/** Return the texts of an answer; an empty list for no answer. */
export function words(value) {
    const several = Array.isArray(value) ? value : [value];
    return several
        .filter((one) => !isBlankObject(one))
        .map(textOf)
        .filter(Boolean);
}

/**
 * Return whether an answer meets a condition.
 *
 * @param {{values: string[]}} condition accepted texts; empty for any answer
 * @param {string[]} texts of the answer, as from `words`
 * @returns {boolean}
 */
export function holds({values}, texts) {
    return values.length
        ? values.some((value) => texts.includes(value))
        : texts.length > 0;
}

/**
 * Return the visible questions for the answers so far.
 *
 * @param {Object[]} form as from `service.type._form`
 * @param {Object} answers by code
 * @returns {Object[]}
 */
export function shownQuestions(form, answers) {
    const shown = new Set();
    return form.filter(({code, shown_if: condition}) => {
        const isShown =
            !condition ||
            (shown.has(condition.question) &&
                holds(condition, words(answers[condition.question])));
        if (isShown) {
            shown.add(code);
        }
        return isShown;
    });
}
