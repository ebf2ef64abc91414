"""The page of a project's demo, as a visitor uses it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from browser import overflow, violations

# A field of the demo's page, a value that changes the answer, and one that is refused.
CHANGES = {
    "house_prices": ("overall_qual", "10", "11"),
    "spam": ("body", "Shall we have lunch on Friday?", "long " * 5000),
    "movies": ("user", "1", "-1"),
    "churn": ("tenure", "70", "700"),
}


def use(page: Page, field: str, value: str, bad: str) -> None:
    """Change a field of the demo's page, to a value and to a bad one, and look at the answers."""
    headline = page.locator(".headline")
    before = headline.text_content() or ""
    assert violations(page) == []
    assert overflow(page) == 0
    page.fill(f"#{field}", value)
    expect(headline).not_to_have_text(before)
    page.fill(f"#{field}", bad)
    expect(page.locator(".error")).to_contain_text("must")
    expect(headline).to_have_count(0)
    assert page.get_attribute(f"#{field}", "aria-invalid") == "true"
    assert violations(page) == []
    page.fill(f"#{field}", value)
    expect(headline).to_have_count(1)
