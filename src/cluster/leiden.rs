//! Communities of a graph: the Leiden algorithm (Traag, Waltman and van Eck 2019) with the constant Potts model
//! (Traag, Van Dooren and Nesterov 2011).

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use std::collections::VecDeque;

/// An undirected weighted graph, its edges by node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    ends: Vec<usize>,
    neighbours: Vec<u32>,
    weights: Vec<f64>,
    /// How many nodes of the first graph each node stands for.
    sizes: Vec<f64>,
}

impl Graph {
    /// The graph of so many nodes with these edges, each given once; loops say nothing and are left out, and weights of
    /// an edge that is given twice are added.
    pub fn new(nodes: usize, edges: &[(u32, u32, f64)]) -> Self {
        Self::of_sizes(vec![1.0; nodes], edges.iter().copied())
    }

    fn of_sizes(sizes: Vec<f64>, edges: impl Iterator<Item = (u32, u32, f64)>) -> Self {
        let mut both: Vec<(u32, u32, f64)> = edges
            .filter(|(a, b, _)| a != b)
            .flat_map(|(a, b, weight)| [(a, b, weight), (b, a, weight)])
            .collect();
        both.sort_by_key(|&(a, b, _)| (a, b));
        let mut graph = Self { sizes, ..Self::default() };
        let mut rows = both.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)).peekable();
        for node in 0..graph.sizes.len() as u32 {
            while let Some(same) = rows.next_if(|same| same[0].0 == node) {
                graph.neighbours.push(same[0].1);
                graph.weights.push(same.iter().map(|edge| edge.2).sum());
            }
            graph.ends.push(graph.neighbours.len());
        }
        graph
    }

    fn nodes(&self) -> usize {
        self.sizes.len()
    }

    fn edges(&self, node: u32) -> impl Iterator<Item = (u32, f64)> + '_ {
        let node = node as usize;
        let range = node.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[node];
        self.neighbours[range.clone()].iter().copied().zip(self.weights[range].iter().copied())
    }
}

/// Settings of the search for communities: sets of nodes in which the sum of the edge weights is as far as can be
/// above `resolution` times the number of pairs.
///
/// ```
/// use chinhluan::cluster::{Graph, Leiden};
/// let triangles = [(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.9), (2, 3, 0.1), (3, 4, 0.7), (4, 5, 0.8), (3, 5, 0.9)];
/// let communities = Leiden { resolution: 0.3, seed: 1 }.run(&Graph::new(6, &triangles));
/// assert_eq!(communities, [0, 0, 0, 1, 1, 1]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leiden {
    /// γ: what the mean weight between two nodes of a community has to exceed.
    pub resolution: f64,
    /// Seed of the order in which nodes are looked at.
    pub seed: u64,
}

impl Leiden {
    /// The community of each node, numbered in the order of their first nodes.
    pub fn run(&self, graph: &Graph) -> Vec<u32> {
        /// A second run from the result of the first still finds better places for a few nodes; a tenth does not.
        const RUNS: usize = 10;
        let mut random = ChaCha8Rng::seed_from_u64(self.seed);
        let mut communities: Vec<u32> = (0..graph.nodes() as u32).collect();
        for _ in 0..RUNS {
            let before = self.quality(graph, &communities);
            communities = self.once(graph, communities, &mut random);
            if self.quality(graph, &communities) <= before + 1e-10 {
                break;
            }
        }
        numbered(&communities)
    }

    /// The constant Potts model: over all communities, the weight of the edges inside, less `resolution` times the
    /// number of pairs of nodes.
    pub fn quality(&self, graph: &Graph, communities: &[u32]) -> f64 {
        let mut sizes = vec![0.0; communities.iter().map(|&it| it as usize + 1).max().unwrap_or(0)];
        let mut inside = 0.0;
        for (node, &community) in communities.iter().enumerate() {
            sizes[community as usize] += graph.sizes[node];
            let same =
                graph.edges(node as u32).filter(|&(other, _)| communities[other as usize] == community);
            inside += same.map(|(_, weight)| weight).sum::<f64>() / 2.0;
        }
        inside - self.resolution * sizes.iter().map(|size| size * (size - 1.0) / 2.0).sum::<f64>()
    }

    /// Moves nodes, splits what is badly connected, takes what is left as nodes, and begins again.
    fn once(&self, graph: &Graph, communities: Vec<u32>, random: &mut ChaCha8Rng) -> Vec<u32> {
        let mut node_of: Vec<u32> = (0..graph.nodes() as u32).collect();
        let (mut graph, mut communities) = (graph.clone(), communities);
        loop {
            self.move_nodes(&graph, &mut communities, random);
            let refined = numbered(&self.refine(&graph, &communities, random));
            let parts = refined.iter().map(|&part| part as usize + 1).max().unwrap_or(0);
            if parts == graph.nodes() {
                return node_of.iter().map(|&node| communities[node as usize]).collect();
            }
            let (mut sizes, mut of_part) = (vec![0.0; parts], vec![0; parts]);
            for (node, &part) in refined.iter().enumerate() {
                sizes[part as usize] += graph.sizes[node];
                of_part[part as usize] = communities[node];
            }
            let edges = (0..graph.nodes() as u32).flat_map(|node| {
                let once = graph.edges(node).filter(move |&(other, _)| node < other);
                once.map(move |(other, weight)| (node, other, weight))
            });
            let between = edges
                .map(|(a, b, weight)| (refined[a as usize], refined[b as usize], weight))
                .collect::<Vec<_>>();
            graph = Graph::of_sizes(sizes, between.into_iter());
            communities = numbered(&of_part);
            node_of.iter_mut().for_each(|node| *node = refined[*node as usize]);
        }
    }

