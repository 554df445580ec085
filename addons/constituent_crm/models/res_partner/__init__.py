from . import partner, identification, merging, permission, privacy
