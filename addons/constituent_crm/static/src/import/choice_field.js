import {registry} from "@web/core/registry";
import {
    SelectionField,
    selectionField,
} from "@web/views/fields/selection/selection_field";

/**
 * Field widget for a text with options that depend on the record.
 *
 * The field named by the option `choices` contains them, as values or as pairs of value
 * and label.
 */
export class ChoiceField extends SelectionField {
    static props = {...SelectionField.props, choices: String};

    get options() {
        const choices = this.props.record.data[this.props.choices] || [];
        return choices.map((choice) =>
            Array.isArray(choice) ? choice : [choice, choice]
        );
    }

    get string() {
        const chosen = this.options.find(([value]) => value === this.value);
        return chosen?.[1] || this.value || this.props.placeholder || "";
    }

    get value() {
        return super.value || false;
    }

    onChange(value) {
        this.props.record.update({[this.props.name]: value ?? false});
    }
}

export const choiceField = {
    ...selectionField,
    component: ChoiceField,
    supportedTypes: ["char"],
    extractProps: (fieldInfo, dynamicInfo) => ({
        ...selectionField.extractProps(fieldInfo, dynamicInfo),
        choices: fieldInfo.options.choices,
    }),
};

registry.category("fields").add("choice", choiceField);
