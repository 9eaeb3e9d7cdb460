"""DuckDB's side of bench/distinct.py: one exact count(distinct) per level, two threads."""

import json
import sys
import time

import duckdb
import numpy as np

data = np.load(sys.argv[1])
nodes, persons, parent, depth = (data[k] for k in ("nodes", "persons", "parent", "depth"))
levels = int(depth.max()) + 1
columns = {"person": persons}
at = nodes.copy()
for level in reversed(range(levels)):
    columns[f"at_{level}"] = at
    at = parent[at]
links = duckdb.connect(config={"threads": 2})
links.register("raw", columns)
links.execute("CREATE TABLE link AS SELECT * FROM raw")
values = np.zeros(len(parent), np.int64)
begin = time.perf_counter()
for level in range(levels):
    found = links.execute(
        f"SELECT at_{level}, count(DISTINCT person) FROM link GROUP BY 1"
    ).fetchnumpy()
    values[found[f"at_{level}"]] = found["count(DISTINCT person)"]
print(json.dumps({"seconds": time.perf_counter() - begin, "values": values.tolist()}))
