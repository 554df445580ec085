"""What is due is found by the index of the lists, which has its order too."""


def migrate(cr, version):
    cr.execute("DROP INDEX IF EXISTS service_request__due_at_index")
