"""What `manage.py quickstart` does, one module a step. Every step may be broken off and done again."""


class StartError(Exception):
    """The site cannot start; the message is one sentence for the person at the terminal."""
