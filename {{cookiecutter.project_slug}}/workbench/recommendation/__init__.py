"""What every recommender of a list measures, keeps and draws."""
