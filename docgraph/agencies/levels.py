"""The levels of the state."""

from __future__ import annotations

import enum


class Level(enum.StrEnum):
    """Where a body stands: centre, province, department, district or commune.

    Districts (cấp huyện) ended on 1 July 2025.
    """

    CENTRAL = "central"  # trung ương
    PROVINCIAL = "provincial"  # cấp tỉnh
    AGENCY = "agency"  # sở, ban, ngành: departments and bodies under a province or ministry
    DISTRICT = "district"  # cấp huyện
    COMMUNE = "commune"  # cấp xã
