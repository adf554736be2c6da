"""Names of the structures that surfaces are drawn around; apart from `structures`, which needs scipy."""

from typing import Literal

Structure = Literal["lungs", "bone", "skin", "custom"]
