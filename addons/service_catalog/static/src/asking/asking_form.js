import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";
import { FormController } from "@web/views/form/form_controller";

/** A dialog that asks questions: what does not fit is told beside the question. */
export class AskingFormController extends FormController {
    async beforeExecuteActionButton(clickParams) {
        if (clickParams.special !== "cancel" && (await this.hasFaults(clickParams))) {
            return false;
        }
        return super.beforeExecuteActionButton(...arguments);
    }

    async hasFaults({ name }) {
        const record = this.model.root;
        if ("is_answered" in record.activeFields) {
            await record.update({ is_answered: name === "action_answer" });
        }
        if (!["action_open", "action_correct"].includes(name)) {
            return false;
        }
        await record.update({ is_checked: true });
        if (!Object.keys(record.data.faults || {}).length) {
            return false;
        }
        requestAnimationFrame(() => {
            const wrong = document.querySelector(".modal .o_asking_wrong");
            wrong?.scrollIntoView({ block: "center" });
            wrong?.querySelector("input, select, textarea")?.focus();
        });
        return true;
    }
}

registry.category("views").add("service_asking_form", {
    ...formView,
    Controller: AskingFormController,
});
