"""What every classification into two classes measures, keeps and draws."""
