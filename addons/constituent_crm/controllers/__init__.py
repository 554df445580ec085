from . import export, subject_access
