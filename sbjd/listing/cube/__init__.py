"""All rows of a list as sets of keys, one for each value of a facet, and in their orders, kept in the memory
of each process: what a list page counts, it counts here.

    cube       one state of one list; never changed once made
    holding    what it holds of a facet        order     the rows in an order
    kept       what was read or drawn when somebody asked
    reading    keys and values from the database
    subjects   which rows a change of the corpus touches
    keeper     the cube of the present version, made or brought up to date

Everything is exact and of one version of the corpus: `Keeper.current()` compares its cube's version with
the database's each time.
"""

from sbjd.listing.cube.cube import Plan
from sbjd.listing.cube.keeper import Keeper
from sbjd.listing.cube.selection import Selection

__all__ = ["Keeper", "Plan", "Selection"]
