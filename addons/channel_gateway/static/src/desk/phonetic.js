// How a reference, a time and a length of time are said to somebody on the phone.

import {deserializeDateTime} from "@web/core/l10n/dates";

// The spelling alphabet that callers know from everywhere (ICAO).
const LETTERS =
    "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike " +
    "November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu";
const PHONETIC_ALPHABET = Object.fromEntries(
    LETTERS.split(" ").map((word) => [word[0], word])
);

/**
 * The parts of a reference, each with the words to spell it by.
 *
 * @param {string} reference e.g. "HC-7K2M"
 * @returns {{ part: string, words: string }[]}
 */
export function spell(reference) {
    return reference
        .split("-")
        .filter(Boolean)
        .map((part) => ({
            part,
            words: [...part]
                .map((sign) => PHONETIC_ALPHABET[sign.toUpperCase()] || sign)
                .join(" "),
        }));
}

/**
 * @param {string} moment as the server writes it, UTC
 * @returns {string} e.g. "Thursday 26 November, 17:00"
 */
export function when(moment) {
    return moment ? deserializeDateTime(moment).toFormat("cccc d LLLL, HH:mm") : "";
}

/**
 * @param {string} moment as the server writes it, UTC
 * @returns {string} e.g. "24 Nov 10:05"
 */
export function shortly(moment) {
    return moment ? deserializeDateTime(moment).toFormat("d LLL HH:mm") : "";
}

/**
 * @param {number} seconds
 * @returns {string} "3:05", or "1:02:09" from an hour on
 */
export function clock(seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
    const tail = String(whole % 60).padStart(2, "0");
    return hours
        ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}`
        : `${minutes}:${tail}`;
}
