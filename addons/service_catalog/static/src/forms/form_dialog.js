import {useEffect} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {formView} from "@web/views/form/form_view";
import {FormController} from "@web/views/form/form_controller";

/** A dialog with questions: it focuses the first one, and the first error on saving. */
export class FormDialogController extends FormController {
    setup() {
        super.setup();
        // Odoo focuses the first text input and skips radio buttons before it.
        useEffect(
            (form) => {
                const first = form?.querySelector("input, textarea");
                if (first?.type === "radio") {
                    first.focus();
                }
            },
            () => [this.rootRef.el]
        );
    }

    async beforeExecuteActionButton(clickParams) {
        if (clickParams.special === "cancel") {
            return super.beforeExecuteActionButton(...arguments);
        }
        const isRight =
            !(await this.hasFaults(clickParams)) &&
            (await super.beforeExecuteActionButton(...arguments)) !== false;
        if (!isRight) {
            this.showFault();
        }
        return isRight;
    }

    async hasFaults({name}) {
        const record = this.model.root;
        if ("is_answered" in record.activeFields) {
            await record.update({is_answered: name === "action_answer"});
        }
        if (!["action_open", "action_correct"].includes(name)) {
            return false;
        }
        await record.update({is_checked: true});
        return Boolean(Object.keys(record.data.faults || {}).length);
    }

    /** Scroll to the first invalid input and focus it. */
    showFault() {
        requestAnimationFrame(() => {
            const wrong = document.querySelector(
                ".modal :is(.o_service_form_wrong, .o_field_widget.o_field_invalid)"
            );
            wrong?.scrollIntoView({block: "center"});
            wrong?.querySelector("input, select, textarea")?.focus();
        });
    }
}

registry.category("views").add("service_form_dialog", {
    ...formView,
    Controller: FormDialogController,
});
