from . import (
    partner,
    identification,
    merging,
    contact,
    representation,
    privacy,
)
