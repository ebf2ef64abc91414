"""What a person using the kit can do wrong, each in one sentence that says what to do."""


class InterviewError(Exception):
    """Something that the candidate can mend; the message is shown as it is."""


UNSOLVED = 3  # the exit code of a drill that is not solved yet, which is no failure of the kit
