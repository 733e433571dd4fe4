"""Events on their way out of a faulty server: the transport of its HTTP client.

HTTP by httpx2; a transport stands between a client and the network, so that a server's own
code for sending events stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2

from gxd_teach.techspec.faults.message import Sent

if TYPE_CHECKING:
    from gxd_teach.techspec.faults.wrapper import FaultyApp

__all__ = ["FaultySending"]


class FaultySending(httpx2.BaseTransport):
    """Passes requests on as the present fault makes them; the first answer is the answer."""

    def __init__(self, faulty: FaultyApp, inner: httpx2.BaseTransport) -> None:
        self._faulty, self._inner = faulty, inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send what the fault makes of a request; 200 when it keeps it back."""
        body = request.read()
        sent = Sent(request.method, str(request.url), tuple(request.headers.multi_items()), body)
        answers = []
        for one in self._faulty.sent(sent):
            headers = [pair for pair in one.headers if pair[0].lower() != "content-length"]
            altered = httpx2.Request(
                one.method,
                one.url,
                headers=headers,
                content=one.body,
                extensions=request.extensions,
            )
            answer = self._inner.handle_request(altered)
            answer.read()
            answers.append(answer)
        return answers[0] if answers else httpx2.Response(200, request=request)

    def close(self) -> None:
        """Close the transport behind."""
        self._inner.close()
