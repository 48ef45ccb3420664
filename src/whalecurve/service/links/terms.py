"""What an owner may ask of a link, checked before anything is made."""

import re
from dataclasses import replace
from typing import Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.state.kept import ACTIONS, RANKING, SEGMENTS, ShareTerms
from whalecurve.service.links.passphrases import FEWEST_CHARACTERS, MOST_CHARACTERS
from whalecurve.service.texts import needed_name

PARTS: Final = (RANKING, SEGMENTS, ACTIONS)
MOST_DAYS: Final = 365
MOST_SITES: Final = 10
# An origin and nothing else: what stands here goes into a header of every answer.
_SITE: Final = re.compile(r"https://[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?|http://localhost(:[0-9]{1,5})?")


def checked_terms(terms: ShareTerms) -> ShareTerms:
    """The terms with a clean title, when they can be kept.

    Raises:
        WhalecurveError: A part, the days, the passphrase or a site is none.

    >>> checked_terms(ShareTerms(" For  the board ")).title
    'For the board'
    >>> checked_terms(ShareTerms("For the board", days=0))
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: A link is open for 1 to 365 days. Found: 0. To fix it: write a whole
        number of days.
    """
    if not terms.parts or len(set(terms.parts)) != len(terms.parts) or not set(terms.parts) <= set(PARTS):
        raise WhalecurveError(
            "This is not what a link can show", found=repr(terms.parts)[:80], remedy=f"choose from {', '.join(PARTS)}"
        )
    if type(terms.days) is not int or not 1 <= terms.days <= MOST_DAYS:
        raise WhalecurveError(
            f"A link is open for 1 to {MOST_DAYS} days",
            found=repr(terms.days)[:40],
            remedy="write a whole number of days",
        )
    _check_passphrase(terms.passphrase)
    _check_sites(terms.sites)
    return replace(terms, title=needed_name(terms.title, "The link"))


def _check_passphrase(passphrase: str) -> None:
    if passphrase and not FEWEST_CHARACTERS <= len(passphrase) <= MOST_CHARACTERS:
        raise WhalecurveError(
            f"A passphrase has {FEWEST_CHARACTERS} to {MOST_CHARACTERS} characters",
            found=f"{len(passphrase)}",
            remedy="use a few words that nobody guesses",
        )


def _check_sites(sites: tuple[str, ...]) -> None:
    if len(sites) > MOST_SITES:
        raise WhalecurveError(f"A link is shown on at most {MOST_SITES} sites", found=f"{len(sites)}")
    for site in sites:
        if not _SITE.fullmatch(site):
            raise WhalecurveError(
                "This is not the address of a site", found=repr(site)[:80], remedy="write it as https://example.com"
            )
