"""Rehearse the interview: questions that the numbers of this project raise, and honest scores."""
