"""Groups of users, as the attribute `groups` of fields takes them."""

# Who may see what the council knows of its constituents.
READERS = "constituent_crm.group_officer,constituent_crm.group_service_officer"
