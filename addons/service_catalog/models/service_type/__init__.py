from . import type, form, catalogue, residents, versions
