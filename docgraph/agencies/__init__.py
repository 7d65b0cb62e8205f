"""Agencies (cơ quan, tổ chức): who a wording or a symbol names, at which level, in which year's map.

>>> from docgraph.agencies import agency, find_agency, successors
>>> find_agency("Chủ tịch UBND tỉnh", province="Quảng Ngãi").name
'Ủy ban nhân dân tỉnh Quảng Ngãi'
>>> import datetime as dt
>>> department = agency("SNV", province="Bắc Giang", on=dt.date(2021, 7, 1))
>>> [heir.name for heir in successors(department, dt.date(2025, 7, 2))]
['Sở Nội vụ tỉnh Bắc Ninh']
"""

from __future__ import annotations

from docgraph.agencies.classes import expand_class, level_of
from docgraph.agencies.levels import Level
from docgraph.agencies.lookup import agency, children, departments, successors
from docgraph.agencies.model import Agency, Branch, Province
from docgraph.agencies.places import province_of
from docgraph.agencies.registry import Registry, load_registry, provinces
from docgraph.agencies.slugs import slug
from docgraph.agencies.symbols import agency_of_symbol, compatible
from docgraph.agencies.wordings import find_agency

__all__ = [
    "Agency",
    "Branch",
    "Level",
    "Province",
    "Registry",
    "agency",
    "agency_of_symbol",
    "children",
    "compatible",
    "departments",
    "expand_class",
    "find_agency",
    "level_of",
    "load_registry",
    "province_of",
    "provinces",
    "slug",
    "successors",
]
