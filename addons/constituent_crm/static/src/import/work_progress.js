import {Component, onWillUnmount, useEffect} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const INTERVAL = 1500;

/**
 * Field widget for the progress of a background job in per cent.
 *
 * The record is reloaded while the boolean field named by the option `while` is set.
 */
export class WorkProgress extends Component {
    static template = "constituent_crm.WorkProgress";
    static props = {...standardFieldProps, whileField: String};

    setup() {
        useEffect(
            (isWorking) => {
                if (isWorking) {
                    this.timer = browser.setInterval(() => this.refresh(), INTERVAL);
                }
                return () => browser.clearInterval(this.timer);
            },
            () => [this.isWorking]
        );
        onWillUnmount(() => browser.clearInterval(this.timer));
    }

    get isWorking() {
        return this.props.record.data[this.props.whileField];
    }

    get percent() {
        return Math.min(100, Math.round(this.props.record.data[this.props.name]));
    }

    async refresh() {
        if (!(await this.props.record.isDirty())) {
            await this.props.record.load();
        }
    }
}

registry.category("fields").add("work_progress", {
    component: WorkProgress,
    supportedTypes: ["float", "integer"],
    extractProps: ({options}) => ({whileField: options.while}),
});
