"""The version of docgraph, a constant: asking the installation for it takes longer than importing the package."""

__version__ = "0.1.0"
