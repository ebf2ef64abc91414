"""What a file is before it is a table: refused where it is none, unpacked, and its encoding found.

Nothing is read whole, so a file may be larger than the memory.
"""

import codecs
import gzip
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, cast

from ..errors import DataError

CHUNK = 1 << 20  # bytes read at a time
WESTERN = "cp1252"  # the encoding of most files that are not in Unicode
LARGEST = 50 * 10**9  # bytes, unpacked: more is a mistake, or a bomb
SAVE_AS = "save the table as CSV UTF-8 or Parquet"
NOT_A_TABLE = {  # how a file begins, and what it is
    b"%PDF": "a PDF document: copy the table out of it and save it as CSV",
    b"SQLite format 3": "an SQLite database: export the table as CSV",
    b"\x80\x04": f"a pickle, which can run code when it is opened: {SAVE_AS}",
    b"\x80\x05": f"a pickle, which can run code when it is opened: {SAVE_AS}",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook: save the sheet as CSV UTF-8",
    b"\x89HDF": f"an HDF5 file: {SAVE_AS}",
    b"RDX": "an R data file: save the table as CSV",
    b"7z\xbc\xaf": "a 7z archive: unpack it first",
    b"version https://git-lfs": "a pointer of Git LFS, not the data: run `git lfs pull`",
}
WEB_PAGE = (b"<!doctype", b"<html", b"<?xml")
Packed = Literal["no", "gzip", "zip"]


class Container(NamedTuple):
    """A file that may hold a table; ``member`` is the one inside a zip file."""

    path: Path
    packed: Packed
    member: str = ""

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Give the unpacked bytes.

        Raises:
            DataError: The file is damaged.
        """
        try:
            if self.packed == "gzip":
                with gzip.open(self.path) as file:
                    yield cast("BinaryIO", file)
            elif self.packed == "zip":
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as inside:
                    yield cast("BinaryIO", inside)
            else:
                with self.path.open("rb") as plain:
                    yield plain
        except (gzip.BadGzipFile, zipfile.BadZipFile, EOFError) as error:
            raise DataError(
                f"{self.path.name} is a damaged {self.packed} file ({error}): fetch it again"
            ) from None

    def start(self) -> bytes:
        """Return the first bytes."""
        with self.open() as file:
            return file.read(CHUNK)


def member_of(path: Path) -> str:
    """Return the one file in a zip file, nothing if it is an Excel workbook.

    Raises:
        DataError: It is damaged or locked, or holds more or less than one file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            listed = archive.infolist()
    except zipfile.BadZipFile:
        raise DataError(f"{path.name} is a damaged zip file: fetch it again") from None
    members = [each for each in listed if not each.is_dir() and "__MACOSX" not in each.filename]
    if any(member.filename == "[Content_Types].xml" for member in members):
        return ""
    if len(members) != 1:
        raise DataError(f"{path.name} holds {len(members)} files: give the one that is the table")
    if members[0].flag_bits & 1:
        raise DataError(f"{path.name} is encrypted: unpack it first")
    if members[0].file_size > LARGEST:
        raise DataError(
            f"{path.name} unpacks to more than {LARGEST // 10**9} GB: take a part of it"
        )
    return members[0].filename


def refuse_what_is_no_table(start: bytes, name: str) -> None:
    """Refuse what is empty or known to be something else.

    Raises:
        DataError: Says what it is and what to do.
    """
    if not start.strip():
        raise DataError(f"{name} is empty: give the file with the table")
    for begins, what in NOT_A_TABLE.items():
        if start.startswith(begins):
            raise DataError(f"{name} is {what}")
    if start[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(WEB_PAGE):
        raise DataError(
            f"{name} is a web page, not a table: the download gave the page around it; "
            "fetch the file itself"
        )


def container(path: Path) -> Container:
    """Return a file as it has to be opened; of an Excel workbook, a zip file without a member.

    Raises:
        DataError: There is no such file, or it cannot be a table.
    """
    if not path.is_file():
        what = "a folder: give the file in it" if path.is_dir() else "not there: check the path"
        raise DataError(f"{path} is {what}")
    with path.open("rb") as file:
        start = file.read(CHUNK)
    refuse_what_is_no_table(start, path.name)
    if start[:2] == b"\x1f\x8b":
        found = Container(path, "gzip")
    elif start[:4] == b"PK\x03\x04":
        found = Container(path, "zip", member_of(path))
        if not found.member:
            return found
    else:
        return Container(path, "no")
    refuse_what_is_no_table(found.start(), path.name)
    return found


def decodes(file: BinaryIO, encoding: str) -> bool:
    """Return whether all bytes of a file are text in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def encoding_of(found: Container, guess: str = WESTERN) -> str:
    """Return the encoding of a text: UTF-8, UTF-16 with its mark, or else the one that is guessed.

    Raises:
        DataError: It is no text.
    """
    start = found.start()
    if start[:3] == b"\xef\xbb\xbf":
        return "utf-8-sig"
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\0" in start:
        raise DataError(f"{found.path.name} is not text: {SAVE_AS}")
    for encoding in ("utf-8", guess):
        with found.open() as file:
            if decodes(file, encoding):
                return encoding
    return "latin-1"
