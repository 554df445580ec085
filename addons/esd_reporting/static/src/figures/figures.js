import {Component, onMounted, onWillStart, onWillUnmount, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {deserializeDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

import {FigureCard} from "./figure_card";

/** Refresh interval for short periods, for use on a wall display. */
const REFRESH_MS = 60_000;
const REFRESHED = ["day", "week"];

const {DateTime} = luxon;

export class Figures extends Component {
    static template = "esd_reporting.Figures";
    static components = {FigureCard, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = {controlPanel: {}};
        this.periods = [
            {kind: "day", label: _t("Today"), before: _t("vs. yesterday by now")},
            {kind: "week", label: _t("This week"), before: _t("vs. last week by now")},
            {
                kind: "month",
                label: _t("This month"),
                before: _t("vs. last month by now"),
            },
            {kind: "year", label: _t("This year"), before: _t("vs. last year by now")},
        ];
        this.state = useState({kind: this.props.state?.kind || "week", figures: null});
        useSetupAction({getLocalState: () => ({kind: this.state.kind})});
        onWillStart(() => this.load(this.state.kind));
        onMounted(() => {
            this.timer = browser.setInterval(() => this.refresh(), REFRESH_MS);
        });
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    async refresh() {
        if (REFRESHED.includes(this.state.kind)) {
            await this.load(this.state.kind, this.orm.silent);
        }
    }

    async load(kind, orm = this.orm) {
        this.state.kind = kind;
        const figures = await orm.call("esd.measure", "figures", [], {kind});
        // Ignore a response for a period that is no longer selected.
        if (this.state.kind === kind) {
            this.state.figures = figures;
        }
    }

    get headlines() {
        return this.state.figures.measures.filter((measure) => measure.is_headline);
    }

    get others() {
        return this.state.figures.measures.filter((measure) => !measure.is_headline);
    }

    get before() {
        return this.periods.find((period) => period.kind === this.state.kind).before;
    }

    get days() {
        const first = deserializeDate(this.state.figures.first);
        const last = deserializeDate(this.state.figures.last);
        const day = (date) => date.toLocaleString(DateTime.DATE_FULL);
        return first.equals(last) ? day(first) : `${day(first)} – ${day(last)}`;
    }

    async open(measure) {
        const kind = this.state.kind;
        const args = [[measure.id], kind];
        this.action.doAction(
            await this.orm.call("esd.measure", "action_view_evidence", args)
        );
    }

    async snapshots(measure) {
        const args = [[measure.id]];
        this.action.doAction(
            await this.orm.call("esd.measure", "action_view_snapshots", args)
        );
    }
}

registry.category("actions").add("esd_reporting.figures", Figures);
