"""Wait until the queues are empty after the faults."""

import time

import psycopg2

from ..console import say
from .council import Council

HURRY_SECONDS = 5
PROGRESS_SECONDS = 15
# Without progress for so long, although retries are brought forward, the queue is
# stuck.
STALLED_SECONDS = 120
# Number of messages to process, to send, and in Odoo's mail queue.
WAITING = """
    SELECT
        (SELECT count(*) FROM channel_message WHERE direction = 'in' AND id > %(start)s
            AND (state = 'received'
                OR (state = 'failed' AND next_attempt_at IS NOT NULL))),
        (SELECT count(*) FROM channel_message
            WHERE direction = 'out' AND id > %(start)s AND (state = 'queued'
                OR (state = 'failed' AND next_attempt_at IS NOT NULL))),
        (SELECT count(*) FROM mail_mail WHERE state = 'outgoing')
"""
# Retries wait for minutes and hours. They are brought forward as if time had passed;
# attempts are still counted.
HURRY = (
    """
    UPDATE channel_message SET next_attempt_at = now() AT TIME ZONE 'utc'
    WHERE id IN (SELECT id FROM channel_message
        WHERE next_attempt_at > now() AT TIME ZONE 'utc' AND id > %(start)s
        FOR UPDATE SKIP LOCKED)
    """,
    # An attempt of a killed process is settled after some minutes. Attempts in progress
    # are answered at once by the outgoing server.
    """
    UPDATE channel_message SET handover_at = handover_at - interval '1 hour'
    WHERE id IN (SELECT id FROM channel_message
        WHERE handover IS NOT NULL AND id > %(start)s
        AND now() AT TIME ZONE 'utc' - handover_at BETWEEN '20 seconds' AND '1 hour'
        FOR UPDATE SKIP LOCKED)
    """,
    """
    UPDATE mail_mail SET scheduled_date = now() AT TIME ZONE 'utc'
    WHERE id IN (SELECT id FROM mail_mail
        WHERE state = 'outgoing' AND scheduled_date > now() AT TIME ZONE 'utc'
        FOR UPDATE SKIP LOCKED)
    """,
    """
    UPDATE ir_cron SET nextcall = now() AT TIME ZONE 'utc'
    WHERE id IN (SELECT cron.id FROM ir_cron cron
        JOIN ir_model_data data ON data.model = 'ir.cron' AND data.res_id = cron.id
        WHERE data.module = 'channel_gateway'
            OR data.name = 'ir_cron_mail_scheduler_action'
        FOR NO KEY UPDATE OF cron SKIP LOCKED)
    """,
)


def drain(council: Council, start: int, limit_seconds: float) -> float:
    """Wait until the queues are empty or stuck.

    Args:
        council: the running product.
        start: the highest id of earlier messages, which do not count.
        limit_seconds: maximum time to wait.

    Returns:
        The seconds it took.
    """
    began = moved = time.monotonic()
    last = 0.0
    before: tuple[int, ...] = ()
    while time.monotonic() - began < limit_seconds:
        waiting = council.query(WAITING, {"start": start})[0]
        if waiting != before:
            before, moved = waiting, time.monotonic()
        if not any(waiting) or time.monotonic() - moved > STALLED_SECONDS:
            break
        if time.monotonic() - last > PROGRESS_SECONDS:
            last = time.monotonic()
            say(
                f"    {last - began:4.0f} s: {waiting[0]} to process,"
                f" {waiting[1]} to send, {waiting[2]} in Odoo's mail queue"
            )
        hurry(council, start)
        time.sleep(HURRY_SECONDS)
    return time.monotonic() - began


def hurry(council: Council, start: int) -> None:
    """Bring pending retries forward, and wake the cron workers."""
    for statement in HURRY:
        try:
            council.query(statement, {"start": start})
        except psycopg2.Error as error:
            say(f"    not brought forward: {str(error).splitlines()[0]}")
    wake_cron_workers(council)


def wake_cron_workers(council: Council) -> None:
    """Notify the cron workers, as Odoo does when an action is triggered."""
    connection = psycopg2.connect(council.dsn("postgres"))
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify('cron_trigger', %s)", (council.database,))
    finally:
        connection.close()
