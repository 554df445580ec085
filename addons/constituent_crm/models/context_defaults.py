"""Defaults that a caller's context gives, kept from fields that nobody enters."""


def without_defaults(context, names):
    """Return `context` without its defaults for the fields `names`.

    Args:
        context: of an environment.
        names: of fields, any iterable.

    Returns:
        A dict.
    """
    hidden = {f"default_{name}" for name in names}
    return {key: value for key, value in context.items() if key not in hidden}
