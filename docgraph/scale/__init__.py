"""From a laptop's folder to a ministry's archive: many cores, the store, graphs of tens of millions of edges."""
