"""What may be done, and why: whether to contact somebody, who may act for whom."""

from .answer import Answer

__all__ = ["Answer"]
