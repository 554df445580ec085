from . import job, file, work, lifecycle
