from . import files
from . import rendering
