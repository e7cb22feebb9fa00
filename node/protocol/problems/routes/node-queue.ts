/** A binary heap of nodes by cost, then by node: pops equal costs in the order of the nodes. */
export class NodeQueue {
  readonly #costs: number[] = [];
  readonly #nodes: number[] = [];

  push(node: number, cost: number): void {
    const costs = this.#costs;
    const nodes = this.#nodes;
    let at = nodes.length;
    nodes.push(node);
    costs.push(cost);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(cost, node, costs[parent] ?? 0, nodes[parent] ?? 0)) break;
      costs[at] = costs[parent] ?? 0;
      nodes[at] = nodes[parent] ?? 0;
      at = parent;
    }
    costs[at] = cost;
    nodes[at] = node;
  }

  pop(): { node: number; cost: number } | undefined {
    const node = this.#nodes[0];
    const cost = this.#costs[0];
    const lastNode = this.#nodes.pop();
    const lastCost = this.#costs.pop();
    if (node === undefined || cost === undefined || lastNode === undefined || lastCost === undefined) return undefined;
    if (this.#nodes.length > 0) this.#sink(lastNode, lastCost);
    return { node, cost };
  }

  #sink(node: number, cost: number): void {
    const costs = this.#costs;
    const nodes = this.#nodes;
    let at = 0;
    for (let child = 1; child < nodes.length; child = 2 * at + 1) {
      const right = child + 1;
      const isRightFirst =
        right < nodes.length && isBefore(costs[right] ?? 0, nodes[right] ?? 0, costs[child] ?? 0, nodes[child] ?? 0);
      const next = isRightFirst ? right : child;
      if (!isBefore(costs[next] ?? 0, nodes[next] ?? 0, cost, node)) break;
      costs[at] = costs[next] ?? 0;
      nodes[at] = nodes[next] ?? 0;
      at = next;
    }
    costs[at] = cost;
    nodes[at] = node;
  }
}

function isBefore(cost: number, node: number, otherCost: number, otherNode: number): boolean {
  return cost < otherCost || (cost === otherCost && node < otherNode);
}
