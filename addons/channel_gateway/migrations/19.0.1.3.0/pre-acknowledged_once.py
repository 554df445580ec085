"""A request is acknowledged once: later doubles stay as messages about no event."""


def migrate(cr, version):
    cr.execute(
        """
        UPDATE channel_message AS message SET event = NULL
        FROM channel_message AS first
        WHERE message.direction = 'out' AND first.direction = 'out'
            AND message.event = 'opened' AND first.event = 'opened'
            AND message.request_id = first.request_id
            AND message.partner_id = first.partner_id
            AND message.channel_id = first.channel_id
            AND message.id > first.id
        """
    )
