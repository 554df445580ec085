import io

from werkzeug.datastructures import FileStorage, MultiDict

from odoo.addons.service_catalog.tests.common import ServiceCatalogCase


class FormCase(ServiceCatalogCase):
    """A bin service: which bin, what is in a brown one, photos, and where."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ask("inside", name="What is in it?", shown_if_id=cls.which.id, sequence=20)
        cls.inside.shown_if_option_ids = cls.which.option_ids[0]
        cls.ask("photo", datatype="file", max_files=2, max_file_mb=1, sequence=30)
        cls.ask("spot", datatype="place", sequence=40)

    @classmethod
    def ask(cls, code, **values):
        setattr(cls, code, cls.make_question(cls.bin, code, **values))

    def sent(self, files=(), **answers):
        post = MultiDict({f"answer-{code}": value for code, value in answers.items()})
        uploads = [
            ("answer-photo", FileStorage(io.BytesIO(content), filename=name))
            for name, content in files
        ]
        return self.bin._answers_in(post, MultiDict(uploads))

    def answered(self, request):
        return {answer.code: answer.text for answer in request.answer_ids}