    /// Moves each node to the community where it adds most, as long as any node gains by it.
    fn move_nodes(&self, graph: &Graph, communities: &mut [u32], random: &mut ChaCha8Rng) {
        let mut sizes = vec![0.0; graph.nodes()];
        for (node, &community) in communities.iter().enumerate() {
            sizes[community as usize] += graph.sizes[node];
        }
        let mut empty: Vec<u32> =
            (0..graph.nodes() as u32).rev().filter(|&it| sizes[it as usize] == 0.0).collect();
        let mut order: Vec<u32> = (0..graph.nodes() as u32).collect();
        order.shuffle(random);
        let mut waiting: VecDeque<u32> = order.into();
        let mut waits = vec![true; graph.nodes()];
        let mut links = Links::new(graph.nodes());
        while let Some(node) = waiting.pop_front() {
            waits[node as usize] = false;
            let (own, size) = (communities[node as usize], graph.sizes[node as usize]);
            links.count(graph, node, |other| communities[other as usize]);
            sizes[own as usize] -= size;
            let gain =
                |community: u32| links.to(community) - self.resolution * size * sizes[community as usize];
            let mut best = (own, gain(own));
            for &community in &links.met {
                let gain = gain(community);
                if gain > best.1 + 1e-12 {
                    best = (community, gain);
                }
            }
            // Alone, a node adds nothing.
            if best.1 < -1e-12
                && let Some(alone) = empty.pop()
            {
                best = (alone, 0.0);
            }
            let to = best.0;
            sizes[to as usize] += size;
            if to != own {
                if sizes[own as usize] <= 0.0 {
                    empty.push(own);
                }
                communities[node as usize] = to;
                for (other, _) in graph.edges(node) {
                    let elsewhere = communities[other as usize] != to;
                    if elsewhere && !std::mem::replace(&mut waits[other as usize], true) {
                        waiting.push_back(other);
                    }
                }
            }
            links.clear();
        }
    }

    /// Parts of communities that hang together: every node begins alone, and joins a part of its community if both are
    /// well connected with the rest of it.
    fn refine(&self, graph: &Graph, communities: &[u32], random: &mut ChaCha8Rng) -> Vec<u32> {
        let nodes = graph.nodes();
        let mut parts: Vec<u32> = (0..nodes as u32).collect();
        let mut part_sizes = graph.sizes.clone();
        let mut community_sizes = vec![0.0; nodes];
        for (node, &community) in communities.iter().enumerate() {
            community_sizes[community as usize] += graph.sizes[node];
        }
        // Weight between a part and the rest of its community.
        let mut outward: Vec<f64> = (0..nodes as u32)
            .map(|node| {
                let same =
                    |&(other, _): &(u32, f64)| communities[other as usize] == communities[node as usize];
                graph.edges(node).filter(same).map(|(_, weight)| weight).sum()
            })
            .collect();
        let mut alone = vec![true; nodes];
        let mut order: Vec<u32> = (0..nodes as u32).collect();
        order.shuffle(random);
        let mut links = Links::new(nodes);
        for node in order {
            let (own, size) = (node as usize, graph.sizes[node as usize]);
            let whole = community_sizes[communities[own] as usize];
            if !alone[own] || outward[own] < self.resolution * size * (whole - size) {
                continue;
            }
            links.count_within(graph, node, &parts, communities);
            let mut best = (node, 0.0);
            for &part in links.met.iter().filter(|&&part| part != node) {
                let part_size = part_sizes[part as usize];
                let is_connected =
                    outward[part as usize] >= self.resolution * part_size * (whole - part_size);
                let gain = links.to(part) - self.resolution * size * part_size;
                if is_connected && gain > best.1 {
                    best = (part, gain);
                }
            }
            let part = best.0 as usize;
            if part != own {
                alone[part] = false;
                alone[own] = false;
                outward[part] += outward[own] - 2.0 * links.to(best.0);
                part_sizes[part] += size;
                part_sizes[own] = 0.0;
                parts[own] = best.0;
            }
            links.clear();
        }
        parts
    }
}

/// Weight of one node's edges by community.
struct Links {
    weights: Vec<f64>,
    met: Vec<u32>,
}

impl Links {
    fn new(communities: usize) -> Self {
        Self { weights: vec![0.0; communities], met: Vec::new() }
    }

    fn to(&self, community: u32) -> f64 {
        self.weights[community as usize]
    }

    fn add(&mut self, community: u32, weight: f64) {
        if self.weights[community as usize] == 0.0 {
            self.met.push(community);
        }
        self.weights[community as usize] += weight;
    }

    fn count(&mut self, graph: &Graph, node: u32, community: impl Fn(u32) -> u32) {
        graph.edges(node).for_each(|(other, weight)| self.add(community(other), weight));
    }

    fn count_within(&mut self, graph: &Graph, node: u32, parts: &[u32], communities: &[u32]) {
        for (other, weight) in graph.edges(node) {
            if communities[other as usize] == communities[node as usize] {
                self.add(parts[other as usize], weight);
            }
        }
    }

    fn clear(&mut self) {
        self.met.drain(..).for_each(|community| self.weights[community as usize] = 0.0);
    }
}

/// The same sets, numbered in the order of their first members.
pub(super) fn numbered(sets: &[u32]) -> Vec<u32> {
    let mut number = vec![u32::MAX; sets.iter().map(|&set| set as usize + 1).max().unwrap_or(0)];
    let mut next = 0;
    let of = |&set: &u32| {
        let number = &mut number[set as usize];
        if *number == u32::MAX {
            *number = next;
            next += 1;
        }
        *number
    };
    sets.iter().map(of).collect()
}
