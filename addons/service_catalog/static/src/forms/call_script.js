import {Component} from "@odoo/owl";

/**
 * Return the steps that a call reached; the same as `forms.follow` on the server.
 *
 * @param {Object[]} script as from `service.type._script`
 * @param {(number|null)[]} path for each step passed the index of the reply
 * @returns {{ way: Object[], end: string }} `end` is how the script ended, "" while it
 *  continues
 */
export function follow(script, path) {
    const way = script.slice(0, 1);
    for (const index of path) {
        const step = way.at(-1);
        const reply = index === null ? undefined : step?.replies[index];
        if (!step || (step.replies.length && !reply)) {
            break;
        }
        if (reply && reply.leads_to !== "step") {
            return {way, end: reply.leads_to};
        }
        const wanted = script.findIndex((one) => one.key === reply?.next);
        const at = wanted >= 0 ? wanted : script.indexOf(step) + 1;
        if (at >= script.length) {
            return {way, end: "questions"};
        }
        way.push(script[at]);
    }
    return {way, end: ""};
}

/** The current step of a call script with its replies, and the steps before. */
export class CallScript extends Component {
    static template = "service_catalog.CallScript";
    static props = {
        script: {type: Array},
        path: {type: Array},
        onPath: {type: Function},
    };

    get followed() {
        return follow(this.props.script, this.props.path);
    }

    get passed() {
        const {way, end} = this.followed;
        const count = end ? way.length : way.length - 1;
        return way.slice(0, count).map((step, at) => ({
            ...step,
            reply: step.replies[this.props.path[at]]?.name || "",
        }));
    }

    get current() {
        const {way, end} = this.followed;
        return end ? undefined : way.at(-1);
    }

    onReply(index) {
        const {way} = this.followed;
        this.props.onPath([...this.props.path.slice(0, way.length - 1), index]);
    }

    /** Go back to an earlier step. */
    onBack(at) {
        this.props.onPath(this.props.path.slice(0, at));
    }
}
