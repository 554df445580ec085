import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

import {formatChange, formatFigure, sparkline} from "./format";

export const SPARK = {width: 96, height: 26};

/** Changes below this share of the previous figure count as none. */
const STEADY = 0.001;

export class FigureCard extends Component {
    static template = "esd_reporting.FigureCard";
    static props = {
        measure: Object,
        before: String,
        onOpen: Function,
        onSnapshots: Function,
    };

    get isMeasured() {
        return this.props.measure.value !== null;
    }

    get value() {
        return formatFigure(this.props.measure.value, this.props.measure.unit);
    }

    get lightText() {
        const texts = {
            green: _t("On target"),
            amber: _t("Close to target"),
            red: _t("Off target"),
        };
        const untold = this.isMeasured ? _t("No target") : _t("Not measured");
        return texts[this.props.measure.light] || untold;
    }

    get lightClass() {
        return `o_esd_light_${this.props.measure.light || "none"}`;
    }

    get targetText() {
        const {target, unit, higher_is_better} = this.props.measure;
        if (target === null) {
            return "";
        }
        const value = formatFigure(target, unit);
        return higher_is_better
            ? _t("Target: %s or more", value)
            : _t("Target: %s or less", value);
    }

    /** Return direction and judgement of the change; null without two figures. */
    get change() {
        const {change, before, unit, higher_is_better, target} = this.props.measure;
        if (change === null) {
            return null;
        }
        if (Math.abs(change) <= STEADY * Math.max(Math.abs(before), 1)) {
            return {icon: "fa-minus", css: "text-muted", text: _t("no change")};
        }
        const isBetter = change > 0 === higher_is_better;
        // A change in a number without a target is neither good nor bad.
        const isJudged = unit !== "number" || target !== null;
        const css = isBetter ? "text-success" : "text-danger";
        return {
            icon: change > 0 ? "fa-arrow-up" : "fa-arrow-down",
            css: isJudged ? css : "text-muted",
            text: formatChange(change, unit),
        };
    }

    get madeOf() {
        const {numerator, denominator, unit} = this.props.measure;
        if (unit !== "percent" || !this.isMeasured) {
            return "";
        }
        return _t("%(part)s of %(whole)s", {
            part: formatFigure(numerator, "number"),
            whole: formatFigure(denominator, "number"),
        });
    }

    get spark() {
        return sparkline(this.props.measure.trend, SPARK.width, SPARK.height);
    }

    get sparkBox() {
        return `-2 -2 ${SPARK.width + 4} ${SPARK.height + 4}`;
    }
}
