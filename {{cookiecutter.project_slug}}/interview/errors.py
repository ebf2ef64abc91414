"""What a person using the kit can do wrong, each in one sentence that says what to do."""


class InterviewError(Exception):
    """Something that the candidate can mend; the message is shown as it is."""
