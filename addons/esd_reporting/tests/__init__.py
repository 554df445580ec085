from . import test_measures
from . import test_inventory
from . import test_facts
from . import test_figures
from . import test_snapshots
from . import test_access
from . import test_dashboard
from . import test_tours
