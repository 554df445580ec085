import {Component, useState} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/** A button for each next state; cancelling states are in the menu “More”. */
export class NextStates extends Component {
    static template = "service_catalog.NextStates";
    static components = {Dropdown, DropdownItem};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.busy = useState({now: false});
    }

    /** @returns {{ id: number, label: string, rare: boolean, main: boolean }[]} */
    get states() {
        return this.props.record.data.next_moves || [];
    }

    get usual() {
        return this.states.filter((state) => !state.rare);
    }

    get rare() {
        return this.states.filter((state) => state.rare);
    }

    async move(state) {
        if (this.busy.now) {
            return;
        }
        this.busy.now = true;
        try {
            await this.moveSaved(state);
        } finally {
            this.busy.now = false;
        }
    }

    async moveSaved(state) {
        const {record} = this.props;
        if (!(await record.save())) {
            return;
        }
        const todo = await this.orm.call(record.resModel, "action_move", [
            [record.resId],
            state.id,
        ]);
        if (todo && todo !== true) {
            await this.action.doAction(todo, {onClose: () => record.load()});
        } else {
            await record.load();
        }
    }
}

export const nextStates = {
    component: NextStates,
    fieldDependencies: [{name: "next_moves", type: "json"}],
};

registry.category("view_widgets").add("service_next_states", nextStates);
