from . import type, form, asking, catalogue, nearby, residents, versions
