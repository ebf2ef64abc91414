"""What a row of the tables must look like before anything is learned from it."""

import pandera.pandas as pa

from .interactions import ITEM, RATING, TIME, USER

FIRST_FILM = 1874  # the year of the oldest moving pictures
STARS = [half / 2 for half in range(1, 11)]

interactions = pa.DataFrameSchema(
    {
        USER: pa.Column(int),
        ITEM: pa.Column(int),
        RATING: pa.Column(float, pa.Check.isin(STARS)),
        TIME: pa.Column(int, pa.Check.gt(0)),
    },
    unique=[USER, ITEM],
    strict=True,
)
films = pa.DataFrameSchema(
    {
        ITEM: pa.Column(int, unique=True),
        "title": pa.Column(str),
        "year": pa.Column(float, pa.Check.in_range(FIRST_FILM, 2100), nullable=True),
        "genres": pa.Column(str),
    },
    strict=True,
)
