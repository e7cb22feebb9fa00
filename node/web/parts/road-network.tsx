import type { JSX } from 'preact';
import type { Crossing, Evidence, Road } from '../evidence.ts';
import { changeClass, loadClass, PATTERNS } from '../road-class.ts';
import { type Placed, placeCrossings, roadLine, VIEW } from '../road-layout.ts';

export type View = 'today' | 'plan' | 'change';

interface RoadNetworkProps {
  evidence: Pick<Evidence, 'crossings' | 'roads'>;
  view: View;
  caption: string;
  /** One sentence for who can't see the picture; the numbers stand in the table below it. */
  description: string;
}

/** The roads as lines: width says how many vehicles, colour and dashes say how full (or which way it changes). */
export function RoadNetwork({ evidence, view, caption, description }: RoadNetworkProps): JSX.Element {
  const placed = placeCrossings(evidence.crossings);
  const largest = Math.max(1, ...evidence.roads.map((road) => measure(road, view)));
  return (
    <figure class="picture">
      <figcaption>{caption}</figcaption>
      <svg viewBox={`0 0 ${VIEW.width} ${VIEW.height}`} role="img" aria-label={`${caption}. ${description}`}>
        {evidence.roads.map((road) => (
          <RoadLine key={`${road.from}-${road.to}`} road={road} view={view} placed={placed} largest={largest} />
        ))}
        {evidence.crossings.map((crossing) => (
          <CrossingMark key={crossing.id} crossing={crossing} placed={placed} />
        ))}
      </svg>
    </figure>
  );
}

interface RoadLineProps {
  road: Road;
  view: View;
  placed: ReadonlyMap<number, Placed>;
  largest: number;
}

function RoadLine({ road, view, placed, largest }: RoadLineProps): JSX.Element {
  const from = placed.get(road.from);
  const to = placed.get(road.to);
  if (from === undefined || to === undefined) return <g />;
  const kind = view === 'change' ? changeClass(road) : loadClass(loadOf(road, view), road.capacity);
  return (
    <path
      class={`road ${kind}`}
      d={roadLine(from, to)}
      stroke-width={1.1 + 4 * (measure(road, view) / largest)}
      stroke-dasharray={PATTERNS[kind]}
    />
  );
}

function CrossingMark({ crossing, placed }: { crossing: Crossing; placed: ReadonlyMap<number, Placed> }): JSX.Element {
  const at = placed.get(crossing.id);
  if (at === undefined) return <g />;
  return (
    <g class="crossing">
      <circle cx={at.x} cy={at.y} r="8" />
      <text x={at.x} y={at.y}>
        {crossing.id}
      </text>
    </g>
  );
}

function loadOf(road: Road, view: View): number {
  return view === 'plan' ? (road.plan ?? road.today) : road.today;
}

function measure(road: Road, view: View): number {
  return view === 'change' ? Math.abs((road.plan ?? road.today) - road.today) : loadOf(road, view);
}
