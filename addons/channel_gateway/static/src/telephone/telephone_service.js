import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

const ANSWERED = "channel_gateway.call_answered";
const OUTGOING_ENDED = "channel_gateway.outgoing_ended";
// A page that is loaded gets the notifications of the last minute once more.
const OLD = 10000;

/**
 * Opens a call at the Contact Desk as soon as the officer has answered their telephone.
 *
 * A desk that is open sets `open`, a function that takes model and id, and gets the
 * call; otherwise a desk is opened.
 */
export const telephoneService = {
    dependencies: ["action", "bus_service", "multi_tab", "notification", "orm"],
    start(_env, {action, bus_service: bus, multi_tab: tabs, notification, orm}) {
        const telephone = {open: null};
        bus.subscribe(ANSWERED, async ({model, id}) => {
            // The bus repeats itself to a page that is loaded.
            const row = await orm.silent.call(model, "desk_telephone", [[id]]);
            if (!row?.is_on_phone) {
                return;
            }
            if (telephone.open) {
                telephone.open(model, id);
            } else if (await tabs.isOnMainTab()) {
                action.doAction("channel_gateway.contact_desk_action", {
                    props: {contact: {model, resId: id}},
                    clearBreadcrumbs: false,
                });
            }
        });
        bus.subscribe(OUTGOING_ENDED, ({result, label, error, at}) => {
            const isOld = Date.now() - at > OLD;
            if (result !== "answered" && !isOld) {
                notification.add(_t("Outgoing call: %s", error || label), {
                    type: "warning",
                });
            }
        });
        return telephone;
    },
};

registry.category("services").add("channel_gateway.telephone", telephoneService);
