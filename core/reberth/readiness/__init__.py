"""Rules over Inventory and Plan: findings for people, which nothing reads back."""
