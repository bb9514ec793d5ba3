"""The rows of the table: each part takes the `Bench` and gives `Row`s."""
