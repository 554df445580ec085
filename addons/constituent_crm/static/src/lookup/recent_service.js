import {registry} from "@web/core/registry";

const MAX_RECENT = 5;

/**
 * Whom the officer has looked up last, in this tab only: it is nobody else's to read,
 * and gone with the tab.
 */
export const recentService = {
    start() {
        let rows = [];
        return {
            get rows() {
                return rows;
            },
            add(row) {
                rows = [row, ...rows.filter((other) => other.id !== row.id)].slice(
                    0,
                    MAX_RECENT
                );
            },
        };
    },
};

registry.category("services").add("constituent_lookup_recent", recentService);
