# ruff: noqa: PT011 - in which words an error is told is up to you
import pytest
from sample_size import power, sample_size


def test_from_ten_to_twelve_percent() -> None:
    assert sample_size(0.10, 0.12, 0.05, 0.8) == 3841


def test_it_does_not_matter_which_is_larger() -> None:
    assert sample_size(0.12, 0.10, 0.05, 0.8) == 3841


def test_half_the_difference_takes_nearly_four_times_as_many() -> None:
    assert 3.5 < sample_size(0.10, 0.11, 0.05, 0.8) / sample_size(0.10, 0.12, 0.05, 0.8) < 4.1


def test_power_is_the_other_way_round() -> None:
    assert power(3841, 0.10, 0.12, 0.05) == pytest.approx(0.8, abs=1e-3)
    assert power(3841, 0.10, 0.12, 0.05) >= 0.8 > power(3840, 0.10, 0.12, 0.05)


def test_more_users_give_more_power() -> None:
    assert power(100, 0.1, 0.12, 0.05) < power(1000, 0.1, 0.12, 0.05) < power(9999, 0.1, 0.12, 0.05)


def test_what_cannot_be_tested_is_refused() -> None:
    for wrong in ((0.1, 0.1, 0.05, 0.8), (0.0, 0.1, 0.05, 0.8), (0.1, 0.2, 0.05, 1.0)):
        with pytest.raises(ValueError):
            sample_size(*wrong)
    with pytest.raises(ValueError):
        power(0, 0.1, 0.2, 0.05)
