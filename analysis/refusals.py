"""What is the user's to mend, said to the user: a sentence that names the place and the remedy, and no traceback."""

from __future__ import annotations

import errno
import os

_CAUSES = {
    errno.EEXIST: "a file stands where a folder is needed; move it away, or choose another place",
    errno.ENOTDIR: "a file stands where a folder is needed; move it away, or choose another place",
    errno.EISDIR: "a folder stands where a file is needed; move it away, or choose another place",
    errno.EACCES: "another program has it open, or you have no permission for it; close that, or choose another place"
    if os.name == "nt"
    else "you have no permission for it; choose another place",
    errno.EPERM: "you have no permission for it; choose another place",
    errno.EROFS: "nothing can be written there; choose another place",
    errno.ENOSPC: "the disk is full; make room, then do it again",
    errno.EDQUOT: "your share of the disk is used up; make room, then do it again",
    errno.EFBIG: "the file is larger than is allowed there; choose another place",
    errno.EIO: "the disk does not work as it should; choose another place",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}  # fmt: skip


class Refusal(Exception):
    """Mixed into errors that are the user's to mend: a notebook shows their sentence alone."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of the traceback."""
        return [f"{type(self).__name__}: {self}"]


class Unwritable(Refusal, OSError):
    """A file that cannot be written, and what to do; none of those that belong together was changed."""

    def __str__(self) -> str:
        return f"{self.filename}: {_cause(self)}"


def refusal(error: Exception) -> str:
    """What went wrong, as one says it to a person: "figures: a file stands where a folder is needed; move it away"."""
    if not isinstance(error, OSError) or error.errno is None or isinstance(error, Refusal):
        return str(error)
    where = error.filename2 or error.filename  # the second one is the file that was to be replaced
    return f"{where}: {_cause(error)}" if where else _cause(error)


def _cause(error: OSError) -> str:
    return _CAUSES.get(error.errno or 0, error.strerror or type(error).__name__)
