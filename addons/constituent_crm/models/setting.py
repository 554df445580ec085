"""System parameters of this addon."""


def days(env, key, default):
    """Return a system parameter as a number of days.

    Args:
        env: environment of any user.
        key: key of the parameter.
        default: number of days without a valid parameter.

    Returns:
        Number of days.
    """
    # The number is not confidential. Only administrators may read parameters.
    value = env["ir.config_parameter"].sudo().get_param(key)
    return int(value) if str(value or "").isdecimal() else default
