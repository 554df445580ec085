from . import call, desk, following, privacy
