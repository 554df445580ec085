import {onWillUnmount} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {formView} from "@web/views/form/form_view";
import {FormController} from "@web/views/form/form_controller";

/** The dialog of an answer: what was written is kept however the dialog is closed. */
export class ReplyDialogController extends FormController {
    setup() {
        super.setup();
        onWillUnmount(() => {
            if (!this.isOver) {
                this.model.root.urgentSave();
            }
        });
    }

    async beforeExecuteActionButton({name}) {
        this.isOver = ["action_send", "action_discard"].includes(name);
        const isRight = await super.beforeExecuteActionButton(...arguments);
        this.isOver = this.isOver && isRight !== false;
        return isRight;
    }
}

registry.category("views").add("channel_reply_dialog", {
    ...formView,
    Controller: ReplyDialogController,
});
