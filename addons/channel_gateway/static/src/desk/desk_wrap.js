import {Component, useState} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";

import {spell, when} from "./phonetic";

/** Panel for the opened requests, the outcome and the end of the contact. */
export class DeskWrap extends Component {
    static template = "channel_gateway.DeskWrap";
    static props = {
        contact: {type: Object},
        reasons: {type: Array},
        onChange: {type: Function},
        onOpen: {type: Function},
        onAnother: {type: Function},
        onEnd: {type: Function},
        onOpenRecord: {type: Function},
    };

    setup() {
        this.contact = useState(this.props.contact);
        this.spell = spell;
        this.when = when;
        this.outcomes = [
            {code: "request", label: _t("Request opened"), icon: "fa-ticket"},
            {code: "answered", label: _t("Answered now, no request"), icon: "fa-check"},
            {
                code: "existing",
                label: _t("About an existing request"),
                icon: "fa-history",
            },
            {code: "nothing", label: _t("Not a council matter"), icon: "fa-ban"},
        ];
    }

    get values() {
        return this.contact.values;
    }

    get requests() {
        return this.contact.constituent?.requests || [];
    }

    /** Return labels of missing data, after an attempt to open. */
    get missing() {
        const names = Object.fromEntries(
            (this.contact.service?.questions || []).map(({code, name}) => [code, name])
        );
        const others = {service: _t("Choose a service"), address: _t("Where is it?")};
        return this.contact.missing.map((code) => names[code] || others[code]);
    }

    isOffered(outcome) {
        return outcome !== "request" || this.contact.receipts.length > 0;
    }

    onOutcome(outcome) {
        if (outcome === "existing" && this.requests.length) {
            const known = this.requests.find(({id}) => id === this.values.request_id);
            this.contact.setExisting(known || this.requests[0]);
        } else {
            this.contact.setOutcome(outcome);
        }
        this.props.onChange();
    }

    onExisting(request) {
        this.contact.setExisting(request);
        this.props.onChange();
    }

    onAvoidable(ev) {
        this.values.is_avoidable = ev.target.checked;
        this.props.onChange();
    }

    onReason(ev) {
        this.values.avoidable_reason = ev.target.value;
        this.props.onChange();
    }

    onNote(ev) {
        this.values.note = ev.target.value;
        this.props.onChange();
    }
}
