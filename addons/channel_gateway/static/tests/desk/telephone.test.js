import {describe, expect, test} from "@odoo/hoot";
import {click, edit} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";

import {DeskBoard} from "@channel_gateway/desk/desk_board";
import {DeskContact} from "@channel_gateway/desk/desk_contact";
import {DeskTelephone} from "@channel_gateway/desk/desk_telephone";

describe.current.tags("headless");
defineMailModels();

const ROW = {
    model: "channel.call",
    id: 3,
    state: "live",
    draft: {words: "typed"},
    requests: [],
    by_system: true,
    is_on_phone: true,
};

function nothing() {
    // Actions that a test is not about.
}

async function mountTelephone(row) {
    await mountWithCleanup(DeskTelephone, {
        props: {
            row: {...ROW, ...row},
            isBusy: false,
            onTransfer: (target) => expect.step(target),
        },
    });
}

async function mountBoard(board) {
    await mountWithCleanup(DeskBoard, {
        props: {
            board: {
                waiting: [],
                mine: [],
                today: {served: 0, seconds: 0},
                callbacks: [],
                silent: [],
                ...board,
            },
            onBegin: nothing,
            onAnswer: nothing,
            onResume: nothing,
            onQueue: nothing,
            onGiveUp: nothing,
            onWithdraw: (row) => expect.step(`withdraw ${row.id}`),
            onRing: (row) => expect.step(`ring ${row.id}`),
        },
    });
}

describe("a call on the telephone", () => {
    test("is transferred to what is typed", async () => {
        await mountTelephone({});
        expect(".o_desk_on_phone").toHaveCount(1);
        await click(".o_desk_transfer");
        await animationFrame();
        await click(".o_desk_transfer_target");
        await edit(" tax ", {confirm: "enter"});
        await animationFrame();
        expect.verifySteps(["tax"]);
        expect(".o_desk_transfer").toHaveCount(1);
    });

    test("is not transferred to nothing", async () => {
        await mountTelephone({});
        await click(".o_desk_transfer");
        await animationFrame();
        await click(".o_desk_transfer_target");
        await edit("  ", {confirm: "enter"});
        expect.verifySteps([]);
    });

    test("cannot be transferred once it has ended", async () => {
        await mountTelephone({is_on_phone: false});
        expect(".o_desk_hung_up").toHaveCount(1);
        expect(".o_desk_transfer").toHaveCount(0);
    });

    test("keeps what is typed when it is read anew", async () => {
        const row = {...ROW, draft: {}, is_on_phone: false};
        const contact = new DeskContact({silent: {call: async () => row}}, ROW);
        contact.values.words = "more";
        await contact.refresh();
        expect(contact.row.is_on_phone).toBe(false);
        expect(contact.row.draft).toEqual(ROW.draft);
        expect(contact.values.words).toBe("more");
    });
});

describe("the board", () => {
    const waiting = {
        model: "channel.call",
        id: 4,
        channel: "phone",
        caption: "07700 900101",
        started_at: "2026-11-24 10:00:00",
    };

    test("leaves to the telephone system who answers its calls", async () => {
        await mountBoard({waiting: [{...waiting, by_system: true}]});
        expect(".o_desk_waiting .btn-primary").toHaveCount(0);
        await click(".o_desk_withdraw");
        expect.verifySteps(["withdraw 4"]);
    });

    test("cannot ring back who withholds the number", async () => {
        await mountBoard({waiting: [{...waiting, by_system: true, is_withheld: true}]});
        expect(".o_desk_withdraw:disabled").toHaveCount(1);
    });

    test("offers other waiting contacts as before", async () => {
        await mountBoard({waiting: [waiting]});
        expect(".o_desk_waiting .btn-primary").toHaveCount(1);
        expect(".o_desk_withdraw").toHaveCount(0);
    });

    test("offers call-backs, and says what became of the last attempt", async () => {
        const callback = {
            id: 9,
            caption: "Mary",
            about: "Rent",
            due_at: "2026-11-24 10:00:00",
            attempts: 2,
            last_result: "Engaged",
        };
        await mountBoard({callbacks: [callback]});
        expect(".o_desk_callback").toHaveText(/Mary\s*Rent\s*Engaged \(2\)\s*Ring/);
        await click(".o_desk_callback .btn");
        expect.verifySteps(["ring 9"]);
    });

    test("says which telephone system is away", async () => {
        await mountBoard({silent: ["Asterisk"]});
        expect(".o_desk_silent").toHaveText(/Not connected: Asterisk/);
    });
});
