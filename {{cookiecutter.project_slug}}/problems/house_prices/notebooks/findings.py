"""What will a house in Ames, Iowa, sell for, and what will a model have to cope with?"""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression

PRICES = [25, 50, 100, 200, 400, 800]  # thousand dollars, on a log scale


def rule_of_thumb(houses: pd.DataFrame) -> pd.Series:
    """Return the living area times the neighborhood's median price per square foot."""
    per_foot = houses.price / houses.area
    return houses.area * per_foot.groupby(houses.neighborhood).transform("median")


def skewed_prices(houses: pd.DataFrame) -> None:
    """Prices are skewed, their logarithms are not.

    A few expensive houses pull the mean above the median. On the log scale the prices are close to
    symmetric, and an error there is a share of the price, which is how people talk about a wrong
    estimate.
    """
    _, axes = plt.subplots(1, 2, figsize=(9, 3.5))
    axes[0].hist(houses.price / 1000, bins=40)
    axes[0].set(xlabel="Sale price (thousand dollars)", ylabel="Houses")
    axes[1].hist(houses.price / 1000, bins=np.geomspace(12, 800, 40))
    axes[1].set(xscale="log", xlabel="Sale price (thousand dollars, log scale)")
    axes[1].set_xticks(PRICES, PRICES)
    axes[1].minorticks_off()
    log_skew = np.log(houses.price).skew()
    print(f"mean ${houses.price.mean():,.0f}, median ${houses.price.median():,.0f}")
    print(f"skewness {houses.price.skew():.2f}, of the logarithm {log_skew:.2f}")
    assert houses.price.mean() > houses.price.median()
    assert abs(log_skew) < abs(houses.price.skew()) / 2


def size_and_quality(houses: pd.DataFrame) -> None:
    """Size explains much, quality much of the rest.

    Price against living area, colored by the assessor's grade of the whole house. A cloud that
    rises along the area and changes color across it says that both columns carry something of
    their own.
    """
    figure, axis = plt.subplots()
    sizes = [500, 1000, 2000, 4000]
    grades = axis.scatter(houses.area, houses.price / 1000, c=houses.overall_qual, s=9)
    axis.set(xlabel="Living area (square feet)", ylabel="Sale price (thousand dollars)")
    axis.loglog()
    axis.set_xticks(sizes, [f"{each:,}" for each in sizes])
    axis.set_yticks(PRICES, PRICES)
    axis.minorticks_off()
    figure.colorbar(grades, label="Overall quality (1 to 10)")
    X, y = np.column_stack([np.log(houses.area), houses.overall_qual]), np.log(houses.price)
    size, both = (LinearRegression().fit(x, y).score(x, y) for x in (X[:, :1], X))
    print(f"variance of log price explained by area {size:.0%}, with the grade {both:.0%}")
    assert both > size + 0.1


def products(houses: pd.DataFrame) -> None:
    """Size and quality multiply rather than add up.

    If they added up, one more square foot would cost the same in every house. It does not: the
    better the grade, the more a foot costs. That is one more reason for logarithms, and why area
    times quality is among the features.
    """
    grade = pd.cut(houses.overall_qual, [0, 5, 7, 10], labels=["low", "middle", "high"])
    usual = houses.area < 4000
    slopes = {
        name: np.polyfit(part.area, part.price, 1)[0]
        for name, part in houses[usual].groupby(grade[usual], observed=True)
    }
    for name, slope in slopes.items():
        print(f"{name:<8} grade: one more square foot goes with ${slope:.0f}")
    assert slopes["low"] < slopes["middle"] < slopes["high"]


def neighborhoods(houses: pd.DataFrame) -> None:
    """The neighborhood sets the price of a square foot.

    The baseline in a picture: knowing only the area and the neighborhood already says a lot. A
    model has to beat that, not the average price. The boxes are wide, so there is something left
    to win.
    """
    per_foot = houses.price / houses.area
    places = per_foot.groupby(houses.neighborhood).filter(lambda each: len(each) >= 5)
    places = places.groupby(houses.neighborhood)
    order = places.median().sort_values().index
    _, axis = plt.subplots(figsize=(7, 6))
    parts = [places.get_group(name) for name in order]
    axis.boxplot(parts, tick_labels=order, orientation="horizontal", flierprops={"markersize": 3})
    axis.set(xlabel="Dollars per square foot of living area", ylabel="Neighborhood")
    log_price, rule = np.log(houses.price), np.log(rule_of_thumb(houses))
    known = 1 - ((log_price - rule) ** 2).sum() / ((log_price - log_price.mean()) ** 2).sum()
    print(f"area times the neighborhood's median explains {known:.0%} of the variance of log price")
    assert 0.5 < known < 0.9


def empty_cells(houses: pd.DataFrame) -> None:
    """An empty cell mostly means that there is none.

    Filling an empty pool grade with the commonest one would invent a pool. The test: does the empty
    grade go with a zero in the column that counts the thing? The width of the lot has no such
    partner, and every house has a lot: there the value is unknown.
    """
    empty = houses.isna().mean().sort_values(ascending=False).head(10)
    print(empty.map("{:.1%}".format).to_string())
    counted = {"pool_qc": "pool_area", "fireplace_qu": "fireplaces", "bsmt_qual": "total_bsmt_sf"}
    for graded, counts in counted.items():
        agree = (houses[graded].isna() == houses[counts].fillna(0).eq(0)).mean()
        print(f"{graded} is empty exactly where {counts} is zero: {agree:.1%} of the houses")
        assert agree > 0.99
    assert houses.lot_frontage.min() > 0


