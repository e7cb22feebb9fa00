import { readFileSync, statSync } from 'node:fs';
import { isNodeError, NodeError } from '../../node/protocol/errors.ts';
import { type Channel, channelsOf } from '../../node/protocol/quantum-risk/channels.ts';
import { type DataClasses, readDataClasses } from '../../node/protocol/quantum-risk/data-classes.ts';
import { mostBomBytes, parseBom, readBom } from '../../node/protocol/quantum-risk/read-bom.ts';
import { validateBom } from '../cbom/validate-bom.ts';
import { argumentInvalid } from '../command/run-command.ts';

/** The channels of all inventories, each first checked by CycloneDX's schema. Errors carry the file's name. */
export async function readInventories(files: readonly string[]): Promise<Channel[]> {
  const channels: Channel[] = [];
  for (const file of files) {
    const found = await inFile(file, async () => {
      const text = readText(file, 'FILE');
      const { document, version } = parseBom(text);
      const inventory = readBom(document);
      await validateBom(text, version);
      return channelsOf(inventory);
    });
    channels.push(...found);
  }
  return channels;
}

export function readClassesFile(file: string): Promise<DataClasses> {
  return inFile(file, async () => readDataClasses(parseJson(readText(file, 'classes'))));
}

async function inFile<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isNodeError(error) || error.code === 'ARGUMENT_INVALID') throw error;
    throw new NodeError(error.code, { file, ...error.details }, error);
  }
}

/** A larger file is refused before it is read. */
function readText(file: string, argument: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile())
    throw argumentInvalid(`is a file that can be read, not ${file}`, argument);
  if (found.size > mostBomBytes) throw new NodeError('BOM_TOO_LARGE', { bytes: found.size, most: mostBomBytes });
  return readFileSync(file, 'utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NodeError('DOCUMENT_INVALID', { rule: error instanceof Error ? error.message.slice(0, 120) : 'is JSON' });
  }
}
