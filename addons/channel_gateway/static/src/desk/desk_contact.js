// State of one contact at the desk: data of the server, input and error messages.

import {_t} from "@web/core/l10n/translation";
import {follow} from "@service_catalog/forms/call_script";
import {shownQuestions, words} from "@service_catalog/forms/conditions";
import {ConnectionLostError, RPCError} from "@web/core/network/rpc";

const EMPTY = {
    words: "",
    service_id: false,
    description: "",
    answers: {},
    address: "",
    postcode: "",
    property_id: false,
    // What is shown of the property: `_address_label` of the server.
    property: false,
    // Whether the officer has said that the address is no property.
    is_as_typed: false,
};
const WRAP_UP = {
    outcome: false,
    request_id: false,
    is_avoidable: false,
    avoidable_reason: false,
    note: "",
    // Path through the script, and the service that the script belongs to.
    script_service_id: false,
    script_path: [],
    canned_responses_used: [],
};
const KEPT = [...Object.keys(EMPTY), ...Object.keys(WRAP_UP), "key", "newcomer"];
const NEWCOMER = {name: "", phone: "", email: "", postcode: "", street: ""};

let lastKey = 0;

/** Return a key that is unique within the contact, so that a request opens once. */
function newKey() {
    return `${Date.now()}-${++lastKey}`;
}

/**
 * Return the message of a server error; rethrow any other error.
 *
 * @param {unknown} error
 * @returns {string} message for the officer
 */
export function inWords(error) {
    if (error instanceof ConnectionLostError) {
        return _t(
            "The connection is lost. What you typed is kept: try again in a moment."
        );
    }
    if (error instanceof RPCError) {
        return error.data?.message || error.message;
    }
    throw error;
}

export class DeskContact {
    /**
     * @param {import("@web/core/orm_service").ORM} orm
     * @param {Object} row result of `desk_read`
     */
    constructor(orm, row) {
        this.orm = orm;
        this.constituent = null;
        // The person on whose behalf the constituent calls, if any.
        this.beneficiary = null;
        this.service = null;
        this.error = "";
        this.isBusy = false;
        // Whether the postcode has come with a property or home, and not been typed.
        this.hasKnownPostcode = false;
        // Codes of unanswered required questions, shown after an attempt to open.
        this.missing = [];
        this.row = row;
        this.receipts = row.requests;
        this.values = {...EMPTY, ...WRAP_UP, key: newKey(), newcomer: {...NEWCOMER}};
        for (const name of KEPT) {
            if (name in row.draft) {
                this.values[name] = row.draft[name];
            }
        }
    }

    get draft() {
        return {
            ...this.values,
            partner_id: this.constituent?.id || false,
            beneficiary_id: this.beneficiary?.id || false,
        };
    }

    /** Call the server; set `error` to its message on failure, and keep all input. */
    async ask(method, args, model = this.row.model) {
        this.isBusy = true;
        this.error = "";
        try {
            return await this.orm.silent.call(model, method, args);
        } catch (error) {
            this.error = inWords(error);
            return null;
        } finally {
            this.isBusy = false;
        }
    }

    /** Restore the constituent and the service of an earlier draft. */
    async restore() {
        const {
            partner_id: partnerId,
            beneficiary_id: beneficiaryId,
            service_id: serviceId,
        } = this.row.draft;
        const [who, what] = await Promise.all([
            partnerId && this.ask("desk_constituent", [partnerId]),
            serviceId && this.ask("desk_service", [serviceId]),
        ]);
        this.constituent = who || null;
        this.service = what || null;
        if (who && beneficiaryId) {
            await this.actFor(beneficiaryId);
        }
    }

    /**
     * Save the input on the server. A failure is shown, and the next input saves again.
     *
     * @returns {Promise<boolean>} whether it is saved
     */
    async save() {
        try {
            await this.orm.silent.call(this.row.model, "desk_save", [
                [this.row.id],
                this.draft,
            ]);
            return true;
        } catch (error) {
            this.error = inWords(error);
            return false;
        }
    }

    // Telephone

    /** Read what the telephone system says of the call; input stays as it is. */
    async refresh() {
        const row = await this.orm.silent.call(this.row.model, "desk_telephone", [
            [this.row.id],
        ]);
        if (row) {
            this.row = {...row, draft: this.row.draft};
        }
    }

    /**
     * Transfer the caller.
     *
     * @param {string} target queue or extension
     * @returns {Promise<boolean>} whether the telephone system was told to
     */
    async transfer(target) {
        await this.ask("desk_transfer", [[this.row.id], target]);
        return !this.error;
    }

    /** Have the officer's telephone ring, and dial a constituent. */
    async dial(partnerId) {
        await this.ask("action_dial", [[partnerId]], "res.partner");
        return !this.error;
    }

    // Constituent

    async choose(partnerId) {
        const found = await this.ask("desk_constituent", [partnerId]);
        if (found) {
            this.meet(found);
        }
        return Boolean(found);
    }

    async create() {
        const made = await this.ask("desk_new_constituent", [this.values.newcomer]);
        if (made) {
            this.meet(made);
            this.values.newcomer = {...NEWCOMER};
        }
        return made;
    }

    meet(constituent) {
        this.constituent = constituent;
        this.beneficiary = null;
        this.values.request_id = false;
        this.offerHome();
    }

    forget() {
        this.constituent = null;
        this.beneficiary = null;
        this.setProperty(null);
    }

