import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

import {Comparison} from "./comparison";

const CONSTITUENTS = "constituent_crm.constituent_action";

/**
 * Review of possible duplicates: pairs from the queue one by one, or the records that
 * were selected in a list.
 */
export class Review extends Component {
    static template = "constituent_crm.Review";
    static components = {Comparison, Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.display = {controlPanel: {}};
        const before = this.props.state;
        const params = this.props.action.params || {};
        this.selected = before?.selected || params.partner_ids;
        this.skipped = before?.skipped || [];
        this.state = useState({review: null, kept: 0, choices: {}, busy: false});
        useSetupAction({
            getLocalState: () => ({
                selected: this.selected,
                skipped: this.skipped,
                matchId: this.state.review.match_id,
            }),
        });
        onWillStart(() => this.load(before?.matchId || params.match_id));
    }

    async load(matchId) {
        let review = this.selected
            ? await this.orm.call("res.partner", "constituent_compare", [this.selected])
            : await this.pair(matchId);
        if (review.stale) {
            this.notification.add(
                _t("This pair has already been reviewed. Showing the next pair."),
                {
                    type: "info",
                }
            );
            review = await this.pair();
        }
        this.state.review = review;
        this.state.kept = review.kept;
        this.state.choices = Object.fromEntries(
            (review.lines || []).map((line) => [line.key, line.chosen])
        );
    }

    pair(matchId = false) {
        return this.orm.call("constituent.match", "constituent_review", [], {
            match_id: matchId,
            after: this.skipped,
        });
    }

    get ids() {
        return this.state.review.partners.map((partner) => partner.id);
    }

    get mayMerge() {
        return this.state.review.may_merge && !this.state.review.problem;
    }

    keep(id) {
        this.state.kept = id;
    }

    choose(key, id) {
        this.state.choices[key] = id;
    }

    open(id) {
        return this.action.doAction(CONSTITUENTS, {
            viewType: "form",
            props: {resId: id},
        });
    }

    skip() {
        this.skipped.push(this.state.review.match_id);
        return this.load();
    }

    startAgain() {
        this.skipped = [];
        return this.load();
    }

    async notSame() {
        const {match_id: matchId} = this.state.review;
        await this.once(async () => {
            await this.orm.call("constituent.match", "action_not_same", [[matchId]]);
            this.tell(_t("Recorded as not the same."), async () => {
                await this.orm.call("constituent.match", "action_propose", [[matchId]]);
                await this.load(matchId);
            });
            await this.load();
        });
    }

    async merge() {
        const {kept, choices, review} = this.state;
        await this.once(async () => {
            const done = await this.orm.call("res.partner", "constituent_merge", [], {
                partner_ids: this.ids,
                kept_id: kept,
                choices,
                seen: review.seen,
            });
            this.tell(_t("Merged into %s.", done.name), async () => {
                await this.orm.call("constituent.merge", "action_undo", [
                    done.merge_ids,
                ]);
                this.notification.add(_t("The merge was undone."), {type: "success"});
            });
            await (this.selected ? this.replaceBy(kept) : this.load());
        });
    }

    async propose() {
        await this.once(async () => {
            await this.orm.call("constituent.match", "constituent_propose", [], {
                partner_ids: this.ids,
            });
            this.notification.add(_t("Proposed for review by a supervisor."), {
                type: "success",
            });
            this.env.config.historyBack();
        });
    }

    replaceBy(id) {
        return this.action.doAction(CONSTITUENTS, {
            viewType: "form",
            props: {resId: id},
            stackPosition: "replaceCurrentAction",
        });
    }

    /** Run one decision at a time; reload the records if the server refuses it. */
    async once(decide) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            await decide();
        } catch (error) {
            await this.load(this.state.review.match_id);
            throw error;
        } finally {
            this.state.busy = false;
        }
    }

    tell(message, undo) {
        const close = this.notification.add(message, {
            type: "success",
            autocloseDelay: 10000,
            buttons: [
                {
                    name: _t("Undo"),
                    primary: true,
                    onClick: async () => {
                        close();
                        await undo();
                    },
                },
            ],
        });
    }
}

registry.category("actions").add("constituent_crm.review", Review);
