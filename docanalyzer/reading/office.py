"""Files of older word processors, turned into DOCX by LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from docanalyzer.core.document import Notice
from docanalyzer.core.errors import ReadError
from docanalyzer.core.limits import LIMITS, Limits
from docanalyzer.reading.archive import ZIP_MAGIC, check_archive
from docanalyzer.reading.docx import read_docx
from docanalyzer.reading.layout import Reading

_SECONDS = 120
_TYPES = {
    ".doc": "application/msword",
    ".wps": "application/vnd.ms-works",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
}

# No macro, no active content, no linked picture or text; what would still call out finds a proxy that nobody answers.
_PROFILE = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    *(("Inet/Settings", f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS", "FTP")),
    *(("Inet/Settings", f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS", "FTP")),
)


def read_office(data: bytes, name: str, suffix: str, limits: Limits = LIMITS) -> Reading:
    """Convert and read; without LibreOffice the error says what to do."""
    if data.startswith(ZIP_MAGIC):
        check_archive(data, name, limits)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadError(
            name, "needs_libreoffice", f"{suffix} files need LibreOffice; install it, or save the file as DOCX"
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"source{suffix}")
        source.write_bytes(data)
        # A profile of its own: LibreOffice refuses a second run on one profile, and batches run several.
        profile = Path(folder, "profile")
        _write_profile(profile)
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            # The program was found on the path, and every argument is made here.
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            raise ReadError(name, "timeout", f"LibreOffice took more than {_SECONDS} seconds") from None
        except OSError as error:
            raise ReadError(name, "needs_libreoffice", f"LibreOffice cannot be started: {error}") from error
        made = source.with_suffix(".docx")
        if not made.exists():
            raise ReadError(name, "damaged", "LibreOffice could not open the file; it is damaged or protected")
        reading = read_docx(made.read_bytes(), name, limits)
    notice = Notice("converted", f"the {suffix} file was converted with LibreOffice")
    return replace(reading, media_type=_TYPES[suffix], notices=(notice, *reading.notices))


def _write_profile(profile: Path) -> None:
    """Settings for a conversion that stays on this machine."""
    items = "\n".join(
        f'<item oor:path="/org.openoffice.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _PROFILE
    )
    user = profile / "user"
    user.mkdir(parents=True)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (user / "registrymodifications.xcu").write_text(f"{head}\n{items}\n</oor:items>\n", encoding="utf-8")
