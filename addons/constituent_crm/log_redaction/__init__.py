from .filter import RedactionFilter, install
from .redact import redact
