"""Names that stand for patients in what the program keeps: the same on this installation, meaningless elsewhere.

A pseudonym is a keyed hash (HMAC-SHA-256) of what a header says of the patient. The key is random, made once
(`installation_key`), readable by the user alone and never written into anything that is handed on, so nobody else can
try names until one fits. Stable names keep what belongs to one patient together, so that a network is never tested on
whom it learned from.
"""

import hashlib
import hmac

import pydicom

from xr2ct_core.io.dicom_file import text
from xr2ct_core.io.installation_key import installation_key


def pseudonym(header: pydicom.Dataset) -> str:
    """The name for the patient of a header, of a header that names none for its study."""
    known = "\\".join(text(header, keyword) for keyword in ("PatientID", "PatientName", "PatientBirthDate"))
    known = known if known.strip("\\") else text(header, "StudyInstanceUID") or text(header, "SOPInstanceUID")
    return f"patient-{hmac.new(installation_key(), known.encode(), hashlib.sha256).hexdigest()[:8]}"
