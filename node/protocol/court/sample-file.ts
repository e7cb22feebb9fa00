import { hexToBytes, isHex } from 'viem';
import { packBits, unpackBits } from '../constrained-energy.ts';
import { type ConstrainedModel, variablesOf } from '../constrained-model.ts';
import { invalid, readArray, readInteger } from '../document-fields.ts';
import { checkChoices, encodeSample } from '../sample.ts';

/**
 * A sample as people write it down: `bits` (0 and 1, one per variable), `choices` (the chosen index of each group, for a model of
 * groups alone) or `sample` (its bytes in hexadecimal). Throws DOCUMENT_INVALID with the field, SAMPLE_LENGTH or SAMPLE_NOT_ONE_HOT.
 */
export function readSampleFile(document: unknown, model: ConstrainedModel): Uint8Array {
  if (typeof document !== 'object' || document === null) throw invalid('sample', 'is an object');
  const variables = variablesOf(model);
  if ('bits' in document) {
    const bits = readArray(document.bits, 'bits', variables).map((bit, at) => readInteger(bit, `bits[${at}]`, 0, 1));
    return checked(packBits(bits), variables, bits.length);
  }
  if ('choices' in document) {
    const choices = readArray(document.choices, 'choices', model.groups.length).map((choice, at) =>
      readInteger(choice, `choices[${at}]`, 0, 2 ** 31 - 1),
    );
    checkChoices(choices, model);
    return checked(encodeSample(choices, model), variables, variables);
  }
  if (!('sample' in document) || !isHex(document.sample)) throw invalid('sample', 'has bits, choices or sample');
  return checked(hexToBytes(document.sample), variables, variables);
}

function checked(sample: Uint8Array, variables: number, given: number): Uint8Array {
  if (given !== variables) throw invalid('bits', `has ${variables} of them, one per variable, not ${given}`);
  unpackBits(sample, variables);
  return sample;
}