    /** Set the person on whose behalf they call, with a warning without authority. */
    async actFor(beneficiaryId) {
        const asked = [this.constituent.id, beneficiaryId, this.values.service_id];
        this.beneficiary = await this.ask("desk_beneficiary", asked);
        return Boolean(this.beneficiary);
    }

    actForThemselves() {
        this.beneficiary = null;
    }

    // Service

    async pick(serviceId) {
        const service = await this.ask("desk_service", [serviceId]);
        if (!service) {
            return false;
        }
        this.service = service;
        this.missing = [];
        this.values.service_id = service.id;
        const codes = new Set(service.questions.map((question) => question.code));
        this.values.answers = Object.fromEntries(
            Object.entries(this.values.answers).filter(([code]) => codes.has(code))
        );
        this.offerHome();
        if (this.beneficiary) {
            await this.actFor(this.beneficiary.id);
        }
        return true;
    }

    unpick() {
        this.service = null;
        this.values.service_id = false;
    }

    /** Propose the home as the place of a service that needs no location. */
    offerHome() {
        const {address, postcode} = this.values;
        if (this.service && !this.service.needs_location && !address && !postcode) {
            this.useHome();
        }
    }

    useHome() {
        const home = this.constituent;
        if (home) {
            this.values.address = home.street;
            this.values.postcode = home.postcode;
            this.hasKnownPostcode = true;
            this.setProperty(home.property);
        }
    }

    setPlace(name, text) {
        if (this.hasKnownPostcode) {
            // Another address has another postcode.
            this.values.postcode = "";
            this.hasKnownPostcode = false;
        }
        this.values[name] = text;
        // The property belongs to the former address.
        this.setProperty(null);
    }

    /** Set the property that the address means; null for none that is known. */
    setProperty(property) {
        this.values.property_id = property?.id || false;
        this.values.property = property || false;
        this.values.is_as_typed = false;
    }

    /** Set the property that the officer has chosen, with its address. */
    takeProperty(property) {
        this.values.address = property.address;
        this.values.postcode = property.postcode;
        this.hasKnownPostcode = true;
        this.setProperty(property);
    }

    /** Keep the address as it is typed, without a property. */
    keepAsTyped() {
        this.setProperty(null);
        this.values.is_as_typed = true;
    }

    answer(code, value) {
        this.values.answers[code] = value;
        this.missing = this.missing.filter((one) => one !== code);
    }

    /** Return the path through the script of this service so far. */
    get path() {
        const {script_service_id: serviceId, script_path: path} = this.values;
        return serviceId === this.service?.id ? path : [];
    }

    /** Propose "answered" where the script ends in it, and undo it on going back. */
    follow(path) {
        const script = this.service.script || [];
        const [before, now] = [this.path, path].map((one) => follow(script, one).end);
        if (now === "answered" && !this.values.outcome) {
            this.setOutcome("answered");
        } else if (
            before === "answered" &&
            now !== before &&
            this.values.outcome === before
        ) {
            this.setOutcome(false);
        }
        Object.assign(this.values, {
            script_service_id: this.service.id,
            script_path: path,
        });
    }

    /** Return messages for the required questions without an answer. */
    get faults() {
        return Object.fromEntries(
            this.missing.map((code) => [code, _t("Please ask this.")])
        );
    }

    /** Return codes of the data that is missing to open a request. */
    get lacking() {
        if (!this.service) {
            return ["service"];
        }
        const {answers} = this.values;
        const codes = shownQuestions(this.service.questions, answers)
            .filter(({code, required}) => required && !words(answers[code]).length)
            .map(({code}) => code);
        if (this.service.needs_location && !this.values.address) {
            codes.push("address");
        }
        return codes;
    }

    // Outcome

    async open() {
        this.missing = this.lacking;
        if (this.missing.length || this.isBusy) {
            return null;
        }
        const receipt = await this.ask("desk_open", [[this.row.id], this.draft]);
        if (receipt) {
            this.receipts = [
                ...this.receipts.filter((one) => one.id !== receipt.id),
                receipt,
            ];
            this.values.outcome = "request";
            this.values.request_id = this.receipts[0].id;
        }
        return receipt;
    }

    /** Start with another service for the same constituent. */
    another() {
        Object.assign(this.values, EMPTY, {answers: {}, key: newKey()});
        this.service = null;
        this.missing = [];
    }

    get isOpened() {
        const {service_id: serviceId} = this.values;
        return this.receipts.some((receipt) => receipt.service_id === serviceId);
    }

    setOutcome(outcome) {
        this.values.outcome = outcome;
        if (outcome === "request") {
            this.values.request_id = this.receipts[0]?.id || false;
        } else if (outcome !== "existing") {
            this.values.request_id = false;
        }
        if (outcome !== "existing") {
            this.values.is_avoidable = false;
            this.values.avoidable_reason = false;
        }
    }

    /** Set an existing request; propose the contact as avoidable for confirmation. */
    setExisting(request) {
        this.values.outcome = "existing";
        this.values.request_id = request.id;
        const isEnded = ["closed", "cancelled"].includes(request.phase);
        this.values.is_avoidable = true;
        this.values.avoidable_reason = isEnded ? "closure" : "chasing";
    }

    async end() {
        this.error = this.values.outcome
            ? ""
            : _t("Choose an outcome before ending the contact.");
        if (this.error || this.isBusy || !(await this.save())) {
            return null;
        }
        return this.ask("desk_end", [
            [this.row.id],
            {...this.values, service_id: this.values.service_id || false},
        ]);
    }
}
