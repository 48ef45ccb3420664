"""Files that were made for somebody: who may fetch which, asked again at each request.

Streamlit serves a prepared file to whoever knows its address. Here the address is good for the browser that it was made
for, while the login and the right last that it was made under, and for nobody else.
"""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.state.kept import Principal
from whalecurve.service.access.claims import Login
from whalecurve.service.access.mode import is_hosted
from whalecurve.service.stores import Office

_MOST: Final = 10_000


@dataclass(frozen=True)
class Holder:
    """Somebody for whom a file was made.

    Attributes:
        browser: What the browser is known by.
        principal: The person.
        workspace: Where the file's content comes from, empty for what belongs to none.
    """

    browser: str
    principal: Principal
    workspace: str


class Handouts:
    """Holders by the digest of a file's content; what was handed out longest ago is forgotten, and then refused.

    >>> handouts = Handouts()
    >>> handouts.note(b"figures", "anna")
    >>> handouts.holders(b"figures"), handouts.holders(b"others")
    (('anna',), ())
    """

    def __init__(self) -> None:
        self._holders: OrderedDict[bytes, tuple[Holder, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def note(self, content: bytes, holder: Holder) -> None:
        """Note that a file of this content was made for somebody."""
        key = hashlib.sha256(content).digest()
        with self._lock:
            others = (one for one in self._holders.get(key, ()) if one != holder)
            self._holders[key] = (holder, *others)[:_MOST]
            self._holders.move_to_end(key)
            if len(self._holders) > _MOST:
                self._holders.popitem(last=False)

    def holders(self, content: bytes) -> tuple[Holder, ...]:
        """Those for whom a file of this content was made."""
        with self._lock:
            return self._holders.get(hashlib.sha256(content).digest(), ())


HANDOUTS: Final = Handouts()


def may_fetch(office: Office, holder: Holder, browsers: frozenset[str], login: Login | None) -> bool:
    """Whether a request comes from the holder, whose login and right still last.

    Args:
        office: The store.
        holder: For whom the file was made.
        browsers: What the request's browser is known by.
        login: The request's login, None for none.
    """
    if holder.browser not in browsers:
        return False
    if is_hosted() and not is_person(office, holder.principal, login):
        return False
    return has_right(office, holder)


def has_right(office: Office, holder: Holder) -> bool:
    """Whether the holder may still see the workspace that a file comes from."""
    if not holder.workspace:
        return True
    try:
        office.service.look(holder.principal, holder.workspace)
    except WhalecurveError:
        return False
    return True


def is_person(office: Office, person: Principal, login: Login | None) -> bool:
    """Whether a login is this person's and has not ended."""
    if login is None or login.principal.key != person.key:
        return False
    return not office.logins.is_ended(login.principal, login.issued)
