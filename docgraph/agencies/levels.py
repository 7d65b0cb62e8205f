"""The levels of the state."""

from __future__ import annotations

import enum


class Level(enum.StrEnum):
    """Where a body stands: centre, province, department, district or commune.

    Districts (cấp huyện) ended on 1 July 2025.  A department of a ministry (cục, tổng cục, vụ) stands at the centre,
    as the ministry does: it writes to the provinces, and they report to it.
    """

    CENTRAL = "central"  # trung ương
    PROVINCIAL = "provincial"  # cấp tỉnh
    AGENCY = "agency"  # sở, ban, ngành: departments and bodies under a province
    DISTRICT = "district"  # cấp huyện
    COMMUNE = "commune"  # cấp xã
