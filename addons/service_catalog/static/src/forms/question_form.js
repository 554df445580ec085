import {Component} from "@odoo/owl";

import {shownQuestions} from "./conditions";
import {QuestionInput} from "./question_input";

/**
 * What a service asks: the questions that the answers so far lead to, each with what
 * is wrong beside it. Any screen that takes a request down may place it.
 */
export class QuestionForm extends Component {
    static template = "service_catalog.QuestionForm";
    static components = {QuestionInput};
    static props = {
        serviceId: {type: Number},
        // As `service.type._form` gives it.
        form: {type: Array},
        // By the code of the question.
        answers: {type: Object},
        faults: {type: Object, optional: true},
        isReadonly: {type: Boolean, optional: true},
        onAnswer: {type: Function},
    };
    static defaultProps = {faults: {}, isReadonly: false};

    get shown() {
        return shownQuestions(this.props.form, this.props.answers);
    }

    /** Faults of what is not, or no longer, asked. */
    get stray() {
        const codes = this.shown.map((question) => question.code);
        const entries = Object.entries(this.props.faults);
        return entries
            .filter(([code]) => !codes.includes(code))
            .map(([, words]) => words);
    }
}
