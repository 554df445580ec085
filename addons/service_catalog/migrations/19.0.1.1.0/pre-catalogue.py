"""Demonstration words, questions and scripts come from the example catalogue now.

What they were named is forgotten, so that what the example finds again stays.
"""


def migrate(cr, version):
    cr.execute(
        """
        DELETE FROM ir_model_data
         WHERE module = 'service_catalog'
           AND model IN ('service.keyword', 'service.script')
           AND name LIKE 'demo\\_%'
        """
    )
