import {describe, expect, test} from "@odoo/hoot";
import {lanes} from "@field_dispatch/day/lanes";

const at = (hour, minute = 0) =>
    luxon.DateTime.local(2027, 3, 1, hour, minute).toMillis();
const stop = (crew, from, to) => ({crew, from, to});

describe.current.tags("headless");

test("a day without stops has no lane", () => {
    expect(lanes([])).toEqual({hours: [], lanes: []});
});

test("the day goes from full hour to full hour", () => {
    const {hours} = lanes([stop("North", at(8, 30), at(9, 30))]);
    expect(hours).toEqual([
        {label: 8, left: 0},
        {label: 9, left: 50},
    ]);
});

test("each crew has its lane, in the order given", () => {
    const day = lanes([
        stop("North", at(8), at(9)),
        stop("West", at(9), at(10)),
        stop("North", at(10), at(12)),
    ]);
    expect(day.lanes.map((lane) => lane.crew)).toEqual(["North", "West"]);
    expect(day.lanes[0].bars.map((bar) => [bar.left, bar.width])).toEqual([
        [0, 25],
        [50, 50],
    ]);
});
