import {Component, useState} from "@odoo/owl";

import {LookupBox} from "@constituent_crm/lookup/lookup_box";
import {deserializeDateTime} from "@web/core/l10n/dates";

const EMPTY = {
    reason_id: false,
    partner: null,
    subject: "",
    mobile: "",
    is_vulnerable: false,
    priority_reason: "",
};

/** Form by which a visitor gets a ticket, and the appointments of the day. */
export class ReceptionCheckIn extends Component {
    static template = "channel_gateway.ReceptionCheckIn";
    static components = {LookupBox};
    static props = {
        board: {type: Object},
        onCheckIn: {type: Function},
    };

    setup() {
        this.state = useState({...EMPTY, needs: {}, isBusy: false});
    }

    time(moment) {
        return deserializeDateTime(moment).toFormat("HH:mm");
    }

    onChoose(reason) {
        this.state.reason_id = reason.id;
    }

    onSelect({id, name}) {
        this.state.partner = {id, name};
    }

    get values() {
        const {partner, needs, ...values} = this.state;
        return {
            reason_id: values.reason_id,
            partner_id: partner?.id || false,
            subject: values.subject,
            mobile: values.mobile,
            is_vulnerable: values.is_vulnerable,
            priority_reason: values.priority_reason,
            need_ids: Object.keys(needs)
                .filter((id) => needs[id])
                .map(Number),
        };
    }

    /** Check in whoever the form describes, or who has come to an appointment. */
    async checkIn(values) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            if (await this.props.onCheckIn(values)) {
                Object.assign(this.state, EMPTY, {needs: {}});
            }
        } finally {
            this.state.isBusy = false;
        }
    }

    onSubmit() {
        return this.checkIn(this.values);
    }

    onArrived({id}) {
        return this.checkIn({appointment_id: id});
    }
}
