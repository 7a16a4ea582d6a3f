"""The one error a renderer raises for something that the user can mend."""


class PublishingError(Exception):
    """Says in a Chinese sentence what could not be published, where, and what to do."""
