"""Blocks of Referrals."""
