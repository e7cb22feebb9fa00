import { decodeFunctionData, type Hex, hexToBytes } from 'viem';
import { modelCourtAbi } from '../court/court-abi.ts';
import { sampleHash } from '../sample.ts';
import { type CallDescription, describe } from './sentences.ts';

/** A call of the model court in words; undefined where there is no sentence for it. Throws on foreign data. */
export function describeCourtCall(data: Hex): CallDescription | undefined {
  const call = decodeFunctionData({ abi: modelCourtAbi, data });
  switch (call.functionName) {
    case 'commit': {
      const [decision, commitment] = call.args;
      return describe('call.modelCourt.commit', { decision: String(decision), commitment });
    }
    case 'reveal': {
      const [id, hash, energy, salt] = call.args;
      return describe('call.modelCourt.reveal', { id: String(id), sampleHash: hash, energy: String(energy), salt });
    }
    case 'doubt':
      return describe('call.modelCourt.doubt', { decision: String(call.args[0]) });
    case 'lapse':
      return describe('call.modelCourt.lapse', { id: String(call.args[0]) });
    case 'score': {
      const [id, count, chunks] = call.args;
      const values = { id: String(id), count: String(count), chunks: String(chunks.length) };
      return describe('call.modelCourt.score', values);
    }
    case 'storeSample': {
      const part = hexToBytes(call.args[0]);
      return describe('call.modelCourt.storeSample', { bytes: String(part.length), sampleHash: sampleHash(part) });
    }
    case 'joinSample': {
      const [hashes] = call.args;
      return describe('call.modelCourt.joinSample', { parts: String(hashes.length), hashes: hashes.join(', ') });
    }
    default:
      return undefined;
  }
}
