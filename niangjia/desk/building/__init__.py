"""Builds the pages of the desk from the rooms' answers: plain functions, no requests, no clock."""
