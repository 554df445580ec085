"""Rules of permission: whether to contact somebody, and who may act for whom."""

from .answer import Answer

__all__ = ["Answer"]
