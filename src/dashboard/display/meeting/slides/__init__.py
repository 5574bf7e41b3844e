"""Slides as PPTX: native charts over workbooks that hold published cells and nothing else."""

from dashboard.display.meeting.slides.making import pptx

__all__ = ["pptx"]
