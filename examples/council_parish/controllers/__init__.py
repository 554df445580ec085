from . import parish_app
