"""Releases: what may be released, what changes for learners, and the proof that a tag is one."""
