/** One server-sent event as it stood on the wire. */
export interface ServerSentEvent {
  event: string;
  data: string;
  id?: string;
}

/** Splits a stream of text into server-sent events (WHATWG HTML, section 9.2.6); comments are skipped. */
export async function* readServerSentEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest = (rest + decoder.decode(chunk, { stream: true })).replaceAll('\r\n', '\n');
    let end = rest.indexOf('\n\n');
    while (end !== -1) {
      const event = parseEvent(rest.slice(0, end));
      if (event !== undefined) yield event;
      rest = rest.slice(end + 2);
      end = rest.indexOf('\n\n');
    }
  }
}

function parseEvent(block: string): ServerSentEvent | undefined {
  const fields: { event: string; data: string[]; id?: string } = { event: 'message', data: [] };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') fields.event = value;
    if (name === 'data') fields.data.push(value);
    if (name === 'id') fields.id = value;
  }
  if (fields.data.length === 0) return undefined;
  const { event, id } = fields;
  return { event, data: fields.data.join('\n'), ...(id === undefined ? {} : { id }) };
}
