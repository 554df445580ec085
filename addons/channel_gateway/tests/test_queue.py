from unittest.mock import patch

from psycopg2 import errors

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..adapters import email, threads
from .common import ChannelCase
from .sample_emails import make_email

PROCESS = "odoo.addons.channel_gateway.models.channel_message.processing"


class QueueCase(ChannelCase):
    """The queue, whose attempts are counted in transactions of their own."""

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()
        self.startPatcher(patch.object(self.env.cr, "commit", self.env.cr.flush))
        # Messages of demo data wait as well.
        self.Message.search(self.Message._queue_domain()).write({"state": "triage"})
        self.Attempt = self.env["channel.message.attempt"]

    def accept(self, name, endpoint=None, **headers):
        headers = {"sender": f"{name} <{name}@example.net>", **headers}
        raw = make_email(message_id=f"<{name}@example.org>", **headers)
        return self.Message._accept_message(endpoint or self.mailbox, raw)

    def failing(self, *problems):
        """Have processing raise the next of `problems` each time, then work."""
        kind = type(self.env["channel.kind.email"])
        process = kind._process
        left = list(problems)

        def fail(self, message, found):
            if left:
                raise left.pop(0)
            return process(self, message, found)

        return patch.object(kind, "_process", fail)

    def dies(self, message):
        """Count an attempt that comes to no end, as of a process that is killed."""
        self.Attempt._begin(message)
        self.Attempt.invalidate_model()


