import {Component} from "@odoo/owl";

import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

import {CallScript} from "./call_script";
import {QuestionForm} from "./question_form";
import {CannedResponses} from "./canned_responses";

/**
 * Fields of dialogs that open requests. Besides the field itself, the record has
 * `asked` (form, script and canned responses of the service) and `faults`.
 */
class FormField extends Component {
    static props = {...standardFieldProps};

    get asked() {
        return this.props.record.data.asked || {form: [], script: [], knowledge: []};
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    keep(value) {
        return this.props.record.update({[this.props.name]: value});
    }
}

export class QuestionsField extends FormField {
    static template = "service_catalog.QuestionsField";
    static components = {QuestionForm};

    get faults() {
        return this.props.record.data.faults || {};
    }

    onAnswer(code, value) {
        this.keep({...this.value, [code]: value});
    }
}

export class CallScriptField extends FormField {
    static template = "service_catalog.CallScriptField";
    static components = {CallScript};
}

export class CannedResponsesField extends FormField {
    static template = "service_catalog.CannedResponsesField";
    static components = {CannedResponses};
}

/** Suggested services for a description; a click chooses one. */
export class SuggestionsField extends Component {
    static template = "service_catalog.SuggestionsField";
    static props = {...standardFieldProps};

    get suggestions() {
        return this.props.record.data[this.props.name] || [];
    }

    /** Never empty, as the fields below would lose the focus when it appears. */
    get hint() {
        return this.props.record.data.words
            ? _t(
                  "No matching service. Choose a service below if you know which one applies."
              )
            : _t("Suggested services appear here.");
    }

    isPicked({id}) {
        return this.props.record.data.service_id?.id === id;
    }

    onPick({id, name}) {
        this.props.record.update({service_id: {id, display_name: name}});
    }
}

const fields = registry.category("fields");
const supportedTypes = ["json"];
fields.add("service_questions", {
    component: QuestionsField,
    displayName: _t("Questions of a Service"),
    supportedTypes,
});
fields.add("service_call_script", {
    component: CallScriptField,
    displayName: _t("Call Script"),
    supportedTypes,
});
fields.add("service_canned_responses", {
    component: CannedResponsesField,
    displayName: _t("Canned Responses"),
    supportedTypes,
});
fields.add("service_suggestions", {
    component: SuggestionsField,
    displayName: _t("Suggested Services"),
    supportedTypes,
});
