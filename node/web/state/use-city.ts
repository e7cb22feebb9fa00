import type { Network, ParticipantView, SeatList } from '../../client/views.ts';
import type { Names } from '../call-sentence.ts';
import { namesOf } from '../participant-words.ts';
import { participantOf } from '../signer-account.ts';
import { useText } from '../text.ts';
import { node } from './node.ts';
import { type Loaded, useResource } from './use-resource.ts';

/** Who is who in the city, and who may vote: what most places of the votes need. */
export interface City {
  network: Network;
  participants: readonly ParticipantView[];
  /** Agencies that hold a seat now. */
  seated: readonly ParticipantView[];
  seats: SeatList;
  names: Names;
}

export function useCity(): Loaded<City> {
  const text = useText();
  return useResource(`city ${text.language}`, async () => {
    const [network, { participants }, seats] = await Promise.all([node.network(), node.participants(), node.seats()]);
    const seated = seats.seats
      .filter(({ withdrawnAt }) => withdrawnAt === undefined)
      .flatMap(({ agency }) => participantOf(participants, agency) ?? []);
    return { network, participants, seated, seats, names: namesOf(participants, text) };
  });
}
