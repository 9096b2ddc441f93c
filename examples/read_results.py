"""Reads results of talentflow from Parquet: mean net flow of the five giants by year.

    npx talentflow run --scale 0.1 --replicates 4
    npx talentflow query "select replicate, month, unit, sector, hires, net from employers" --format parquet > employers.parquet
    python3 examples/read_results.py employers.parquet

Works with whichever of DuckDB, pyarrow and pandas (with an engine for Parquet) is installed.
"""

import importlib.util
import sys
from collections import defaultdict


def rows_of(file):
    """(replicate, month, net) of each of the giants, by whichever library is there."""
    if importlib.util.find_spec("duckdb"):
        import duckdb

        return duckdb.execute(
            "select replicate, month, net from read_parquet(?) where sector = 'giants'", [file]
        ).fetchall()
    if importlib.util.find_spec("pyarrow"):
        import pyarrow.parquet as parquet

        table = parquet.read_table(file, filters=[("sector", "=", "giants")])
        return list(zip(*(table[name].to_pylist() for name in ("replicate", "month", "net"))))
    import pandas

    frame = pandas.read_parquet(file)
    frame = frame[frame["sector"] == "giants"]
    return list(frame[["replicate", "month", "net"]].itertuples(index=False, name=None))


def main(file):
    rows = rows_of(file)
    replicates = len({replicate for replicate, _, _ in rows})
    net, months = defaultdict(float), defaultdict(set)
    for _, month, people in rows:
        net[month[:4]] += people
        months[month[:4]].add(month)
    print("year  net hires of the giants, people a month")
    for year in sorted(net):
        print(f"{year}  {net[year] / replicates / len(months[year]):9.1f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python3 read_results.py FILE.parquet (how to make one is told at the top of this file)")
    main(sys.argv[1])
