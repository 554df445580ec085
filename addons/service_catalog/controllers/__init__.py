from . import joined, portal, tracking
