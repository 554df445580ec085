import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {FloatField, floatField} from "@web/views/fields/float/float_field";

/** A coordinate in degrees; 0 means unknown and is shown as empty. */
export class CoordinateField extends FloatField {
    static template = "service_catalog.CoordinateField";

    get formattedValue() {
        return this.value ? super.formattedValue : "";
    }

    get label() {
        return this.props.record.fields[this.props.name].string;
    }
}

registry.category("fields").add("service_coordinate", {
    ...floatField,
    component: CoordinateField,
    displayName: _t("Degrees"),
    supportedTypes: ["float"],
    isEmpty: (record, name) => !record.data[name],
});
