"""The errors a person can do something about. Each says what is wrong and what to do next, in one line."""


class HiwarError(Exception):
    """Root of all errors that Hiwar raises on purpose. `exit_code` is what the command line ends with."""

    exit_code = 1


class UsageError(HiwarError):
    """The call cannot mean anything: a wrong option, a warehouse that belongs to other seeds."""

    exit_code = 2


class InputError(HiwarError):
    """The input as a whole cannot be read: no manifest, a manifest without a table, no warehouse."""

    exit_code = 3


class GateError(HiwarError):
    """A gate stopped the run before anything was published."""

    exit_code = 1


class LockedError(HiwarError):
    """Another run holds the warehouse."""

    exit_code = 2
