"""Inventory and Selection become a Plan."""
