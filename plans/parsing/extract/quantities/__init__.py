"""Quantities of a plan: targets, baselines and support standards (DOMAIN.md section 5)."""

from plans.parsing.extract.quantities.reader import find_quantities

__all__ = ["find_quantities"]
