import {Component, onWillStart, useState} from "@odoo/owl";

import {AddressBox} from "@constituent_crm/addresses/address_box";
import {useService} from "@web/core/utils/hooks";
import {getDataURLFromFile} from "@web/core/utils/urls";

// With more options a drop-down list is used.
const MAX_PILLS = 6;
let lastId = 0;

/** The input for one question of a service, by its datatype. */
export class QuestionInput extends Component {
    static template = "service_catalog.QuestionInput";
    static components = {AddressBox};
    static props = {
        serviceId: {type: Number},
        question: {type: Object},
        // A text; a list of codes; an object for a place; a list of objects for files.
        value: {optional: true},
        fault: {type: String, optional: true},
        isReadonly: {type: Boolean, optional: true},
        onChange: {type: Function},
    };

    setup() {
        this.orm = useService("orm");
        this.id = `o_service_form_${++lastId}`;
        // `chosen` is the property that the UPRN in the value stands for, `typed` an
        // address that is being typed.
        this.state = useState({isSending: false, chosen: null, typed: null});
        onWillStart(() => this.loadProperty());
    }

    get control() {
        const {datatype, is_input: isInput, options} = this.props.question;
        if (!isInput) {
            return "words";
        }
        if (datatype === "singlevaluelist") {
            return options.length > MAX_PILLS ? "select" : "pills";
        }
        const controls = {
            multivaluelist: "pills",
            text: "textarea",
            file: "file",
            place: "place",
            property: "property",
        };
        return controls[datatype] || "input";
    }

    get isSeveral() {
        return this.props.question.datatype === "multivaluelist";
    }

    get inputType() {
        const {datatype, has_time: hasTime} = this.props.question;
        if (datatype === "datetime") {
            return hasTime ? "datetime-local" : "date";
        }
        return "text";
    }

    get described() {
        const {question, fault} = this.props;
        const parts = [question.help && `${this.id}_help`, fault && `${this.id}_fault`];
        return parts.filter(Boolean).join(" ") || undefined;
    }

    get place() {
        return this.props.value || {};
    }

    /** Return the address of the property, or what was typed for it. */
    get address() {
        const {chosen, typed} = this.state;
        const value = this.props.value || "";
        return typed ?? (chosen?.uprn === value ? chosen.name : value);
    }

    get files() {
        return this.props.value || [];
    }

    isChosen(code) {
        const {value} = this.props;
        return this.isSeveral ? (value || []).includes(code) : value === code;
    }

    onInput(ev) {
        this.props.onChange(ev.target.value);
    }

    onChoose(code) {
        if (!this.isSeveral) {
            // Choosing an option again clears it, which radio buttons do not support.
            this.props.onChange(this.isChosen(code) ? "" : code);
            return;
        }
        const chosen = this.props.value || [];
        this.props.onChange(
            this.isChosen(code)
                ? chosen.filter((one) => one !== code)
                : [...chosen, code]
        );
    }

    onPlace(name, ev) {
        this.props.onChange({...this.place, [name]: ev.target.value.trim()});
    }

    async loadProperty() {
        const {value} = this.props;
        if (this.control === "property" && /^\d+$/.test(value || "")) {
            const [found] = await this.orm.silent.call(
                "constituent.property",
                "suggest_addresses",
                [value, 1]
            );
            this.state.chosen = found || null;
        }
    }

    onProperty(row) {
        Object.assign(this.state, {chosen: row, typed: null});
        this.props.onChange(row.uprn);
    }

    onAddress(text) {
        // What is chosen has the property's own address.
        if (this.state.typed !== null) {
            this.state.typed = null;
            this.props.onChange(text);
        }
    }

    async onFiles(ev) {
        const input = ev.target;
        this.state.isSending = true;
        try {
            const sent = [...input.files].map((file) => this.hold(file));
            this.props.onChange([...this.files, ...(await Promise.all(sent))]);
            input.value = "";
        } finally {
            this.state.isSending = false;
        }
    }

    async hold(file) {
        const content = (await getDataURLFromFile(file)).split(",")[1] || "";
        const {serviceId, question} = this.props;
        const args = [serviceId, question.code, file.name, content];
        return this.orm.call("service.type", "hold_file", args);
    }

    onDropFile(dropped) {
        this.props.onChange(this.files.filter((file) => file !== dropped));
    }
}
