from . import (
    partner,
    identification,
    postcode_search,
    merging,
    permission,
    contact_points,
    privacy,
)
