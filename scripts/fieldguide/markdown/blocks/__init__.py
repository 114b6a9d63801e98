"""The blocks of the guide: each module here is read, and says of its blocks what there is to know."""

from __future__ import annotations

import importlib
import pkgutil

from ..block import BLOCKS

for module in pkgutil.iter_modules(__path__, f"{__name__}."):
    importlib.import_module(module.name)

__all__ = ["BLOCKS"]
