import {describe, expect, test} from "@odoo/hoot";
import {advanceTime, animationFrame, freezeTime, mockDate} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";
import {RPCError} from "@web/core/network/rpc";

import {DeskContact, inWords} from "@channel_gateway/desk/desk_contact";
import {DeskTimer} from "@channel_gateway/desk/desk_timer";
import {clock, spell} from "@channel_gateway/desk/phonetic";

describe.current.tags("headless");
defineMailModels();

const QUESTION = {
    id: 7,
    code: "size",
    name: "How large?",
    datatype: "singlevaluelist",
    required: true,
    is_input: true,
    help: "",
    shown_if: null,
    options: [
        {code: "s", name: "Small"},
        {code: "l", name: "Large"},
    ],
};
const ROW = {
    model: "channel.call",
    id: 3,
    state: "live",
    draft: {},
    requests: [],
    answered_at: "2026-11-24 10:00:00",
};
const SERVICE = {id: 5, name: "Pothole", needs_location: true, questions: [QUESTION]};

/** An ORM that answers each method with a value, or throws it where it is an error. */
function fakeOrm(answers = {}) {
    const calls = [];
    const call = async (model, method, args) => {
        calls.push([method, args]);
        const answer = answers[method];
        if (answer instanceof Error) {
            throw answer;
        }
        return answer;
    };
    return {calls, silent: {call}};
}

function refusal(message) {
    return Object.assign(new RPCError("Odoo Server Error"), {data: {message}});
}

describe("what is said on the phone", () => {
    test("a reference is spelt part by part", () => {
        expect(spell("HC-7K2X")).toEqual([
            {part: "HC", words: "Hotel Charlie"},
            {part: "7K2X", words: "7 Kilo 2 X-ray"},
        ]);
    });

    test("a length of time is short, and never negative", () => {
        expect(clock(185.9)).toBe("3:05");
        expect(clock(3729)).toBe("1:02:09");
        expect(clock(-4)).toBe("0:00");
    });

    test("the timer counts real seconds", async () => {
        // A busy machine takes seconds to mount it.
        freezeTime();
        mockDate("2026-11-24 10:00:30", 0);
        await mountWithCleanup(DeskTimer, {
            props: {since: "2026-11-24 10:00:00", label: "Served", long: 60},
        });
        expect(".o_desk_timer").toHaveText("0:30");
        expect(".o_desk_timer").not.toHaveClass("text-danger");
        await advanceTime(31_000);
        await animationFrame();
        expect(".o_desk_timer").toHaveText("1:01");
        expect(".o_desk_timer").toHaveClass("text-danger");
    });
});

