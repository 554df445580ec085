import {Component} from "@odoo/owl";

import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** Permissions of a constituent, with a row for each purpose, a column per channel. */
export class PermissionMatrix extends Component {
    static template = "constituent_crm.PermissionMatrix";
    static components = {Dropdown, DropdownItem};
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
    }

    get matrix() {
        return this.props.record.data[this.props.name] || {channels: [], purposes: []};
    }

    get isEditable() {
        return Boolean(this.matrix.is_editable && this.props.record.resId);
    }

    /**
     * Return look, icon and label of a cell.
     *
     * @param {Object} purpose a row of the matrix
     * @param {number} column index of the channel
     */
    cell(purpose, column) {
        if (purpose.is_compulsory) {
            return {look: "text-muted", icon: "fa-gavel", label: _t("Always")};
        }
        const said = purpose.said[column];
        if (said === true) {
            return {look: "table-success", icon: "fa-check", label: _t("Yes")};
        }
        if (said === false) {
            return {look: "table-danger", icon: "fa-times", label: _t("No")};
        }
        return {look: "text-muted", icon: "", label: _t("Not asked")};
    }

    name(purpose, column) {
        const channel = this.matrix.channels[column].name;
        return `${purpose.name}, ${channel}: ${this.cell(purpose, column).label}`;
    }

    async say(purpose, channel, isGiven) {
        if (await this.props.record.save()) {
            const {resId} = this.props.record;
            const said = [[resId], purpose.id, channel.id, isGiven];
            await this.orm.call("res.partner", "record_permission", said);
            await this.props.record.load();
        }
    }

    /** Open a form to record a permission with its evidence. */
    async sayMore(purpose, channel) {
        if (!(await this.props.record.save())) {
            return;
        }
        this.dialog.add(FormViewDialog, {
            resModel: "constituent.consent",
            title: _t("Permission"),
            context: {
                default_partner_id: this.props.record.resId,
                default_purpose_id: purpose.id,
                default_channel_id: channel.id,
            },
            onRecordSaved: () => this.props.record.load(),
        });
    }
}

registry.category("fields").add("constituent_permissions", {
    component: PermissionMatrix,
    displayName: _t("Permissions"),
    supportedTypes: ["json"],
});
