import {registry} from "@web/core/registry";
import {_t} from "@web/core/l10n/translation";

const MODEL = "channel.message";

/**
 * Show the next message of the inbox in place of the one that was settled.
 *
 * In a list, the rows are loaded anew. The notice has a button that undoes what was
 * done, where that is possible.
 */
export async function showNextMessage(env, {params}) {
    const {action, notification, orm} = env.services;
    await action.doAction({type: "ir.actions.act_window_close"});
    const show = async (resId) => {
        const current = action.currentController;
        const isForm =
            current?.props?.type === "form" && current.props.resModel === MODEL;
        if (!isForm) {
            return action.doAction("soft_reload");
        }
        if (resId) {
            return action.switchView("form", {resId, resIds: [resId]});
        }
        const hasList = current.action.views.some(([, type]) => type === "list");
        return hasList ? action.switchView("list") : action.doAction("soft_reload");
    };
    let close = null;
    const buttons = [];
    if (params.undo.length) {
        buttons.push({
            name: _t("Undo"),
            onClick: async () => {
                close();
                await orm.call(MODEL, "action_restore", [params.undo]);
                await show(params.undo[0]);
            },
        });
    }
    close = notification.add(params.message, {type: "success", buttons});
    await show(params.next);
}

registry.category("actions").add("channel_next_message", showNextMessage);
