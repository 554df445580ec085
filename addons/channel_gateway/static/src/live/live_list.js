import {registry} from "@web/core/registry";
import {ListController} from "@web/views/list/list_controller";
import {listView} from "@web/views/list/list_view";

import {useContactsChanged} from "./contacts_changed";

/** List of calls or visits that reads them anew when they change on the server. */
export class LiveListController extends ListController {
    setup() {
        super.setup();
        useContactsChanged((model) => {
            const {root} = this.model;
            // A selection, or a row that is edited, is not taken from under the officer.
            const isBusy = root.editedRecord || root.selection?.length;
            if (model === this.props.resModel && !isBusy) {
                // What is read are real rows, and no samples.
                this.model.useSampleModel = false;
                root.load();
            }
        });
    }
}

registry
    .category("views")
    .add("channel_live_list", {...listView, Controller: LiveListController});
