import base64
import hashlib
import logging
from pathlib import Path

from odoo import api, fields, models
from odoo.tools import config

from ..service_matching import SecondOpinion, encoder
from ..service_matching.matcher import DESCRIPTION_WEIGHT, NAME_WEIGHT
from ..service_matching.second_opinion import pack, unpack

_logger = logging.getLogger(__name__)

BATCH = 500  # phrases: about half a second
NOT_OURS = 0  # instead of the id of a service


class ServiceMatchingNetwork(models.Model):
    """The second opinion on services: a network trained on the residents' phrases.

    It is trained in the background where the sentence encoder is installed, and again
    when phrases or services change. Each phrase is encoded once. Without the encoder
    there is no row, and services are suggested by words alone.
    """

    _name = "service.matching.network"
    _description = "Second Opinion on Services"
    _order = "id desc"

    fingerprint = fields.Char(
        required=True, help="Of the phrases and services that it was trained on."
    )
    network = fields.Binary(required=True, help="Its classes and weights.")

    @api.model_create_multi
    def create(self, vals_list):
        networks = super().create(vals_list)
        self.env["service.type"]._clear_service_matcher()
        return networks

    def unlink(self):
        result = super().unlink()
        self.env["service.type"]._clear_service_matcher()
        return result

    @api.model
    def _encoder(self):
        """Return the sentence encoder, or None where it is not installed."""
        return encoder.load(str(Path(config["data_dir"]) / "service_catalog"))

    @api.model
    def _second_opinion(self):
        """Return the `SecondOpinion` of the latest network, or None."""
        latest = self.search([], limit=1)
        loaded = self._encoder() if latest else None
        if not loaded:
            return None
        numbers, network = unpack(base64.b64decode(latest.network))
        return SecondOpinion([number or None for number in numbers], network, loaded)

    # Training

    @api.model
    def _cron_train(self):
        """Encode new phrases, and train anew when phrases or services have changed."""
        loaded = self._encoder()
        if not loaded:
            return
        cron = self.env["ir.cron"]
        Keyword = self.env["service.keyword"]
        without = [("vector", "=", False)]
        cron._commit_progress(remaining=Keyword.search_count(without))
        while phrases := Keyword.search(without, limit=BATCH):
            phrases._encode(loaded)
            if not cron._commit_progress(len(phrases)):
                return
        self._train(loaded)

    @api.model
    def _train(self, loaded):
        """Train on all phrases, names and descriptions, unless that has been done.

        Args:
            loaded: the sentence encoder.
        """
        numbers, texts = self._service_texts()
        keywords = self.env["service.keyword"].search_fetch(
            [("weight", ">", 0)], ["service_id", "phrase", "weight"], order="id"
        )
        keywords = keywords.filtered(
            lambda one: (one.service_id.id or NOT_OURS) in numbers
        )
        fingerprint = self._fingerprint(texts, keywords)
        if len(numbers) < 2 or fingerprint == self.search([], limit=1).fingerprint:
            return
        with encoder.one_thread():
            network = self._trained(loaded, numbers, texts, keywords)
        content = pack(list(numbers), network)
        former = self.search([("id", "!=", False)])
        self.create(
            [{"fingerprint": fingerprint, "network": base64.b64encode(content)}]
        )
        former.unlink()
        _logger.info("Second opinion trained on %d phrases", len(keywords))

    @api.model
    def _trained(self, loaded, numbers, texts, keywords):
        """Return the `Network` of phrases with vectors, and of names and descriptions.

        Args:
            loaded: the sentence encoder.
            numbers: class by id of the service.
            texts: triples of id, text and weight.
            keywords: `service.keyword` records.
        """
        # NumPy comes with the encoder.
        import numpy as np

        from ..service_matching.network import train

        stored = [base64.b64decode(one.vector) for one in keywords]
        vectors = [encoder.unpacked(stored), loaded.encode([t for _id, t, _w in texts])]
        ids = [one.service_id.id or NOT_OURS for one in keywords]
        ids += [number for number, _text, _weight in texts]
        weights = [one.weight for one in keywords]
        weights += [weight for _number, _text, weight in texts]
        return train(
            np.concatenate(vectors),
            np.array([numbers[number] for number in ids]),
            np.array(weights, np.float32),
            len(numbers),
        )

    @api.model
    def _service_texts(self):
        """Return the class of each service by id, and triples of id, text and weight.

        The last class is what is not the council's.
        """
        # sudo: what is trained on is user-independent.
        offered = self.env["service.type"].sudo().search([("active", "=", True)])
        texts = {}
        for code, _name in self.env["res.lang"].get_installed():
            for service in offered.with_context(lang=code):
                texts[service.id, service.name] = NAME_WEIGHT
                if service.description:
                    texts[service.id, service.description] = DESCRIPTION_WEIGHT
        numbers = {number: at for at, number in enumerate([*offered.ids, NOT_OURS])}
        return numbers, [(number, text, one) for (number, text), one in texts.items()]

    @api.model
    def _fingerprint(self, texts, keywords):
        """Return a digest of what a network is trained on."""
        digest = hashlib.sha256()
        for row in texts:
            digest.update(repr(row).encode())
        for one in keywords:
            digest.update(repr((one.service_id.id, one.phrase, one.weight)).encode())
        return digest.hexdigest()
