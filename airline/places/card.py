"""An airport as cards name it."""

from crm.message_data import Data


class Port(Data):
    """The code is empty where it is not known."""

    code: str
    name: str