@tagged("-at_install", "post_install")
class TestQueue(QueueCase):
    def test_all_are_processed_though_one_fails(self):
        broken, sound = self.accept("first"), self.accept("second")
        with self.failing(ValueError()), mute_logger(PROCESS):
            self.Message._process_queue()
        self.assertEqual((broken.state, sound.state), ("failed", "done"))

    def test_endpoints_take_turns(self):
        other = self.mailbox.copy({"address": "other@council.test"})
        flood = [self.accept(f"flood-{number}").id for number in range(20)]
        single = self.accept("single", endpoint=other).id
        turn = self.Message._next_ids_by_endpoint({})
        self.assertLessEqual(turn.index(single), 1, "not behind the flood")
        self.assertEqual(turn[0], flood[0], "the oldest of each first")
        self.assertLess(len(turn), 20, "then others may have come in")

    def test_flood_of_thousands_does_not_delay_another_endpoint(self):
        other = self.mailbox.copy({"address": "other@council.test"})
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO channel_message (endpoint_id, channel_id, direction, state,"
            " received_at, external_id) SELECT %s, %s, 'in', 'received', now(),"
            " 'flood-' || n FROM generate_series(1, 5000) AS n",
            [self.mailbox.id, self.mailbox.channel_id.id],
        )
        single = self.accept("single", endpoint=other)
        turn = self.Message._next_ids_by_endpoint({})
        self.assertLessEqual(turn.index(single.id), 1, "it is next")
        self.assertLess(len(turn), 20, "few are looked at")

    def test_oldest_message_does_not_block_the_next(self):
        oldest, next_one = self.accept("oldest"), self.accept("next")
        turn = self.Message._next_ids_by_endpoint({self.mailbox.id: oldest.id})
        self.assertEqual(turn, next_one.ids)

    def test_message_locked_by_another_worker_is_skipped(self):
        message = self.accept("taken")
        skipped = patch.object(
            type(self.Message), "try_lock_for_update", lambda one, **_how: one.browse()
        )
        with skipped:
            self.Message._process_queue()
        self.assertEqual(message.state, "received")
        self.assertFalse(self.Attempt.search([("message_id", "=", message.id)]))

    def test_attempt_is_counted_before_anything_is_read(self):
        message = self.accept("counted")
        begun = []

        def note(_raw):
            row = self.Attempt.search([("message_id", "=", message.id)])
            begun.append(row.begun)
            raise ValueError

        with patch.object(email, "parse_email", note), mute_logger(PROCESS):
            self.Message._process_queue()
        self.assertEqual(begun, [1])

    def reading_catalogue(self, note):
        """Call `note` with the words whenever services are looked for."""
        return patch.object(
            type(self.env["service.type"]),
            "_suggest_or_whose",
            lambda _service, words, *_limit: (note(words) or [], False),
        )

    def test_catalogue_is_read_before_an_attempt_is_counted(self):
        message = self.accept("first")
        begun = []

        def note(_words):
            rows = self.Attempt.search([("message_id", "=", message.id)])
            begun.append(rows.begun)

        with self.reading_catalogue(note):
            self.Message._process_queue()
        self.assertEqual(begun[:2], [0, 1])

    def test_catalogue_that_cannot_be_read_does_not_stop_the_queue(self):
        message = self.accept("first")

        def fail(_words):
            raise ValueError

        with self.reading_catalogue(fail), mute_logger(PROCESS):
            self.Message._process_queue()
        self.assertEqual(message.state, "failed")
        self.assertTrue(message.next_attempt_at)

    def test_message_is_retried_after_one_crash(self):
        message = self.accept("killed-once")
        self.dies(message)
        self.Message._process_queue()
        self.assertEqual(message.state, "done")

    def test_message_is_left_to_staff_after_two_crashes(self):
        message, behind = self.accept("killer"), self.accept("behind")
        self.dies(message)
        self.dies(message)
        with patch.object(
            type(self.env["channel.kind.email"]), "_read", side_effect=AssertionError
        ) as understand:
            message._process_locked()
        self.assertFalse(understand.called, "it is not read again")
        self.assertEqual(message.state, "failed")
        self.assertIn("2 times", message.error)
        self.assertFalse(message.next_attempt_at, "only staff decide")
        self.Message._process_queue()
        self.assertEqual(behind.state, "done")

    def test_staff_can_retry_it(self):
        message = self.accept("retried")
        self.dies(message)
        self.dies(message)
        self.Message._process_queue()
        message.action_retry()
        self.Message._process_queue()
        self.assertEqual(message.state, "done")

    def test_faults_are_not_counted_as_crashes(self):
        message = self.accept("faulty")
        with self.failing(*[ValueError()] * 3), mute_logger(PROCESS):
            for _attempt in range(3):
                message.next_attempt_at = message.received_at
                message._process_locked()
        message.next_attempt_at = message.received_at
        message._process_locked()
        self.assertEqual(message.state, "done")

    def test_workers_share_what_waits_in_fair_order(self):
        other = self.mailbox.copy({"address": "other@council.test"})
        flood = [self.accept(f"flood-{number}") for number in range(12)]
        single = self.accept("single", endpoint=other)
        theirs = self.Message.concat(*flood[:4])
        batches = []

        def lock(messages, limit=None, **_how):
            free = (messages - theirs)[:limit]
            if limit:
                batches.append(free)
            return free

        with patch.object(type(self.Message), "try_lock_for_update", lock):
            self.Message._process_queue()
        self.assertEqual(theirs.mapped("state"), ["received"] * 4)
        mine = self.Message.concat(*flood[4:], single)
        self.assertEqual(set(mine.mapped("state")), {"done"})
        self.assertEqual(batches[0][0], single, "not behind the flood")

    def test_conflict_with_another_worker_loses_no_message(self):
        message = self.accept("contended")
        lock = type(self.Message).try_lock_for_update

        def conflict(messages, limit=None, **how):
            if limit:
                raise errors.SerializationFailure
            return lock(messages, **how)

        with (
            patch.object(type(self.Message), "try_lock_for_update", conflict),
            patch.object(type(self.Message), "_roll_back"),
        ):
            self.Message._process_queue()
        self.assertEqual(message.state, "done")

    def test_value_too_long_for_an_index_is_a_fault_of_the_message(self):
        message, behind = self.accept("too long"), self.accept("behind")
        fault = errors.ProgramLimitExceeded("index row size exceeds maximum")
        with self.failing(fault), mute_logger(PROCESS):
            self.Message._process_queue()
        self.assertEqual(message.state, "failed")
        self.assertEqual(behind.state, "done")

    def test_message_is_processed_alone_after_a_crash(self):
        doubtful, others = self.accept("doubtful"), self.accept("other")
        self.dies(doubtful)
        both = doubtful | others
        self.assertEqual(both._process_locked(), others)
        self.assertEqual(doubtful.state, "received")
        both._process_committing()
        self.assertEqual(doubtful.state, "done")

    def test_crash_over_several_messages_is_counted_for_none(self):
        both = self.accept("killer") | self.accept("innocent")
        self.dies(both)
        self.assertEqual(self.Attempt._unfinished(both).message_id, both)
        self.assertEqual(set(self.Attempt._crash_counts(both).values()), {0})
        self.dies(both[0])
        self.assertEqual(self.Attempt._crash_counts(both[0])[both[0]], 1)
        self.assertEqual(both[0]._process_locked().state, "done", "not aside yet")

    def test_counts_of_processed_messages_are_deleted(self):
        message, waiting = self.accept("done"), self.accept("waiting")
        self.dies(waiting)
        message._process_locked()
        self.Attempt._gc_attempts()
        self.assertEqual(self.Attempt.search([]).message_id, waiting)


@tagged("-at_install", "post_install")
class TestCost(QueueCase):
    def test_email_is_parsed_once_and_services_looked_for_once(self):
        message = self.accept("once")
        Service = type(self.env["service.type"])
        with (
            patch.object(email, "parse_email", wraps=email.parse_email) as read,
            patch.object(
                Service,
                "_suggest_or_whose",
                autospec=True,
                side_effect=Service._suggest_or_whose,
            ) as suggest,
        ):
            message._process()
        self.assertEqual(message.state, "done")
        self.assertEqual((read.call_count, suggest.call_count), (1, 1))

    def test_many_references_cost_one_query(self):
        names = " ".join(f"<{number}@example.org>" for number in range(500))
        contact = email.parse_email(make_email(References=names))
        self.assertEqual(len(contact.references), threads.MAX_REFERENCES)
        self.assertEqual(contact.references[-1], "<499@example.org>", "the nearest")
        with self.assertQueryCount(1):
            self.env["channel.kind"]._find_answered_message(contact)
