"""Add OCA's keys to those that core's check of manifests knows.

It is loaded before `test_lint`, whose check asks for unknown keys to be listed. It is
installed by ./dev test only.
"""

from odoo.addons.test_lint.tests import test_manifests

test_manifests.MANIFEST_KEYS |= {"development_status", "maintainers"}
