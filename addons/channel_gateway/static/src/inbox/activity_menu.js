import {ActivityMenu} from "@mail/core/web/activity_menu";
import {patch} from "@web/core/utils/patch";

patch(ActivityMenu.prototype, {
    /** Open the inbox from the activity menu: what failed where that was clicked. */
    openActivityGroup(group, filter, newWindow) {
        if (group.model !== "channel.message") {
            return super.openActivityGroup(...arguments);
        }
        this.dropdown.close();
        const isFailed = filter === "overdue";
        this.action.doAction("channel_gateway.channel_message_action_inbox", {
            newWindow,
            clearBreadcrumbs: true,
            additionalContext: isFailed ? {search_default_failed: 1} : {},
        });
    },
});
