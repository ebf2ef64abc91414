"""Platt scaling by Newton's method on standardized scores."""

import numpy as np


def fit(score: np.ndarray, label: np.ndarray) -> tuple[float, float]:
    """Return the slope and the intercept of the sigmoid that fits best."""
    positive = int((label == 1).sum())
    negative = len(label) - positive
    if positive == 0 or negative == 0 or np.ptp(score) == 0:
        raise ValueError("both classes and different scores are needed")
    target = np.where(label == 1, (positive + 1) / (positive + 2), 1 / (negative + 2))
    middle, width = score.mean(), score.std()
    A = np.column_stack([(score - middle) / width, np.ones(len(score))])
    w = np.zeros(2)
    for _ in range(50):
        probability = _sigmoid(A @ w)
        gradient = A.T @ (probability - target)
        hessian = A.T @ (A * (probability * (1 - probability))[:, None])
        step = np.linalg.solve(hessian, gradient)
        while _loss(A @ (w - step), target) > _loss(A @ w, target) + 1e-12:
            step = step / 2
        w = w - step
    slope = w[0] / width
    return float(slope), float(w[1] - slope * middle)


def calibrate(score: np.ndarray, a: float, b: float) -> np.ndarray:
    """Return the calibrated probability of each score."""
    return _sigmoid(a * score + b)


def _sigmoid(z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-z)); no exponent is above zero."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def _loss(z: np.ndarray, target: np.ndarray) -> float:
    """Return the mean log loss of a sigmoid's argument."""
    return float(np.mean(np.logaddexp(0, z) - target * z))
