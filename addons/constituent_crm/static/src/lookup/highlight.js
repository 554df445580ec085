import {normalize} from "@web/core/l10n/utils/normalize";

const WORD = /[\p{L}\p{M}\p{N}'’]+|[^\p{L}\p{M}\p{N}'’]+/gu;

function add(parts, text, isMatch) {
    const last = parts.at(-1);
    if (text && last?.isMatch === isMatch) {
        last.text += text;
    } else if (text) {
        parts.push({text, isMatch});
    }
}

/**
 * Split a name or address into parts, with those marked that match the typed text.
 *
 * @param {string} text name or address
 * @param {string} typed text in the look-up box
 * @returns {{text: string, isMatch: boolean}[]}
 */
export function highlighted(text, typed) {
    const starts = (typed.match(WORD) || [])
        .map(normalize)
        .filter((word) => word.trim());
    const parts = [];
    for (const word of text.match(WORD) || []) {
        const found = starts.filter((start) => normalize(word).startsWith(start));
        const length = Math.max(0, ...found.map((start) => start.length));
        add(parts, word.slice(0, length), true);
        add(parts, word.slice(length), false);
    }
    return parts;
}
