import {onWillUnmount} from "@odoo/owl";
import {rpc} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {formView} from "@web/views/form/form_view";
import {FormController} from "@web/views/form/form_controller";

const TEXTS = ["subject", "body", "note"];

/** The dialog of an answer: what was typed is kept however the dialog is closed. */
export class ReplyDialogController extends FormController {
    setup() {
        super.setup();
        onWillUnmount(() => this.keepDraft());
    }

    async beforeExecuteActionButton({name}) {
        this.isOver = ["action_send", "action_discard"].includes(name);
        const isRight = await super.beforeExecuteActionButton(...arguments);
        this.isOver = this.isOver && isRight !== false;
        return isRight;
    }

    /** Keep the texts as they are in the inputs, which may not be saved yet. */
    keepDraft() {
        const {resId, resModel} = this.model.root;
        const values = {};
        for (const name of TEXTS) {
            const input = this.rootRef.el?.querySelector(
                `[name=${name}] :is(input, textarea)`
            );
            if (input) {
                values[name] = input.value;
            }
        }
        if (!this.isOver && resId && "body" in values) {
            // Services of this component answer no more.
            rpc(`/web/dataset/call_kw/${resModel}/write`, {
                model: resModel,
                method: "write",
                args: [[resId], values],
                kwargs: {},
            });
        }
    }
}

registry.category("views").add("channel_reply_dialog", {
    ...formView,
    Controller: ReplyDialogController,
});
