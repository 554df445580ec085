"""Telephones that ring, talks, holds and transfers of one conversation."""

from dataclasses import replace

from . import calls
from .calls import Visit
from .events import Event, extensions, number_of
from .visit_list import VisitList


class Talks(VisitList):
    """Takes the events of officers' telephones."""

    # Telephones that ring

    def _ring(self, event: Event) -> None:
        index = self._waiting(event.get("Uniqueid"), event.get("Queue"))
        if index is not None:
            visit = self.visits[index]
            agent = _agent(event)
            ringing = {**visit.ringing, event.get("DestUniqueid"): agent}
            self.visits[index] = replace(visit, ringing=ringing)

    def _stop_ringing(self, event: Event) -> None:
        self._silence(event.get("DestUniqueid"))

    def _silence(self, leg: str) -> None:
        for index, visit in enumerate(self.visits):
            if leg in visit.ringing:
                left = {one: who for one, who in visit.ringing.items() if one != leg}
                self.visits[index] = replace(visit, ringing=left)

    def _dial(self, event: Event) -> None:
        leg, dialled = event.get("Uniqueid"), event.get("DestUniqueid")
        if leg in self._halves.values():
            self._behind[leg] = dialled
        sent = self._sent.get(leg)
        if sent and self._waiting(leg) is None:
            at, extension = sent
            self._end_earlier_visit(leg, extension, at)
            self._open(
                leg,
                queue="",
                began=at,
                number=number_of(event.get("CallerIDNum")),
                name=event.get("CallerIDName"),
                channel=event.get("Channel"),
                ringing={dialled: _agent(event)},
            )

    def _dialled(self, event: Event) -> None:
        """Take the end of an attempt to ring a telephone."""
        dialled = event.get("DestUniqueid")
        index = self._waiting(event.get("Uniqueid"))
        if event.get("DialStatus") != "ANSWER":
            self._silence(dialled)
        elif index is not None and self.visits[index].queue:
            # The mark of `_is_picked_up`: the queue will say to whom it connects.
            visit = self.visits[index]
            self.visits[index] = replace(visit, ringing={**visit.ringing, "": ()})
        elif index is not None:
            self._serve(index, event)

    # Talks

    def _connect(self, event: Event) -> None:
        leg, queue = event.get("Uniqueid"), event.get("Queue")
        index = self._waiting(leg, queue)
        last = self._of_caller(leg, queue)
        if last is not None and self.visits[last].is_open and index is None:
            # The answer to a question repeats it.
            return
        if last is not None and self.visits[last].result == calls.LEFT_BY_KEY:
            # A colleague picked the call up: nobody was dialled who answered.
            index = last
        if index is None:
            held = float(event.get("HoldTime") or 0)
            self._end_earlier_visit(leg, queue, event.at - held)
            self._open(
                leg,
                queue=queue,
                began=event.at - held,
                number=number_of(event.get("CallerIDNum")),
                name=event.get("CallerIDName"),
                channel=event.get("Channel"),
            )
            index = len(self.visits) - 1
        self._serve(index, event)

    def _serve(self, index: int, event: Event) -> None:
        """Connect a caller to the telephone that answered (not the one that rang)."""
        self.visits[index] = self.visits[index].answer(
            event.at,
            agent_leg=event.get("DestUniqueid"),
            agent_channel=event.get("DestChannel"),
            agent=_agent(event),
        )

    def _enter_bridge(self, event: Event) -> None:
        """Note the telephone that speaks behind a Local channel."""
        index = self._of_agent(event.get("Uniqueid"))
        if index is None:
            return
        visit, channel = self.visits[index], event.get("Channel")
        if visit.agent_channel.startswith("Local/") and channel[:6] != "Local/":
            known = extensions(channel, event.get("CallerIDNum"))
            agent = tuple(dict.fromkeys(known + visit.agent))
            self.visits[index] = replace(visit, agent=agent, agent_channel=channel)

    def _join_halves(self, event: Event) -> None:
        one, two = event.get("LocalOneUniqueid"), event.get("LocalTwoUniqueid")
        self._halves[one] = two

    def _hold(self, event: Event) -> None:
        index = self._of_agent(event.get("Uniqueid"))
        if index is not None:
            self.visits[index] = self.visits[index].hold(event.at)

    def _unhold(self, event: Event) -> None:
        index = self._of_agent(event.get("Uniqueid"))
        if index is not None:
            self.visits[index] = self.visits[index].resume(event.at)

    # Transfers

    def _blind_transfer(self, event: Event) -> None:
        if event.get("Result") not in ("", "Success"):
            return
        caller, extension = event.get("TransfereeUniqueid"), event.get("Extension")
        index = self._of_agent(event.get("TransfererUniqueid"))
        if index is not None:
            visit = replace(self.visits[index], transferred_to=extension, went_on=True)
            self.visits[index] = visit.end(calls.TRANSFERRED, event.at)
        self._sent[caller] = event.at, extension

    def _attended_transfer(self, event: Event) -> None:
        if event.get("Result") not in ("", "Success"):
            return
        legs = (
            event.get("OrigTransfererUniqueid"),
            event.get("SecondTransfererUniqueid"),
        )
        served = [leg for leg in legs if self._of_agent(leg) is not None]
        if not served:
            return
        consulted = legs[1] if served[0] == legs[0] else legs[0]
        index = self._of_agent(served[0])
        first = self.visits[index]  # type: ignore[index]
        second = self._index(lambda one: one.caller == consulted and one.is_open)
        target = extensions(
            event.get("TransferTargetChannel"), event.get("TransferTargetCallerIDNum")
        )
        where = self.visits[second].queue if second is not None else ""
        first = replace(
            first, transferred_to=where or (target[0] if target else ""), went_on=True
        )
        self.visits[index] = first.end(  # type: ignore[index]
            calls.TRANSFERRED, event.at
        )
        if second is not None:
            self.visits[second] = replace(
                self.visits[second],
                caller=first.caller,
                number=first.number,
                name=first.name,
                channel=first.channel,
            )
        elif target:
            self._speak_to(first, event, target)

    def _speak_to(self, first: Visit, event: Event, target: tuple[str, ...]) -> None:
        """Open the visit to a colleague to whom the caller was handed over."""
        self._open(
            first.caller,
            queue="",
            began=event.at,
            number=first.number,
            name=first.name,
            channel=first.channel,
        )
        self.visits[-1] = self.visits[-1].answer(
            event.at,
            agent_leg=event.get("TransferTargetUniqueid"),
            agent_channel=event.get("TransferTargetChannel"),
            agent=target,
        )


def _agent(event: Event) -> tuple[str, ...]:
    """Return by what the dialled telephone is known."""
    return extensions(event.get("DestChannel"), event.get("DestCallerIDNum"))
