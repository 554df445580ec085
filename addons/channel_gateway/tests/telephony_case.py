"""A council with a telephone system, whose events are those of the recordings."""

from ..telephony.events import read_event
from . import recordings
from .common import Council

SECRET = "whsec_dGVzdCBzZWNyZXQgb2YgdGhlIHRlbGVwaG9uZXM="


class TelephonyCouncil(Council):
    """A telephone system, two officers at it, and the caller of the recordings."""

    @classmethod
    def build_telephony(cls):
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.env.company.country_id = cls.env.ref("base.uk")
        cls.pbx = cls.make_endpoint(
            "Test telephones", kind="asterisk", channel="phone", secret=SECRET
        )
        cls.one = cls.make_user("agent_one", "officer", telephone_extension="101")
        cls.two = cls.make_user("agent_two", "officer", telephone_extension="102")
        cls.mary = cls.make_constituent("Mary Caller", "07700 900101")
        cls.Call = cls.env["channel.call"]

    @classmethod
    def take(cls, *events):
        """Take events as if the listener had posted them: dicts or `Event`s."""
        read = [read_event(one) if isinstance(one, dict) else one for one in events]
        cls.env["channel.kind.asterisk"]._take(cls.pbx, read)

    @classmethod
    def play(cls, name, count=None):
        """Take the events of a recording, by default all; return its calls."""
        cls.take(*recordings.events(recordings.read(name))[:count])
        return cls.calls()

    @classmethod
    def calls(cls):
        return cls.Call.search([("endpoint_id", "=", cls.pbx.id)], order="id")
