const {DateTime} = luxon;
const HOUR_MS = 3600 * 1000;

function floorHour(moment) {
    return DateTime.fromMillis(moment).startOf("hour").toMillis();
}

/**
 * Lay out a day's stops as one lane for each crew.
 *
 * @param {{crew: string, from: number, to: number}[]} stops times in milliseconds
 * @returns {{hours: {label: number, left: number}[],
 *            lanes: {crew: string, bars: Object[]}[]}} the stops, each with `left` and
 *     `width` in percent of the day shown, which goes from full hour to full hour
 */
export function lanes(stops) {
    if (!stops.length) {
        return {hours: [], lanes: []};
    }
    const start = floorHour(Math.min(...stops.map((stop) => stop.from)));
    const end = floorHour(Math.max(...stops.map((stop) => stop.to)) - 1) + HOUR_MS;
    const percent = (moment) => (100 * (moment - start)) / (end - start);
    const byCrew = new Map();
    for (const stop of stops) {
        const bars = byCrew.get(stop.crew) || [];
        const left = percent(stop.from);
        bars.push({...stop, left, width: percent(stop.to) - left});
        byCrew.set(stop.crew, bars);
    }
    const hours = [];
    for (let moment = start; moment < end; moment += HOUR_MS) {
        hours.push({label: DateTime.fromMillis(moment).hour, left: percent(moment)});
    }
    return {
        hours,
        lanes: [...byCrew].map(([crew, bars]) => ({crew, bars})),
    };
}
