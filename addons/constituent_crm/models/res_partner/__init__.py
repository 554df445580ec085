from . import (
    partner,
    identification,
    merging,
    permission,
    contact_points,
    privacy,
)
