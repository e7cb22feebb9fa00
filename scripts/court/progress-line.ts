import type { CourtProgress } from '../../node/client/court/progress.ts';

/** A step of an act before the court, as a line for a terminal. */
export function progressLine(progress: CourtProgress): string {
  switch (progress.step) {
    case 'going-on':
      return `Going on with case ${progress.id}.`;
    case 'committing':
      return `Energy ${progress.energy}, the standing one is ${progress.standing}. Committing …`;
    case 'storing':
      return `Storing part ${progress.part} of ${progress.of} of the sample …`;
    case 'revealing':
      return `Revealing claim ${progress.id} …`;
    case 'doubting':
      return 'Opening the doubt …';
    case 'scoring':
      return `Scoring part ${progress.part} of ${progress.of} of the model on chain …`;
    case 'done':
      return `  done in transaction ${progress.transaction}`;
  }
}
