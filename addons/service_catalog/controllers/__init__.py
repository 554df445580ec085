from . import joined, portal, request_form, services, tracking, tracking_words
