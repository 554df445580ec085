import { Component } from "@odoo/owl";

// More than these are chosen from a list that opens.
const MOST_PILLS = 6;

/** One question of a service, asked in the way its datatype wants. */
export class DeskQuestion extends Component {
    static template = "channel_gateway.DeskQuestion";
    static props = {
        question: { type: Object },
        // A text, or a list of option codes for `multivaluelist`.
        value: { optional: true },
        isMissing: { type: Boolean, optional: true },
        onChange: { type: Function },
    };

    get id() {
        return `o_desk_question_${this.props.question.id}`;
    }

    get control() {
        const { datatype, is_input: isInput, options } = this.props.question;
        if (!isInput) {
            return "text_only";
        }
        if (datatype === "multivaluelist") {
            return "checks";
        }
        if (datatype === "singlevaluelist") {
            return options.length > MOST_PILLS ? "select" : "pills";
        }
        return datatype === "text" ? "textarea" : "input";
    }

    get inputType() {
        const types = { number: "number", datetime: "datetime-local" };
        return types[this.props.question.datatype] || "text";
    }

    isChosen(code) {
        return (this.props.value || []).includes(code);
    }

    onInput(ev) {
        this.props.onChange(ev.target.value);
    }

    onToggle(code) {
        const chosen = this.props.value || [];
        this.props.onChange(
            chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]
        );
    }
}
