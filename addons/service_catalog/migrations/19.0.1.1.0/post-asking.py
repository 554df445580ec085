"""Answers carry their question's code and their value themselves from now on."""

from odoo.tools import sql


def migrate(cr, version):
    # Chosen options were rows of their own.
    if sql.table_exists(cr, "service_answer_service_question_option_rel"):
        cr.execute(
            """
            UPDATE service_answer AS answer
               SET value = chosen.codes
              FROM (SELECT rel.service_answer_id AS id,
                           string_agg(option.code, E'\\n'
                                      ORDER BY option.sequence, option.id) AS codes
                      FROM service_answer_service_question_option_rel AS rel
                      JOIN service_question_option AS option
                        ON option.id = rel.service_question_option_id
                     GROUP BY rel.service_answer_id) AS chosen
             WHERE answer.id = chosen.id AND answer.value IS NULL
            """
        )
        cr.execute("DROP TABLE service_answer_service_question_option_rel")
    cr.execute(
        """
        UPDATE service_question SET "when" = 'any', accepts = 'image', most_files = 5,
               largest_mb = 10, longest = 0
         WHERE "when" IS NULL OR accepts IS NULL OR most_files IS NULL
            OR largest_mb IS NULL OR longest IS NULL
        """
    )
    # Of dialogs that keep their answers in a field now.
    cr.execute(
        "DROP TABLE IF EXISTS service_question_option_service_request_new_answer_rel,"
        " service_request_new_answer"
    )
