"""What all tests share: a property is never judged by how long a busy machine takes for it."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
