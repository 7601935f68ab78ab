"""Reporting: tables, figures and a report to take along."""
