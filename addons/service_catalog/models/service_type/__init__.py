from . import type, form, asking, catalogue, residents, versions
