/** Line, counted from 1, on which each value of a JSON text begins, by its path: `constraints[2].bound`; '' is the whole. */
export function linesOfJson(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const stack: { path: string; key: string | number }[] = [];
  let line = 1;
  let word = '';
  for (const { 0: token } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:\n]|[^\s"{}[\],:]+/g)) {
    const top = stack.at(-1);
    if (token === '\n') line++;
    else if (token === ':' && top !== undefined) top.key = word;
    else if (token === ',' && top !== undefined) top.key = typeof top.key === 'number' ? top.key + 1 : '';
    else if (token === '}' || token === ']') stack.pop();
    else {
      const path = pathOf(top);
      if (!lines.has(path)) lines.set(path, line);
      word = token.slice(1, -1);
      if (token === '{') stack.push({ path, key: '' });
      if (token === '[') stack.push({ path, key: 0 });
    }
  }
  return lines;
}

/** The line of a path, or of the nearest thing around it that is there. */
export function lineOfPath(lines: ReadonlyMap<string, number>, path: string): number {
  for (let part = path; part !== ''; part = part.replace(/(\.[^.[]*|\[\d+\]|^[^.[]*)$/, '')) {
    const line = lines.get(part);
    if (line !== undefined) return line;
  }
  return lines.get('') ?? 1;
}

function pathOf(parent: { path: string; key: string | number } | undefined): string {
  if (parent === undefined) return '';
  const { path, key } = parent;
  if (typeof key === 'number') return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}
