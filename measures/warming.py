"""What a process keeps in memory, read before the first visitor asks."""

from measures.near import near_words
from measures.plan_order import plan_order
from measures.quantity_views import Targets
from measures.register_views import Register
from measures.seeking import current_indexes
from measures.segmenting import segmenter


def warm_up():
    """Read the dictionary of Chinese words, the rows of the two long lists, the order of all texts and the
    words near which a mistyped one may be. Raises DatabaseError when the database does not answer."""
    segmenter().initialize()
    for page in (Register, Targets):
        page.keeper().current()
    current_indexes()
    plan_order()
    near_words()
