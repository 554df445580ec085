import {Component} from "@odoo/owl";

import {shownQuestions} from "./conditions";
import {QuestionInput} from "./question_input";

/**
 * The visible questions of a service, each with its error message. Any screen that
 * opens requests may use it.
 */
export class QuestionForm extends Component {
    static template = "service_catalog.QuestionForm";
    static components = {QuestionInput};
    static props = {
        serviceId: {type: Number},
        // As from `service.type._form`.
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

    /** Return the error messages of hidden questions. */
    get stray() {
        const codes = this.shown.map((question) => question.code);
        const entries = Object.entries(this.props.faults);
        return entries
            .filter(([code]) => !codes.includes(code))
            .map(([, words]) => words);
    }
}
