from . import partner, identification, merging, contact, privacy
