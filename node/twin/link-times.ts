/** A one-way road for assignment: nodes by index, free-flow time in any unit, capacity in vehicles. */
export interface FlowLink {
  readonly from: number;
  readonly to: number;
  readonly freeFlowTime: number;
  readonly capacity: number;
}

export interface FlowState {
  readonly links: readonly FlowLink[];
  readonly flows: Float64Array;
}

/** Travel time by the BPR function, free-flow time x (1 + 0.15 (flow / capacity)^4) (Bureau of Public Roads, 1964). */
export function linkTime({ links, flows }: FlowState, index: number): number {
  const link = links[index];
  if (link === undefined) return 0;
  const ratio = (flows[index] ?? 0) / link.capacity;
  const square = ratio * ratio;
  return link.freeFlowTime * (1 + 0.15 * square * square);
}

/** How the travel time grows per vehicle. */
export function linkTimeSlope({ links, flows }: FlowState, index: number): number {
  const link = links[index];
  if (link === undefined) return 0;
  const ratio = (flows[index] ?? 0) / link.capacity;
  return (link.freeFlowTime * 0.6 * ratio * ratio * ratio) / link.capacity;
}
