import {Component, useState} from "@odoo/owl";

import {LookupBox} from "@constituent_crm/lookup/lookup_box";
import {useAutofocus, useService} from "@web/core/utils/hooks";

import {shortly} from "./phonetic";

const MARKER_LOOKS = {
    caution: {look: "alert-danger", icon: "fa-exclamation-triangle"},
    vulnerability: {look: "alert-warning", icon: "fa-heart"},
    accessibility: {look: "alert-info", icon: "fa-wheelchair"},
    language: {look: "alert-info", icon: "fa-language"},
};

/** Panel to find or create the constituent, with markers and requests. */
export class DeskWho extends Component {
    static template = "channel_gateway.DeskWho";
    static components = {LookupBox};
    static props = {
        contact: {type: Object},
        onChange: {type: Function},
        onMet: {type: Function},
        onOpenRecord: {type: Function},
        onDial: {type: Function, optional: true},
    };

    setup() {
        this.orm = useService("orm");
        this.contact = useState(this.props.contact);
        this.typed = "";
        this.state = useState({
            isNew: Boolean(this.newcomer.name),
            isKnown: false,
            isActing: false,
        });
        this.shortly = shortly;
        useAutofocus({refName: "newName"});
    }

    get newcomer() {
        return this.contact.values.newcomer;
    }

    markerLook(marker) {
        return MARKER_LOOKS[marker.category] || MARKER_LOOKS.caution;
    }

    /** Open the form for a new constituent, prefilled from the look-up text. */
    async onNew() {
        this.state.isNew = true;
        if (this.typed.trim()) {
            const values = await this.contact.ask(
                "constituent_prefill",
                [this.typed],
                "res.partner"
            );
            for (const [name, value] of Object.entries(values || {})) {
                const field = name.replace("default_", "").replace("zip", "postcode");
                this.newcomer[field] ||= value;
            }
            this.props.onChange();
        }
    }

    async onSelect(row) {
        if (await this.contact.choose(row.id)) {
            this.state.isKnown = false;
            this.met();
        }
    }

    async onCreate() {
        const made = await this.contact.create();
        if (made) {
            this.state.isNew = false;
            this.state.isKnown = made.is_known;
            this.met();
        }
    }

    async onActFor(beneficiaryId) {
        if (await this.contact.actFor(beneficiaryId)) {
            this.state.isActing = false;
            this.props.onChange();
        }
    }

    onActForThemselves() {
        this.contact.actForThemselves();
        this.state.isActing = false;
        this.props.onChange();
    }

    met() {
        this.state.isActing = false;
        this.props.onChange();
        this.props.onMet();
    }

    onForget() {
        this.contact.forget();
        this.state.isKnown = false;
        this.props.onChange();
    }

    onExisting(request) {
        this.contact.setExisting(request);
        this.props.onChange();
    }
}
