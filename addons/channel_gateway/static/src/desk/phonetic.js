// Formats of references, times and durations for reading out on the phone.

import {deserializeDateTime} from "@web/core/l10n/dates";

// The ICAO spelling alphabet.
const LETTERS =
    "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike " +
    "November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu";
const PHONETIC_ALPHABET = Object.fromEntries(
    LETTERS.split(" ").map((word) => [word[0], word])
);

/**
 * Split a reference into its parts, each with the words of the spelling alphabet.
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
 * Format a time for reading out.
 *
 * @param {string} moment UTC, as serialised by the server
 * @returns {string} e.g. "Thursday 26 November, 17:00"
 */
export function when(moment) {
    return moment ? deserializeDateTime(moment).toFormat("cccc d LLLL, HH:mm") : "";
}

/**
 * Format a time for a list.
 *
 * @param {string} moment UTC, as serialised by the server
 * @returns {string} e.g. "24 Nov 10:05"
 */
export function shortly(moment) {
    return moment ? deserializeDateTime(moment).toFormat("d LLL HH:mm") : "";
}

/**
 * Format a duration.
 *
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
