"""The badge: a plain SVG of two words, the same bytes for the same verdict, no service asked."""

from .verdicts import Verdict

NOTHING_YET = ("not verified yet", "#57606a")
WORDS = {
    Verdict.IDENTICAL: ("reproduced to the last digit", "#1a7f37"),
    Verdict.SAME: ("reproduced within tolerance", "#1a7f37"),
    Verdict.DIFFERENT: ("numbers differ", "#b42318"),
    Verdict.TOOTHLESS: ("check has no teeth", "#b42318"),
    Verdict.STALE: ("claim is stale", "#9a6700"),
}
LABEL = "numbers"
WIDE, NARROW = 6.9, 4.3  # pixels of a letter, nearly: textLength fits the words to the boxes
THIN = set("fijlrt1 .-")
PADDING = 8

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" \
aria-label="{label}: {words}">
  <title>{label}: {words}</title>
  <rect width="{width}" height="20" rx="3" fill="#24292f"/>
  <path d="M{left} 0h{bend}a3 3 0 0 1 3 3v14a3 3 0 0 1 -3 3h-{bend}z" fill="{color}"/>
  <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
    <text x="{padding}" y="14" textLength="{label_length}">{label}</text>
    <text x="{start}" y="14" textLength="{length}">{words}</text>
  </g>
</svg>
"""


def pixels(words: str) -> int:
    """Return how long words are in the badge's letters."""
    return round(sum(NARROW if letter in THIN else WIDE for letter in words))


def badge(verdict: Verdict | None = None) -> str:
    """Return the badge of a verdict, or of nothing verified yet.

    >>> "not verified yet" in badge()
    True
    """
    words, color = WORDS[verdict] if verdict else NOTHING_YET
    label_length, length = pixels(LABEL), pixels(words)
    left, right = label_length + 2 * PADDING, length + 2 * PADDING
    return SVG.format(
        width=left + right,
        left=left,
        bend=right - 3,
        label=LABEL,
        words=words,
        color=color,
        padding=PADDING,
        start=left + PADDING,
        label_length=label_length,
        length=length,
    )
