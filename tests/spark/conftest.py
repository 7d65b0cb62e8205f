"""One Spark session for all tests: two local threads, small shuffles, no web page, few words."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterator

import pytest

from docgraph.sample import sample_paths

SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dlog4j2.level=ERROR",
    "spark.python.daemon.module": "docgraph.spark.daemon",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""Small jobs need no optimised code: compiling it takes longer than running them."""


@pytest.fixture(scope="session")
def spark() -> Iterator[object]:
    """Return the session; without Java the tests fail, they are not left out."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.fail("Spark needs Java 17. Install it with: apt-get install openjdk-17-jre-headless.", pytrace=False)
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore")  # PySpark warns about versions of pandas, which nothing here uses
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        from pyspark.sql import SparkSession  # noqa: PLC0415 - only here are its warnings let pass

        builder = SparkSession.builder.master("local[2]").appName("docgraph tests")
        for name, value in SETTINGS.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


@pytest.fixture(scope="session")
def sample_rows() -> list[tuple[str, str]]:
    """Return the names and texts of the sample."""
    return [(path.name, path.read_text("utf-8")) for path in sample_paths()]
