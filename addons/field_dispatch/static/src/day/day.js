import {Component} from "@odoo/owl";
import {lanes} from "./lanes";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/** Overview of a plan's day: a lane for each crew, a bar for each stop. */
export class DispatchDay extends Component {
    static template = "field_dispatch.Day";
    static props = {...standardWidgetProps};

    setup() {
        this.action = useService("action");
    }

    get day() {
        const stops = this.props.record.data.stop_ids.records
            .map((record) => record.data)
            .filter((stop) => stop.crew_id && stop.arrive_at && stop.leave_at)
            .map((stop) => ({
                crew: stop.crew_id.display_name,
                from: stop.arrive_at.toMillis(),
                to: stop.leave_at.toMillis(),
                state: stop.state,
                job: stop.job_id.id,
                title: [
                    `${stop.arrive_at.toFormat("HH:mm")}–${stop.leave_at.toFormat("HH:mm")}`,
                    stop.job_id.display_name,
                    stop.address,
                ]
                    .filter(Boolean)
                    .join("\n"),
                number: stop.sequence,
            }));
        return lanes(stops);
    }

    open(job) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "dispatch.job",
            res_id: job,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("dispatch_day", {component: DispatchDay});
