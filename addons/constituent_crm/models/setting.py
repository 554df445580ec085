"""System parameters of this addon."""


def days(env, key, default):
    """The number of days that the system parameter `key` says, or `default`."""
    # A number of days that anybody may know; parameters are administrators' own.
    value = env["ir.config_parameter"].sudo().get_param(key)
    return int(value) if str(value or "").isdecimal() else default
