"""How far does a car go on a gallon, and what will a model have to cope with?"""

import matplotlib.pyplot as plt
import pandas as pd


def heavier_cars(cars: pd.DataFrame) -> None:
    """Heavier cars go less far.

    One column explains most of the difference between cars, so it is the baseline.
    """
    _, axis = plt.subplots()
    axis.scatter(cars.weight, cars.mpg, s=9)
    axis.set(xlabel="Weight (pounds)", ylabel="Miles per gallon")
    together = cars.weight.corr(cars.mpg)
    print(f"correlation {together:.2f}")
    assert together < -0.5


FINDINGS = [heavier_cars]
CONCLUSIONS = ["The weight alone is a strong baseline."]
