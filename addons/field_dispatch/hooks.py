def uninstall_hook(env):
    """Take away the resources that the crews brought with them."""
    env["dispatch.crew"].with_context(active_test=False).search([]).unlink()
