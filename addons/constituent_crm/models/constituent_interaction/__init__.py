from . import interaction, correction
