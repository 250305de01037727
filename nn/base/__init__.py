"""What every layer is built on: modules, nested lists, shapes, labels, initial weights."""
