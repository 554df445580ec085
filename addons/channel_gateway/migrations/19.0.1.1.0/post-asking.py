"""The dialog that opens a request from a message keeps its answers in a field now."""


def migrate(cr, version):
    cr.execute(
        "DROP TABLE IF EXISTS channel_message_open_answer_service_question_option_rel,"
        " channel_message_open_answer"
    )
