import {_t} from "@web/core/l10n/translation";
import {formatFloat} from "@web/core/utils/numbers";

/** Placeholder for a missing value, which is never shown as 0 or 100 %. */
export const NOTHING = "–";

const decimals = (value, digits) =>
    formatFloat(value, {digits: [16, digits], trailingZeros: false});

const minutes = (seconds) => {
    const whole = Math.round(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

const FORMATS = {
    percent: (value) => `${decimals(value, 1)} %`,
    seconds: minutes,
    number: (value) => decimals(Math.round(value), 0),
    rating: (value) => decimals(value, 1),
    money: (value) => `£${decimals(Math.round(value), 0)}`,
};

/**
 * Format a figure.
 *
 * @param {number|null} value null where nothing was measured
 * @param {"percent"|"seconds"|"number"|"rating"|"money"} unit
 * @returns {string}
 */
export function formatFigure(value, unit) {
    if (value === null || value === undefined || value === false) {
        return NOTHING;
    }
    return value < 0 ? `−${FORMATS[unit](-value)}` : FORMATS[unit](value);
}

/**
 * Format a change: percentages in points, others in their unit.
 *
 * @param {number} change
 * @param {string} unit
 * @returns {string} without a sign, as an arrow shows the direction
 */
export function formatChange(change, unit) {
    const size = Math.abs(change);
    return unit === "percent"
        ? _t("%s points", decimals(size, 1))
        : formatFigure(size, unit);
}

/**
 * Return the points of a line through recent figures, for an SVG of the given size.
 *
 * @param {(number|null)[]} values oldest first; days without a figure are skipped
 * @param {number} width
 * @param {number} height
 * @returns {string} "x,y x,y …", empty with fewer than two figures
 */
export function sparkline(values, width, height) {
    const known = values
        .map((value, index) => ({value, index}))
        .filter((point) => point.value !== null);
    if (known.length < 2) {
        return "";
    }
    const all = known.map((point) => point.value);
    const lowest = Math.min(...all);
    const range = Math.max(...all) - lowest || 1;
    const step = width / (values.length - 1);
    return known
        .map(({value, index}) => {
            const y = height - ((value - lowest) / range) * height;
            return `${(index * step).toFixed(1)},${y.toFixed(1)}`;
        })
        .join(" ");
}