def unusual_sales(houses: pd.DataFrame) -> None:
    """Some sales are not market sales.

    Sales inside a family, foreclosures and houses sold before they were finished follow other
    rules. Each price is set against the rule of thumb from above, so that the kinds are compared at
    the same size and place. All but the unfinished ones, which are new houses, go for less. They
    stay in, because they are part of the market, and the score is reported without them as well.
    """
    ratio = houses.price / rule_of_thumb(houses)
    kinds = ratio.groupby(houses.sale_condition).agg(["size", "median"])
    kinds = kinds.sort_values("size", ascending=False)
    kinds["share"] = (kinds["size"] / len(houses)).map("{:.1%}".format)
    print(kinds.rename(columns={"median": "price / rule of thumb"}).round(2).to_string())
    assert (kinds["median"].drop(["Normal", "Partial"]) < kinds["median"]["Normal"]).all()
    assert kinds["median"]["Partial"] > kinds["median"]["Normal"]
    assert (houses[houses.sale_condition == "Partial"].sale_type == "New").mean() > 0.9


def large_houses(houses: pd.DataFrame) -> None:
    """A handful of very large houses sold for little.

    The author of the data, De Cock, advises looking at the houses above 4,000 square feet
    separately. The cheap ones among them have the best grade and were sold before they were
    finished, so area and grade may describe a house that the price did not yet pay for. They are
    too few to learn from, and enough to bend a straight line. They are kept, and the score is
    reported without them as well.
    """
    large = houses[houses.area > 4000]
    columns = ["area", "overall_qual", "neighborhood", "sale_condition", "price"]
    print(large[columns].sort_values("price").to_string(index=False))
    cheap = large[large.price < houses.price.quantile(0.9)]
    assert len(large) < 10
    assert (cheap.sale_condition == "Partial").all()
    assert (cheap.overall_qual == 10).all()


def season_and_trend(houses: pd.DataFrame) -> None:
    """Sales follow the season; prices show no trend.

    The model prices houses that are sold later than those it learned from, so a drift of the prices
    would hurt. The yearly medians stay close together, also per square foot, and so does the price
    of a house of the same size, grade and age: the interval of its yearly change includes zero.
    Early summer is when houses are sold.
    """
    months = houses.groupby("sold_on").price.agg(["median", "size"])
    _, axes = plt.subplots(2, 1, figsize=(8, 4.5), sharex=True)
    axes[0].plot(months.index, months["median"] / 1000)
    axes[0].set(ylabel="Median price\n(thousand dollars)", ylim=(0, None))
    axes[1].bar(months.index, months["size"], color="C1")
    axes[1].set(ylabel="Sales", xlabel="Month of sale", xticks=range(0, len(months), 6))
    summer = houses[houses.yr_sold < houses.yr_sold.max()].mo_sold.isin([5, 6, 7]).mean()
    print(f"in whole years {summer:.0%} of the sales fall into May, June and July")
    assert summer > 1.5 * 3 / 12
    per_foot = houses.assign(per_foot=houses.price / houses.area)
    yearly = per_foot.groupby("yr_sold")[["price", "per_foot"]].median()
    print(yearly.round(0).astype(int).to_string())
    assert (yearly.max() / yearly.min() < 1.1).all()
    when = houses.yr_sold + (houses.mo_sold - 1) / 12 - 2006
    alike = np.log(houses.area), houses.overall_qual, houses.year_built, when, np.ones(len(houses))
    X = np.column_stack(alike)
    fit, (squares,), *_ = np.linalg.lstsq(X, np.log(houses.price))
    error = np.sqrt(squares / (len(X) - X.shape[1]) * np.linalg.inv(X.T @ X)[3, 3])
    print(f"the same house, one year later: {fit[3]:+.1%}, give or take {1.96 * error:.1%}")
    assert abs(fit[3]) < 1.96 * error


def repeated_columns(houses: pd.DataFrame) -> None:
    """Many columns say the same thing.

    Garage cars and garage area, or the first floor and the basement below it, nearly repeat each
    other. A linear model needs a penalty to share the weight between them, and shuffling one of
    them alone would make both look useless. That is why importance is measured by topic.
    """
    numbers = houses.select_dtypes("number").drop(columns=["pid", "price"])
    upper = np.triu(np.ones((numbers.shape[1],) * 2, bool), k=1)
    closest = numbers.corr().where(upper).stack().sort_values(ascending=False).head(6)
    print(closest.map("{:.2f}".format).to_string())
    for pair in (("garage_cars", "garage_area"), ("total_bsmt_sf", "x1st_flr_sf")):
        assert closest[pair] > 0.75


def neighbors_in_time(houses: pd.DataFrame) -> None:
    """The split has to be by time.

    The user asks about a sale that has not happened yet. A random split would let the model learn
    from the sales of the month it is tested on: the same market, the same season, the neighbors in
    the same new street. Building goes street by street. How often does a sale have another one of
    the same neighborhood in the same month?
    """
    together = houses.groupby(["neighborhood", "sold_on"]).pid.transform("size") > 1
    print(f"{together.mean():.0%} of the sales have a neighbor that was sold in the same month")
    assert together.mean() > 0.5


FINDINGS = [
    skewed_prices,
    size_and_quality,
    products,
    neighborhoods,
    empty_cells,
    unusual_sales,
    large_houses,
    season_and_trend,
    repeated_columns,
    neighbors_in_time,
]
CONCLUSIONS = [
    "The logarithm of the price as its target, and an error that is a share of the price.",
    "Grades as ordered numbers, empty text as 'none', medians only where a value is unknown.",
    "Something that lets size and quality multiply: logarithms, a product, or trees.",
    "A baseline that knows area and neighborhood.",
    "A split by time, unusual sales kept and reported apart.",
]
