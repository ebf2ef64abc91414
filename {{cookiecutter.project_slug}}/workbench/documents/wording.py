"""How numbers read in a document. The templates hold no number of their own."""

import json
import math
import re
from collections.abc import Callable

from ..records import LEVEL, Estimate

__all__ = [
    "amount",
    "brackets",
    "lower_first",
    "number",
    "share",
    "span",
    "upper_first",
    "usd",
    "whole",
]


def number(value: float, digits: int = 3) -> str:
    """Return a number with a fixed count of decimals, never a negative zero.

    >>> number(-0.0001)
    '0.000'
    """
    return f"{round(value, digits) + 0.0:.{digits}f}"


def whole(value: float) -> str:
    """Return a number without decimals, with thousands set apart, never a negative zero.

    >>> whole(12345.6), whole(-0.0)
    ('12,346', '0')
    """
    return f"{round(value):,}"


def usd(value: float) -> str:
    """Return whole US dollars.

    >>> usd(12345.6), usd(-65)
    ('$12,346', '-$65')
    """
    return f"{'-' if round(value) < 0 else ''}${abs(value):,.0f}"


def share(value: float, digits: int = 0) -> str:
    """Return a share of one as a percentage.

    >>> share(0.7478), share(-0.0001)
    ('75%', '0%')
    """
    return f"{round(value * 100, digits) + 0.0:.{digits}f}%"


def percent(value: float, digits: int = 1) -> str:
    """Return a value that is in percent already."""
    return f"{value:.{digits}f}%"


def signed(value: float, digits: int = 1) -> str:
    """Return a number with its sign, also where it is above zero.

    >>> signed(0.42), signed(-0.0)
    ('+0.4', '+0.0')
    """
    return f"{round(value, digits) + 0.0:+.{digits}f}"


def amount(value: float) -> str:
    """Return a number of any size with four digits, with thousands set apart.

    >>> amount(12345.6), amount(5.2), amount(0.00123456), amount(0)
    ('12,346', '5.200', '0.001235', '0')
    """
    if not value:
        return "0"
    decimals = max(0, 3 - math.floor(math.log10(abs(value))))
    return f"{round(value, decimals) + 0.0:,.{decimals}f}"


FORMATS: dict[str, Callable[..., str]] = {
    "amount": amount,
    "number": number,
    "whole": whole,
    "usd": usd,
    "share": share,
    "percent": percent,
    "signed": signed,
}


def span(estimate: Estimate, kind: str = "number") -> str:
    """Return a value with its interval.

    >>> span(Estimate(value=0.13, low=0.11, high=0.15))
    '0.130 (95% interval 0.110 to 0.150)'
    """
    form = FORMATS[kind]
    ends = f"{form(estimate.low)} to {form(estimate.high)}"
    return f"{form(estimate.value)} ({share(LEVEL)} interval {ends})"


def brackets(estimate: Estimate, kind: str = "number", *digits: int) -> str:
    """Return the interval for a table cell.

    >>> brackets(Estimate(value=0.13, low=0.11, high=0.15))
    '[0.110, 0.150]'
    """
    form = FORMATS[kind]
    return f"[{form(estimate.low, *digits)}, {form(estimate.high, *digits)}]"


def short(value: float) -> str:
    """Return a count without decimals, any other number with two.

    >>> short(0.0), short(1.0236)
    ('0', '1.02')
    """
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.2f}"


def markdown(text: str) -> str:
    r"""Return a text in which no character means anything to Markdown.

    >>> print(markdown("A*b"))
    A\*b
    """
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text)


def quoted(text: str) -> str:
    r"""Return a text as YAML's double-quoted form, whatever is in it.

    >>> print(quoted('a "b": c'))
    "a \"b\": c"
    """
    return json.dumps(text, ensure_ascii=False)


def upper_first(text: str) -> str:
    """Return a name as it begins a sentence or an axis; the rest stays as it is.

    >>> upper_first("macro F1")
    'Macro F1'
    """
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return the text with a small first letter, unless it starts with an abbreviation.

    >>> lower_first("Random forest"), lower_first("SVR")
    ('random forest', 'SVR')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
