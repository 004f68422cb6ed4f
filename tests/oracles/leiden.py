"""Makes tests/data/leiden.json: communities of small graphs by leidenalg, constant Potts model.

    pip install leidenalg==0.12.0 igraph && python3 tests/oracles/leiden.py > tests/data/leiden.json

`quality` is the best of twenty seeds, each run until nothing gets better: over all communities, the weight inside less
the resolution times the number of pairs. leidenalg counts an undirected graph twice over, hence the half.
"""

import json
import random

import igraph
import leidenalg

random.seed(7)
graphs = []
for groups, size, within, across in [(6, 3, 0.9, 0.05), (5, 9, 0.6, 0.05), (8, 6, 0.5, 0.1), (1, 40, 0.2, 0), (3, 20, 0.4, 0.15)]:
    nodes = groups * size
    edges = []
    for a in range(nodes):
        for b in range(a + 1, nodes):
            same = a // size == b // size
            if random.random() < (within if same else across):
                edges.append((a, b, round(random.uniform(0.3, 1.0) if same else random.uniform(0.05, 0.6), 2)))
    graph = igraph.Graph(n=nodes, edges=[edge[:2] for edge in edges])
    for resolution in (0.05, 0.2, 0.4):
        found = [
            leidenalg.find_partition(
                graph,
                leidenalg.CPMVertexPartition,
                weights=[edge[2] for edge in edges],
                resolution_parameter=resolution,
                n_iterations=-1,
                seed=seed,
            )
            for seed in range(20)
        ]
        best = max(found, key=lambda partition: partition.quality())
        graphs.append({"nodes": nodes, "edges": edges, "resolution": resolution, "quality": round(best.quality() / 2, 9)})
print("[\n" + ",\n".join(json.dumps(graph, separators=(",", ":")) for graph in graphs) + "\n]")
