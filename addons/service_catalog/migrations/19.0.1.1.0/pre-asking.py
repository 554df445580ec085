"""Each answer keeps the code of its question before that becomes required."""


def migrate(cr, version):
    cr.execute("ALTER TABLE service_answer ADD COLUMN IF NOT EXISTS code varchar")
    cr.execute(
        """
        UPDATE service_answer AS answer
           SET code = question.code
          FROM service_question AS question
         WHERE question.id = answer.question_id AND answer.code IS NULL
        """
    )
    cr.execute("ALTER TABLE service_answer ALTER COLUMN question_id DROP NOT NULL")
    cr.execute(
        "ALTER TABLE service_answer"
        " DROP CONSTRAINT IF EXISTS service_answer_question_uniq"
    )
