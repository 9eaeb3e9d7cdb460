"""Our side of bench/distinct.py."""

import json
import sys
import time

import numpy as np

from niangjia.figures import kernel

data = np.load(sys.argv[1])
nodes, persons, parent = data["nodes"], data["persons"], data["parent"]
end = np.arange(1, len(parent) + 1)
for node in range(len(parent) - 1, 0, -1):
    end[parent[node]] = max(end[parent[node]], end[node])
begin = time.perf_counter()
values = kernel.distinct(nodes, persons, parent, end)
print(json.dumps({"seconds": time.perf_counter() - begin, "values": values.tolist()}))
