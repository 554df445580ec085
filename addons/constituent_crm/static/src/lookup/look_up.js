import {Component, onWillStart, useState} from "@odoo/owl";
import {deserializeDateTime, formatDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {LookupBox} from "./lookup_box";

const RECENT = 8;
const ACTION = "constituent_crm.constituent_action";

/** Screen with the look-up box, to identify a caller. */
export class LookUp extends Component {
    static template = "constituent_crm.LookUp";
    static components = {LookupBox};
    static props = {...standardActionServiceProps};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.state = useState({typed: "", recent: []});
        onWillStart(() => this.loadRecent());
    }

    async loadRecent() {
        const contacts = await this.orm.searchRead(
            "constituent.interaction",
            [["partner_id", "!=", false]],
            [
                "partner_id",
                "channel_icon",
                "channel_id",
                "direction",
                "subject",
                "started_at",
            ],
            {limit: RECENT, order: "started_at DESC, id DESC"}
        );
        this.state.recent = contacts.map((contact) => ({
            ...contact,
            when: formatDateTime(deserializeDateTime(contact.started_at)),
        }));
    }

    onType(text) {
        this.state.typed = text;
    }

    open(id) {
        return this.action.doAction(ACTION, {viewType: "form", props: {resId: id}});
    }

    async create() {
        const additionalContext = await this.orm.call(
            "res.partner",
            "constituent_prefill",
            [this.state.typed]
        );
        return this.action.doAction(ACTION, {viewType: "form", additionalContext});
    }
}

registry.category("actions").add("constituent_crm.look_up", LookUp);
