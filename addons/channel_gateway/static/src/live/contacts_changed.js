import {onWillDestroy} from "@odoo/owl";

import {debounce} from "@web/core/utils/timing";
import {useService} from "@web/core/utils/hooks";

const CHANGED = "channel_gateway.contacts_changed";
const PAUSE = 250;

/**
 * Call a function when contacts of a model have changed on the server.
 *
 * Several changes at a time are one call.
 *
 * @param {(model: string) => unknown} onChanged
 */
export function useContactsChanged(onChanged) {
    const bus = useService("bus_service");
    const soon = debounce((model) => onChanged(model), PAUSE);
    const take = ({model}) => soon(model);
    bus.subscribe(CHANGED, take);
    onWillDestroy(() => {
        soon.cancel();
        bus.unsubscribe(CHANGED, take);
    });
}