describe("a contact", () => {
    test("is not opened before everything is asked", async () => {
        const orm = fakeOrm({desk_service: SERVICE});
        const contact = new DeskContact(orm, ROW);
        expect(contact.lacking).toEqual(["service"]);
        await contact.pick(5);
        expect(await contact.open()).toBe(null);
        expect(contact.missing).toEqual(["size", "address"]);
        contact.answer("size", "l");
        expect(contact.missing).toEqual(["address"]);
        expect(orm.calls.map(([method]) => method)).toEqual(["desk_service"]);
    });

    test("question that hangs on another is wanted only with its answer", async () => {
        const after = {
            ...QUESTION,
            code: "hurt",
            shown_if: {question: "size", values: ["l"]},
        };
        const service = {
            ...SERVICE,
            needs_location: false,
            questions: [QUESTION, after],
        };
        const contact = new DeskContact(fakeOrm({desk_service: service}), ROW);
        await contact.pick(5);
        contact.answer("size", "s");
        expect(contact.lacking).toEqual([]);
        contact.answer("size", "l");
        expect(contact.lacking).toEqual(["hurt"]);
        await contact.open();
        expect(Object.keys(contact.faults)).toEqual(["hurt"]);
    });

    test("script that was followed is told when it ends", async () => {
        const orm = fakeOrm({desk_service: SERVICE, desk_end: {id: 3}});
        const contact = new DeskContact(orm, ROW);
        await contact.pick(5);
        contact.follow([0, null]);
        expect(contact.path).toEqual([0, null]);
        contact.setOutcome("answered");
        contact.another();
        expect(contact.path).toEqual([]);
        await contact.end();
        const [, [, sent]] = orm.calls.at(-1);
        expect([sent.script_service_id, sent.script_path]).toEqual([5, [0, null]]);
    });

    test("script that ends in an answer proposes it, and going back takes that away", async () => {
        const replies = [
            {name: "Fine", leads_to: "answered", next: null},
            {name: "Still wrong", leads_to: "questions", next: null},
        ];
        const script = [{key: 1, name: "Now", body: "Better?", replies}];
        const contact = new DeskContact(
            fakeOrm({desk_service: {...SERVICE, script}}),
            ROW
        );
        await contact.pick(5);
        contact.follow([0]);
        expect(contact.values.outcome).toBe("answered");
        contact.follow([]);
        expect(contact.values.outcome).toBe(false);
        contact.setOutcome("nothing");
        contact.follow([0]);
        expect(contact.values.outcome).toBe("nothing");
    });

    test("opened request is the outcome, and is sent with its key", async () => {
        const receipt = {id: 9, reference: "HC-1", service_id: 5};
        const orm = fakeOrm({desk_service: SERVICE, desk_open: receipt});
        const contact = new DeskContact(orm, ROW);
        await contact.pick(5);
        contact.answer("size", "l");
        contact.setPlace("address", "Park Avenue");
        await contact.open();
        expect(contact.values.outcome).toBe("request");
        expect(contact.values.request_id).toBe(9);
        expect(contact.isOpened).toBe(true);
        const [, [, sent]] = orm.calls.at(-1);
        expect(sent.key).toBe(contact.values.key);
        const key = contact.values.key;
        contact.another();
        expect(contact.values.key).not.toBe(key);
        expect(contact.receipts).toEqual([receipt]);
    });

    test("what the server refuses is told, and nothing is lost", async () => {
        const orm = fakeOrm({
            desk_service: SERVICE,
            desk_open: refusal("Closed for the day."),
        });
        const contact = new DeskContact(orm, ROW);
        contact.values.words = "a crater";
        await contact.pick(5);
        contact.answer("size", "l");
        contact.setPlace("address", "Park Avenue");
        expect(await contact.open()).toBe(null);
        expect(contact.error).toBe("Closed for the day.");
        expect(contact.isBusy).toBe(false);
        expect(contact.values.words).toBe("a crater");
        expect(contact.values.answers).toEqual({size: "l"});
    });

    test("does not end before it is said what became of it", async () => {
        const orm = fakeOrm({desk_end: {id: 3}});
        const contact = new DeskContact(orm, ROW);
        expect(await contact.end()).toBe(null);
        expect(contact.error).not.toBe("");
        expect(orm.calls).toEqual([]);
        contact.setOutcome("nothing");
        expect(await contact.end()).toEqual({id: 3});
        expect(contact.error).toBe("");
        expect(orm.calls.map(([method]) => method)).toEqual(["desk_save", "desk_end"]);
    });

    test("a fault of ours is no message for the officer", () => {
        expect(() => inWords(new TypeError("x"))).toThrow();
    });

    test("draft brings back what was typed", async () => {
        const jane = {id: 4, name: "Jane", requests: []};
        const orm = fakeOrm({desk_service: SERVICE, desk_constituent: jane});
        const draft = {
            partner_id: 4,
            service_id: 5,
            words: "crater",
            answers: {size: "s"},
        };
        const contact = new DeskContact(orm, {...ROW, draft});
        await contact.restore();
        expect(contact.constituent.name).toBe("Jane");
        expect(contact.service.name).toBe("Pothole");
        expect(contact.draft.answers).toEqual({size: "s"});
        expect(contact.draft.partner_id).toBe(4);
    });

    test("home is filled in only where the service is about no place", async () => {
        const jane = {
            id: 4,
            street: "12 Park Avenue",
            postcode: "HU5 3ER",
            property: {id: 8, name: "12 Park Avenue, HU5 3ER", ward: "Avenue"},
        };
        for (const needsLocation of [true, false]) {
            const orm = fakeOrm({
                desk_constituent: jane,
                desk_service: {...SERVICE, needs_location: needsLocation},
            });
            const contact = new DeskContact(orm, ROW);
            await contact.choose(4);
            await contact.pick(5);
            expect(contact.values.address).toBe(needsLocation ? "" : "12 Park Avenue");
            contact.useHome();
            expect(contact.values.property_id).toBe(8);
            contact.setPlace("address", "elsewhere");
            expect(contact.values.property_id).toBe(false);
            expect(contact.values.postcode).toBe("");
        }
    });

    test("chosen property brings its address, and typing lets go of it", () => {
        const contact = new DeskContact(fakeOrm(), ROW);
        const property = {id: 8, address: "12 Park Avenue", postcode: "HU5 3ER"};
        contact.setPlace("address", "12 park av");
        contact.takeProperty(property);
        expect(contact.values.address).toBe("12 Park Avenue");
        expect(contact.values.postcode).toBe("HU5 3ER");
        expect(contact.draft.property_id).toBe(8);
        contact.setPlace("address", "21 Cottage Lane");
        expect(contact.draft.property_id).toBe(false);
        expect(contact.values.property).toBe(false);
        expect(contact.values.postcode).toBe("");
        contact.setPlace("postcode", "HU5 2DZ");
        contact.setPlace("address", "21 Cottage Ln");
        expect(contact.values.postcode).toBe("HU5 2DZ");
    });

    test("address that is kept as typed has no property until it is typed anew", () => {
        const contact = new DeskContact(fakeOrm(), ROW);
        contact.setPlace("address", "12 Park Avenue");
        contact.setProperty({id: 8, name: "12 Park Avenue, HU5 3ER"});
        contact.keepAsTyped();
        expect(contact.draft.is_as_typed).toBe(true);
        expect(contact.draft.property_id).toBe(false);
        contact.setPlace("address", "14 Park Avenue");
        expect(contact.draft.is_as_typed).toBe(false);
    });

    test("contact about a request there is counts as chasing until the officer says no", () => {
        const contact = new DeskContact(fakeOrm(), ROW);
        contact.setExisting({id: 9, phase: "in_progress"});
        expect(contact.values.avoidable_reason).toBe("chasing");
        contact.setExisting({id: 9, phase: "closed"});
        expect(contact.values.avoidable_reason).toBe("closure");
        contact.setOutcome("answered");
        expect(contact.values.is_avoidable).toBe(false);
        expect(contact.values.request_id).toBe(false);
    });
});
