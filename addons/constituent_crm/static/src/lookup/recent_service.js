import {registry} from "@web/core/registry";

const MAX_RECENT = 5;

/**
 * Constituents whom the officer looked up last.
 *
 * They are kept in the memory of this tab only, for data protection.
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
