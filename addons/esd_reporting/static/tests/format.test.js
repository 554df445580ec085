import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {formatChange, formatFigure, sparkline} from "@esd_reporting/figures/format";
import {localization} from "@web/core/l10n/localization";
import {allowTranslations, patchWithCleanup} from "@web/../tests/web_test_helpers";

describe.current.tags("headless");

beforeEach(() => {
    allowTranslations();
    patchWithCleanup(localization, {
        decimalPoint: ".",
        thousandsSep: ",",
        grouping: [3, 0],
    });
});

test("nothing measured is a dash, never a zero", () => {
    expect(formatFigure(null, "percent")).toBe("–");
    expect(formatFigure(0, "percent")).toBe("0 %");
});

test("each unit is read in its own way", () => {
    expect(formatFigure(81.13, "percent")).toBe("81.1 %");
    expect(formatFigure(270, "seconds")).toBe("4:30");
    expect(formatFigure(16000, "number")).toBe("16,000");
    expect(formatFigure(4.25, "rating")).toBe("4.3");
    expect(formatFigure(-134.4, "money")).toBe("−£134");
});

test("percentages move by points", () => {
    expect(formatChange(-1.25, "percent")).toBe("1.3 points");
    expect(formatChange(30, "seconds")).toBe("0:30");
});

test("a line passes over days without a figure", () => {
    expect(sparkline([0, null, 10], 100, 20)).toBe("0.0,20.0 100.0,0.0");
    expect(sparkline([5, null], 100, 20)).toBe("");
    expect(sparkline([], 100, 20)).toBe("");
});
